package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Climatologies and differences from them, against plain loops.
class AnomaliesTest {
  private final Commands commands = new Commands();

  @ParameterizedTest
  @EnumSource(Calendar.class)
  void climatologyOfMonthsWeighsEachByItsLength(Calendar calendar) {
    double[] values = PeriodStatisticsTest.noise(60);
    Dataset data = Fields.series(calendar, Fields.months(calendar, 1999, 1, 60), values);
    Dataset climatology = commands.on(data, "--climatology", "month:mean");
    double[] expected = new double[12];
    for (int m = 0; m < 12; m++) {
      double sum = 0;
      double days = 0;
      for (int y = 0; y < 5; y++) {
        long start = calendar.micros(1999 + y, m + 1, 1, 0, 0, 0, 0);
        double length = calendar.addMonths(start, 1) - start;
        sum += length * values[12 * y + m];
        days += length;
      }
      expected[m] = sum / days;
    }
    assertThat(Fields.values(climatology, "tas")).containsExactly(expected, within(1e-9));
  }

  @Test
  void climatologiesSayTheirBoundsAndMethods() {
    Calendar calendar = Calendar.NOLEAP;
    Dataset data =
        Fields.series(
            calendar, Fields.months(calendar, 1961, 1, 360), PeriodStatisticsTest.noise(360));
    Dataset climatology = commands.on(data, "--climatology", "month:mean");
    Variable time = climatology.coords().get("time");
    assertThat(time.attr("climatology")).contains("climatology_bnds");
    assertThat(time.attr("bounds")).isEmpty();
    long[] bounds = climatology.variable("climatology_bnds").load().toLongs();
    assertThat(bounds[0]).isEqualTo(calendar.micros(1961, 1, 1, 0, 0, 0, 0));
    assertThat(bounds[1]).isEqualTo(calendar.micros(1990, 2, 1, 0, 0, 0, 0));
    assertThat(climatology.variable("tas").attr("cell_methods"))
        .contains("time: mean within years time: mean over years");
    assertThat(Fields.times(climatology)[0]).isEqualTo("1961-01-16");
  }

  @Test
  void monthsThatTheBaseLacksAreSaid() {
    Calendar calendar = Calendar.NOLEAP;
    Dataset data =
        Fields.series(
            calendar, Fields.months(calendar, 1961, 1, 60), PeriodStatisticsTest.noise(60));
    commands.based("1961..1965", false).on(data, "--anomaly", "month");
    assertThat(commands.said).noneMatch(text -> text.contains("base period are missing"));
    long[] kept = LongStream.range(0, 60).filter(i -> i < 20 || i >= 30).toArray();
    commands.based("1961..1965", false).on(data.isel("time", kept), "--anomaly", "month");
    assertThat(commands.said).anyMatch(text -> text.contains("of 1825 days"));
  }

  @Test
  void wintersReachOverTheYearsEnd() {
    Calendar calendar = Calendar.D360;
    double[] values = new double[36];
    for (int i = 0; i < 36; i++) {
      values[i] = i;
    }
    Dataset data = Fields.series(calendar, Fields.months(calendar, 2000, 1, 36), values);
    double[] seasons = Fields.values(commands.on(data, "--climatology", "season:mean"), "tas");
    // Months 11, 12, 13 and 23, 24, 25: two whole winters; those at the ends are cut and left out.
    assertThat(seasons).containsExactly(new double[] {18, 15, 18, 21}, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(Calendar.class)
  void anomaliesOfMonthsFromTheBase(Calendar calendar) {
    double[] values = PeriodStatisticsTest.noise(72);
    Dataset data = Fields.series(calendar, Fields.months(calendar, 2000, 1, 72), values);
    double[] anomaly =
        Fields.values(commands.based("2001..2003", false).on(data, "--anomaly", "month"), "tas");
    for (int i = 0; i < 72; i++) {
      double sum = 0;
      double days = 0;
      for (int y = 1; y <= 3; y++) {
        long start = calendar.micros(2000 + y, i % 12 + 1, 1, 0, 0, 0, 0);
        double length = calendar.addMonths(start, 1) - start;
        sum += length * values[12 * y + i % 12];
        days += length;
      }
      assertThat(anomaly[i]).isCloseTo(values[i] - sum / days, within(1e-9));
    }
  }

  @Test
  void aBaseThatTheRecordDoesNotCoverIsRefused() {
    Calendar calendar = Calendar.STANDARD;
    Dataset data =
        Fields.series(
            calendar, Fields.months(calendar, 1970, 1, 360), PeriodStatisticsTest.noise(360));
    assertThatThrownBy(() -> commands.based("1961..1990", false).on(data, "--anomaly", "none"))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("not all of the base period 1961..1990");
    assertThatThrownBy(() -> commands.based("1861..1890", false).on(data, "--anomaly", "none"))
        .hasMessageContaining("not any of");
  }

  @Test
  void eitherOrderOfTheBaseIsTheSame() {
    Calendar calendar = Calendar.STANDARD;
    Dataset data =
        Fields.series(
            calendar, Fields.months(calendar, 1961, 1, 48), PeriodStatisticsTest.noise(48));
    double[] there =
        Fields.values(commands.based("1962..1963", false).on(data, "--anomaly", "season"), "tas");
    double[] back =
        Fields.values(commands.based("1963..1962", false).on(data, "--anomaly", "season"), "tas");
    assertThat(back).containsExactly(there);
  }

  @Test
  void relativeAnomaliesArePercent() {
    Calendar calendar = Calendar.D360;
    Dataset data =
        Fields.series(calendar, Fields.months(calendar, 2000, 1, 24), constant(12, 10, 12, 15));
    Dataset relative = commands.based("2000..2000", true).on(data, "--anomaly", "none");
    assertThat(Fields.values(relative, "tas")).startsWith(0).endsWith(50);
    assertThat(relative.variable("tas").attr("units")).contains("%");
    assertThat(relative.variable("tas").attr("standard_name")).isEmpty();
  }

  @Test
  void differencesOfTemperatureConvertWithoutOffset() {
    Calendar calendar = Calendar.D360;
    Dataset data =
        Fields.series(calendar, Fields.months(calendar, 2000, 1, 24), constant(12, 280, 12, 281));
    Dataset anomaly =
        commands.based("2000..2000", false).on(data, "--anomaly", "none", "--units", "tas=degC");
    assertThat(Fields.values(anomaly, "tas")).startsWith(0).endsWith(1);
    Dataset spread = new Commands().on(data, "--std", "time", "--units", "tas=degC");
    assertThat(Fields.values(spread, "tas")[0]).isCloseTo(0.5, within(1e-9));
    Dataset yearly = new Commands().on(data, "--resample", "2YS:std", "--units", "degC");
    assertThat(Fields.values(yearly, "tas")[0]).isCloseTo(0.5, within(1e-9));
    Dataset celsius = new Commands().on(data, "--yearly", "mean", "--units", "tas=degC");
    assertThat(Fields.values(celsius, "tas")[0]).isCloseTo(6.85, within(1e-6));
  }

  @Test
  void aGapInTheBaseIsMissingUnlessLessCoverageWillDo() {
    Calendar calendar = Calendar.D360;
    double[] values = constant(12, 280, 12, 281);
    values[3] = Double.NaN;
    Dataset data = Fields.series(calendar, Fields.months(calendar, 2000, 1, 24), values);
    assertThat(
            Fields.values(commands.based("2000..2000", false).on(data, "--anomaly", "none"), "tas")[
                20])
        .isNaN();
    assertThat(Fields.values(commands.covering(0.5).on(data, "--anomaly", "none"), "tas")[20])
        .isEqualTo(1);
  }

  @Test
  void absentStepsOfTheBaseLowerItsCoverage() {
    Calendar calendar = Calendar.NOLEAP;
    double[] values = PeriodStatisticsTest.noise(60);
    Dataset data = Fields.series(calendar, Fields.months(calendar, 1961, 1, 60), values);
    long[] kept = LongStream.range(0, 60).filter(i -> i != 14).toArray(); // no March of 1962
    Dataset gap = data.isel("time", kept);
    double[] strict =
        Fields.values(commands.based("1961..1964", false).on(gap, "--anomaly", "month"), "tas");
    for (int i = 0; i < kept.length; i++) {
      assertThat(Double.isNaN(strict[i])).as("month %d", kept[i]).isEqualTo(kept[i] % 12 == 2);
    }
    double[] lenient = Fields.values(commands.covering(0.7).on(gap, "--anomaly", "month"), "tas");
    double mean = (values[2] + values[26] + values[38]) / 3;
    assertThat(lenient[2]).isCloseTo(values[2] - mean, within(1e-9));
    assertThat(Fields.values(commands.covering(1).on(gap, "--anomaly", "none"), "tas")[0]).isNaN();
    assertThat(Fields.values(commands.covering(0.97).on(gap, "--anomaly", "none"), "tas")[0])
        .isNotNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "JJA, --season JJA --anomaly none",
    "JJA, --season JJA --seasonal mean --anomaly none",
    "JJA, --season JJA --yearly mean --anomaly none",
    "JJA, --season JJA --anomaly season",
    "DJF, --season DJF --yearly mean --anomaly none"
  })
  void aSeasonsAnomaliesHaveABase(String season, String words) {
    Calendar calendar = Calendar.D360;
    double[] values = PeriodStatisticsTest.noise(72);
    Dataset data = Fields.series(calendar, Fields.months(calendar, 1961, 1, 72), values);
    Dataset result = commands.based("1962..1964", false).on(data, words.split(" "));
    Dataset plain =
        new Commands().on(data, words.substring(0, words.indexOf(" --anomaly")).split(" "));
    double[] before = Fields.values(plain, "tas");
    double[] after = Fields.values(result, "tas");
    double sum = 0;
    for (int year = 1; year <= 3; year++) {
      for (int month : season.equals("JJA") ? new int[] {5, 6, 7} : new int[] {0, 1, 11}) {
        sum += values[12 * year + month] / 9;
      }
    }
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < after.length; i++) {
      assertThat(after[i]).isCloseTo(before[i] - sum, within(1e-9));
    }
    assertThat(commands.said).noneMatch(text -> text.contains("are missing"));
  }

  static double[] constant(int n, double first, int m, double second) {
    double[] values = new double[n + m];
    java.util.Arrays.fill(values, 0, n, first);
    java.util.Arrays.fill(values, n, n + m, second);
    return values;
  }
}
