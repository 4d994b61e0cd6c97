package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
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
}
