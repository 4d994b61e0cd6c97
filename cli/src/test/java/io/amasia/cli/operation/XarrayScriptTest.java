package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
import io.amasia.geo.RegridMethod;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Programs with xarray on small data.
class XarrayScriptTest {
  private static Dataset maps() {
    return Fields.maps(
        Calendar.D360,
        Fields.months(Calendar.D360, 2000, 1, 2),
        new double[] {60, 0},
        new double[] {0, 90},
        new float[8]);
  }

  private static String script(Dataset data, String url, Operation operation) {
    return EquivalentScript.of(
        EquivalentScript.Tool.XARRAY,
        List.of(url),
        data,
        List.of(operation),
        Meaning.standard(_ -> {}),
        Optional.of("the \"mean\".nc"));
  }

  @Test
  void wordsOfTheUserAreLiterals() {
    var place = new Operation.Point(13.4, 52.5, Optional.of("\"Mitte\" \\ Tor"));
    var stations = new Operation.Stations(List.of(place));
    assertThat(script(maps(), "C:\\new\\\"tas\".nc", stations).lines())
        .contains(
            "ds = xr.open_dataset(\"C:\\\\new\\\\\\\"tas\\\".nc\", decode_times=times)",
            "names = [\"\\\"Mitte\\\" \\\\ Tor\"]")
        .last()
        .asString()
        .endsWith(".to_netcdf(\"the \\\"mean\\\".nc\")");
  }

  @Test
  void namesThatNeedAnEscapeAreRefused() {
    Dataset data = maps().with("a\"b", maps().variable("tas"));
    assertThatThrownBy(() -> script(data, "in.nc", OperationOption.MEAN.parse("T")))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("no equal of the name \"a\\\"b\"");
  }

  private static String regridded(String method, Operation... operations) {
    return EquivalentScript.of(
        EquivalentScript.Tool.XARRAY,
        List.of("in.nc"),
        maps(),
        List.of(operations),
        new Meaning(
            false, 1, true, Optional.empty(), false, false, RegridMethod.of(method), _ -> {}),
        Optional.of("out.nc"));
  }

  // What these programs compute is compared in bench/scripts.py.
  @Test
  void gridsAreWeightsOfRowsAndColumns() {
    assertThat(regridded("bil", new Operation.Regrid("90x45")))
        .contains("lat = -90 + 180 * (2 * np.arange(4) + 1) / 8", "np.searchsorted")
        .contains(".where(parts > 1 - 1e-9)");
    assertThat(regridded("con", new Operation.Regrid("90x45")))
        .contains("np.linspace(-90, 90, len(lat) + 1)")
        .contains(".where(parts > 1e-6)");
    assertThat(regridded("nn", new Operation.Regrid("90x45"))).contains("cKDTree(old)");
  }

  @Test
  void areasOfTheNewGridAreRefused() {
    assertThatThrownBy(() ->
            regridded("bil", new Operation.Regrid("90x45"), OperationOption.AREA_MEAN.parse("")))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("areas after --regrid");
  }
}
