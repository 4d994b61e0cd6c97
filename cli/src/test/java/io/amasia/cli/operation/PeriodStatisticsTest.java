package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.TimeFields;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Periods against plain loops, for every calendar, with gaps and incomplete ends.
class PeriodStatisticsTest {
  private final Commands commands = new Commands();

  @ParameterizedTest
  @EnumSource(Calendar.class)
  void yearsWeighMonthsByTheirLength(Calendar calendar) {
    double[] values = noise(48);
    Dataset data = Fields.series(calendar, Fields.months(calendar, 1999, 1, 48), values);
    double[] expected = new double[4];
    for (int y = 0; y < 4; y++) {
      double sum = 0;
      double days = 0;
      for (int m = 0; m < 12; m++) {
        double length = monthDays(calendar, 1999 + y, m + 1);
        sum += length * values[12 * y + m];
        days += length;
      }
      expected[y] = sum / days;
    }
    assertThat(Fields.values(commands.on(data, "--yearly", "mean"), "tas"))
        .containsExactly(expected, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(Calendar.class)
  void monthsOfDaysEqualALoop(Calendar calendar) {
    double[] values = noise(800);
    long[] times = Fields.days(calendar, 2003, 1, 800);
    Dataset data = Fields.series(calendar, times, values);
    double[] sums = new double[40];
    int[] counts = new int[40];
    for (int i = 0; i < 800; i++) {
      TimeFields f = calendar.fields(times[i]);
      int month = (int) (f.year() - 2003) * 12 + f.month() - 1;
      sums[month] += values[i];
      counts[month]++;
    }
    double[] months = Fields.values(commands.on(data, "--monthly", "mean"), "tas");
    assertThat(months.length).isBetween(25, 27);
    for (int m = 0; m < months.length; m++) {
      assertThat(months[m]).isCloseTo(sums[m] / counts[m], within(1e-9));
      assertThat((double) counts[m]).isEqualTo(monthDays(calendar, 2003 + m / 12, m % 12 + 1));
    }
  }

  @Test
  void yearsThatTheRecordCutsAreDroppedAndSaid() {
    Calendar calendar = Calendar.STANDARD;
    Dataset data = Fields.series(calendar, Fields.months(calendar, 2000, 3, 30), noise(30));
    Dataset yearly = commands.on(data, "--yearly", "mean");
    assertThat(Fields.times(yearly)).containsExactly("2001-07-02");
    assertThat(commands.said).anyMatch(s -> s.contains("2000-01-01 and 2002-01-01"));
    assertThat(Fields.times(new Commands().keepingPartial().on(data, "--yearly", "mean")))
        .hasSize(3);
  }

  @Test
  void aRecordWithoutACompletePeriodIsRefused() {
    Calendar calendar = Calendar.NOLEAP;
    Dataset data = Fields.series(calendar, Fields.months(calendar, 2000, 3, 11), noise(11));
    assertThatThrownBy(() -> commands.on(data, "--yearly", "mean"))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("--partial keep");
  }

  @Test
  void aMissingMonthMakesItsYearMissingUntilLessCoverageWillDo() {
    Calendar calendar = Calendar.STANDARD;
    double[] values = noise(36);
    values[15] = Double.NaN;
    Dataset data = Fields.series(calendar, Fields.months(calendar, 2001, 1, 36), values);
    assertThat(Fields.values(commands.on(data, "--yearly", "mean"), "tas")[1]).isNaN();
    double[] most = Fields.values(new Commands().covering(0.9).on(data, "--yearly", "mean"), "tas");
    assertThat(most[1]).isFinite();
    assertThat(Fields.values(new Commands().covering(0.95).on(data, "--yearly", "mean"), "tas")[1])
        .isNaN();
  }

  @Test
  void anAbsentDayCountsAsMissing() {
    Calendar calendar = Calendar.STANDARD;
    long[] all = Fields.days(calendar, 2001, 1, 1095);
    long[] times = new long[1094];
    System.arraycopy(all, 0, times, 0, 500);
    System.arraycopy(all, 501, times, 500, 594);
    Dataset data = Fields.series(calendar, times, noise(1094));
    double[] yearly = Fields.values(commands.on(data, "--yearly", "max"), "tas");
    assertThat(yearly[0]).isFinite();
    assertThat(yearly[1]).isNaN();
    assertThat(yearly[2]).isFinite();
  }

  @Test
  void nothingAtAllIsMissingWhateverTheCoverage() {
    Calendar calendar = Calendar.D360;
    double[] values = noise(24);
    Arrays.fill(values, 0, 12, Double.NaN);
    Dataset data = Fields.series(calendar, Fields.months(calendar, 2001, 1, 24), values);
    for (String statistic : new String[] {"mean", "sum", "min", "std", "q50"}) {
      double[] yearly =
          Fields.values(new Commands().covering(0).on(data, "--yearly", statistic), "tas");
      assertThat(yearly[0]).as(statistic).isNaN();
      assertThat(yearly[1]).as(statistic).isFinite();
    }
    assertThat(Fields.values(commands.on(data, "--yearly", "count"), "tas")).containsExactly(0, 12);
  }

  @Test
  void wholeWeeksCoverAYear() {
    Calendar calendar = Calendar.NOLEAP;
    long[] times = new long[261];
    long start = calendar.micros(2000, 1, 1, 0, 0, 0, 0);
    for (int i = 0; i < times.length; i++) {
      times[i] = start + i * 7L * Fields.DAY;
    }
    Dataset data = Fields.series(calendar, times, noise(261));
    Dataset yearly = commands.on(data, "--yearly", "mean");
    assertThat(Fields.values(yearly, "tas")).hasSize(5).doesNotContain(Double.NaN);
    double[] gap = noise(261);
    gap[60] = Double.NaN;
    assertThat(
            Fields.values(
                commands.on(Fields.series(calendar, times, gap), "--yearly", "mean"), "tas")[1])
        .isNaN();
  }

  @Test
  void theMiddleOfTheBoundsTellsTheMonth() {
    Calendar calendar = Calendar.STANDARD;
    long[] ends = new long[24];
    long[] bounds = new long[48];
    for (int i = 0; i < 24; i++) {
      bounds[2 * i] = calendar.micros(2001 + i / 12, i % 12 + 1, 1, 0, 0, 0, 0);
      bounds[2 * i + 1] = calendar.addMonths(bounds[2 * i], 1);
      ends[i] = bounds[2 * i + 1];
    }
    double[] values = DoubleStream.iterate(0, v -> v + 1).limit(24).toArray();
    Dataset data = Fields.bounded(Fields.series(calendar, ends, values), bounds);
    Dataset yearly = commands.on(data, "--yearly", "max");
    assertThat(Fields.values(yearly, "tas")).containsExactly(11, 23);
    Dataset seasons = commands.on(data, "--seasonal", "min");
    assertThat(Fields.values(seasons, "tas")).containsExactly(2, 5, 8, 11, 14, 17, 20);
  }

  @Test
  void newBoundsAreTheOuterOnesAndTheTimeTheirMiddle() {
    Calendar calendar = Calendar.D360;
    long[] times = new long[3];
    long[] bounds = new long[6];
    for (int y = 0; y < 3; y++) {
      bounds[2 * y] = calendar.micros(1999 + y, 12, 1, 0, 0, 0, 0);
      bounds[2 * y + 1] = calendar.micros(2000 + y, 12, 1, 0, 0, 0, 0);
      times[y] = bounds[2 * y + 1];
    }
    Dataset data = Fields.bounded(Fields.series(calendar, times, noise(3)), bounds);
    Dataset yearly = commands.on(data, "--yearly", "mean");
    assertThat(Fields.times(yearly)).containsExactly("2000-06-01", "2001-06-01", "2002-06-01");
    assertThat(yearly.variable("time_bnds").load().toLongs()).containsExactly(bounds);
    assertThat(yearly.variable("tas").attr("cell_methods")).contains("time: mean");
  }

  @Test
  void aChosenSeasonIsACompleteYear() {
    Calendar calendar = Calendar.NOLEAP;
    double[] values = DoubleStream.iterate(1, v -> v + 1).limit(36).toArray();
    Dataset data = Fields.series(calendar, Fields.months(calendar, 2000, 1, 36), values);
    Dataset summers = commands.on(data, "--season", "JJA", "--yearly", "mean");
    double first = (30 * 6 + 31 * 7 + 31 * 8) / 92.0;
    assertThat(Fields.values(summers, "tas"))
        .containsExactly(new double[] {first, first + 12, first + 24}, within(1e-9));
    assertThat(summers.variable("time_bnds").load().toLongs()[0])
        .isEqualTo(calendar.micros(2000, 6, 1, 0, 0, 0, 0));
    values[18] = Double.NaN;
    assertThat(
            Fields.values(
                commands.on(
                    Fields.series(calendar, Fields.months(calendar, 2000, 1, 36), values),
                    "--season",
                    "JJA",
                    "--yearly",
                    "mean"),
                "tas")[1])
        .isNaN();
    assertThat(Fields.values(commands.on(data, "--season", "DJF", "--seasonal", "max"), "tas"))
        .containsExactly(14, 26);
  }

  @Test
  void plainMeansLeaveLengthsOut() {
    Calendar calendar = Calendar.STANDARD;
    double[] values = noise(12);
    Dataset data = Fields.series(calendar, Fields.months(calendar, 2001, 1, 12), values);
    assertThat(Fields.values(commands.unweighted().on(data, "--yearly", "mean"), "tas")[0])
        .isCloseTo(Arrays.stream(values).average().orElseThrow(), within(1e-9));
  }

  @Test
  void periodsShorterThanTheTimesAreRefused() {
    Calendar calendar = Calendar.STANDARD;
    Dataset data = Fields.series(calendar, Fields.months(calendar, 2001, 1, 24), noise(24));
    assertThatThrownBy(() -> commands.on(data, "--daily", "mean"))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("longer period");
  }

  @Test
  void theOrderOfTimesDoesNotMatter() {
    Calendar calendar = Calendar.STANDARD;
    long[] times = Fields.months(calendar, 2001, 1, 24);
    double[] values = noise(24);
    long[] back = new long[24];
    double[] turned = new double[24];
    for (int i = 0; i < 24; i++) {
      back[i] = times[23 - i];
      turned[i] = values[23 - i];
    }
    assertThat(
            Fields.values(
                commands.on(Fields.series(calendar, back, turned), "--yearly", "mean"), "tas"))
        .containsExactly(
            Fields.values(
                commands.on(Fields.series(calendar, times, values), "--yearly", "mean"), "tas"),
            within(1e-9));
  }

  @Test
  void binsOfSeveralYearsAndDays() {
    Calendar calendar = Calendar.D360;
    double[] values = noise(240);
    Dataset data = Fields.series(calendar, Fields.months(calendar, 2001, 1, 240), values);
    double[] decades = Fields.values(commands.on(data, "--resample", "10YS:mean"), "tas");
    assertThat(decades)
        .containsExactly(
            new double[] {
              Arrays.stream(values, 0, 120).average().orElseThrow(),
              Arrays.stream(values, 120, 240).average().orElseThrow()
            },
            within(1e-9));
    Dataset days = Fields.series(calendar, Fields.days(calendar, 2001, 1, 25), noise(25));
    assertThat(Fields.values(commands.on(days, "--resample", "5D:max"), "tas")).hasSize(5);
  }

  @Test
  void countsHaveNoUnitsAndVariancesSquaredOnes() {
    Calendar calendar = Calendar.STANDARD;
    Dataset data = Fields.series(calendar, Fields.months(calendar, 2001, 1, 12), noise(12));
    Variable count = commands.on(data, "--yearly", "count").variable("tas");
    Variable variance = commands.on(data, "--yearly", "variance").variable("tas");
    assertThat(count.attr("units")).contains("1");
    assertThat(variance.attr("units")).contains("K2");
    assertThat(variance.attr("cell_methods")).contains("time: variance");
  }

  private static double monthDays(Calendar calendar, int year, int month) {
    long start = calendar.micros(year, month, 1, 0, 0, 0, 0);
    return (calendar.addMonths(start, 1) - start) / (double) Fields.DAY;
  }

  static double[] noise(int n) {
    return new Random(n).doubles(n, 250, 300).toArray();
  }
}
