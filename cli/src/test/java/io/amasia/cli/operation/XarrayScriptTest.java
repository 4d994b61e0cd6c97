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
    return maps(new double[] {60, 0}, new double[] {0, 90});
  }

  private static Dataset maps(double[] lat, double[] lon) {
    long[] times = Fields.months(Calendar.D360, 2000, 1, 2);
    return Fields.maps(
        Calendar.D360, times, lat, lon, new float[times.length * lat.length * lon.length]);
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
    return regridded(maps(), method, operations);
  }

  private static String regridded(Dataset data, String method, Operation... operations) {
    return EquivalentScript.of(
        EquivalentScript.Tool.XARRAY,
        List.of("in.nc"),
        data,
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

  // NumPy before 2.1: "One of max or min must be given".
  @Test
  void latitudesAreClippedOnlyAtPolesThatAreNear() {
    var target = new Operation.Regrid("90x45");
    assertThat(regridded("bil", target)).contains("lines(y, np.clip(lat, None, y[-1]))");
    Dataset regional = maps(new double[] {50, 40}, new double[] {0, 10});
    assertThat(regridded(regional, "bil", target))
        .contains("rows[:, order] = lines(y, lat)")
        .doesNotContain("np.clip(lat");
  }

  @Test
  void gridsThatRepeatAMeridianAreRefused() {
    var target = new Operation.Regrid("90x45");
    Dataset closed = maps(new double[] {60, 0}, new double[] {0, 120, 240, 360});
    assertThatThrownBy(() -> regridded(closed, "bil", target))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("repeats a meridian");
  }

  @Test
  void areasOfTheNewGridAreRefused() {
    assertThatThrownBy(() ->
            regridded("bil", new Operation.Regrid("90x45"), OperationOption.AREA_MEAN.parse("")))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("areas after --regrid");
  }
}
