package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import org.junit.jupiter.api.Test;

/// Slopes and their errors, against the textbook's sums.
class TrendTest {
  private static final Calendar CALENDAR = Calendar.D360;

  private final Commands commands = new Commands();

  @Test
  void theSlopeOfALineIsExactAndHasNoError() {
    double[] values = new double[120];
    for (int i = 0; i < 120; i++) {
      values[i] = 280 + 0.25 * i / 120;
    }
    Dataset trend = commands.on(series(values), "--trend", "T");
    assertThat(Fields.values(trend, "tas")[0]).isCloseTo(0.25, within(1e-9));
    assertThat(Fields.values(trend, "tas_stderr")[0]).isCloseTo(0, within(1e-7));
    assertThat(trend.variable("tas").attr("units")).contains("K (10 year)-1");
    assertThat(trend.variable("tas").attr("units_metadata")).contains("temperature: difference");
    assertThat(trend.coords().get("time").ndim()).isZero();
  }

  @Test
  void whatIsSaidOfSingleValuesIsNotSaidOfTrends() {
    double[] values = PeriodStatisticsTest.noise(24);
    Dataset data = series(values);
    Variable tas =
        data.variable("tas")
            .withAttr("actual_range", Attribute.of("200 300"))
            .withAttr("flag_meanings", Attribute.of("cold warm"));
    Dataset trend = commands.on(data.with("tas", tas), "--trend", "T");
    assertThat(trend.variable("tas").attrs()).doesNotContainKeys("actual_range", "flag_meanings");
    assertThat(trend.variable("tas_stderr").attrs()).doesNotContainKey("actual_range");
  }

  @Test
  void slopeAndErrorOfNoiseWithGaps() {
    double[] values = PeriodStatisticsTest.noise(240);
    values[17] = Double.NaN;
    values[200] = Double.NaN;
    Dataset data = series(values);
    assertThat(Fields.values(commands.on(data, "--trend", "time"), "tas")[0]).isNaN();
    Dataset trend = new Commands().covering(0.9).on(data, "--trend", "time");
    double n = 0;
    double sx = 0;
    double sy = 0;
    for (int i = 0; i < 240; i++) {
      if (!Double.isNaN(values[i])) {
        n++;
        sx += i / 120.0;
        sy += values[i];
      }
    }
    double sxx = 0;
    double sxy = 0;
    double syy = 0;
    for (int i = 0; i < 240; i++) {
      if (!Double.isNaN(values[i])) {
        double x = i / 120.0 - sx / n;
        double y = values[i] - sy / n;
        sxx += x * x;
        sxy += x * y;
        syy += y * y;
      }
    }
    double slope = sxy / sxx;
    double error = Math.sqrt((syy - slope * sxy) / (n - 2) / sxx);
    assertThat(Fields.values(trend, "tas")[0]).isCloseTo(slope, within(1e-9));
    assertThat(Fields.values(trend, "tas_stderr")[0]).isCloseTo(error, within(1e-9));
  }

  private static Dataset series(double[] values) {
    return Fields.series(CALENDAR, Fields.months(CALENDAR, 2000, 1, values.length), values);
  }
}
