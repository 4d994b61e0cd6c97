package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Results say only units that are true of them.
class ResultUnitsTest {
  private static final DataArray TAS =
      DataArray.of(new double[] {270, 280, 290}, "time")
          .assignCoords(
              "time",
              Variable.times(Calendar.STANDARD, "time", "2000-01-01", "2000-01-02", "2000-01-03"))
          .withAttrs(
              Map.of("units", Attribute.of("K"), "standard_name", Attribute.of("air_temperature")));

  private static final DataArray AREAS =
      DataArray.of(new double[] {1, 2, 3}, "time").withAttr("units", "m2");

  private static final DataArray SHARES =
      DataArray.of(new double[] {1, 2, 3}, "time").withAttr("units", "1");

  private static Attribute units(DataArray array) {
    return array.attrs().getOrDefault("units", Attribute.of("none"));
  }

  @Test
  void weightedSumsHaveTheWeightsInThem() {
    assertThat(units(TAS.weighted(AREAS).sum())).isEqualTo(Attribute.of("none"));
    assertThat(units(TAS.weighted(SHARES).sum())).isEqualTo(Attribute.of("K"));
    assertThat(units(TAS.weighted(AREAS).mean())).isEqualTo(Attribute.of("K"));
    assertThat(units(TAS.weighted(AREAS).sumOfSquares())).isEqualTo(Attribute.of("none"));
    assertThat(units(TAS.weighted(SHARES).sumOfSquares())).isEqualTo(Attribute.of("K2"));
    assertThat(units(TAS.weighted(AREAS).sumOfWeights())).isEqualTo(Attribute.of("m2"));
    assertThat(units(TAS.weighted(SHARES).sumOfWeights())).isEqualTo(Attribute.of("1"));
    assertThat(TAS.weighted(AREAS).sumOfWeights().attrs()).doesNotContainKey("standard_name");
  }

  @Test
  void productsHaveNoUnits() {
    assertThat(units(TAS.cumprod("time"))).isEqualTo(Attribute.of("none"));
    assertThat(units(TAS.groupBy("time.month").cumprod())).isEqualTo(Attribute.of("none"));
    assertThat(units(TAS.cumsum("time"))).isEqualTo(Attribute.of("K"));
  }

  @Test
  void truthsHaveNoUnits() {
    assertThat(TAS.isin(List.of(270.0)).attrs()).doesNotContainKeys("units", "standard_name");
  }

  @Test
  void finerTimesAreNoMeans() {
    assertThat(TAS.resample("time", "12h").asfreq().attrs()).isEqualTo(TAS.attrs());
  }
}
