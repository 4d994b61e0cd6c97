package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Times that are absent and values that are missing: what is still a result, and what is not.
class GapsTest {
  private static final Calendar CALENDAR = Calendar.D360;

  private final Commands commands = new Commands();

  @Test
  void aYearWithoutAnyTimeIsMissingAndSaid() {
    // 2000, 2001, 2003: nothing of 2002.
    Dataset data = monthly(i -> i < 24 || i >= 36);
    Dataset yearly = commands.on(data, "--yearly", "mean");
    assertThat(Fields.times(yearly))
        .containsExactly("2000-07-01", "2001-07-01", "2002-07-01", "2003-07-01");
    double[] values = Fields.values(yearly, "tas");
    assertThat(values[1]).isEqualTo(17.5);
    assertThat(values[2]).isNaN();
    assertThat(values[3]).isEqualTo(41.5);
    assertThat(yearly.variable("time_bnds").load().toLongs()[4])
        .isEqualTo(CALENDAR.micros(2002, 1, 1, 0, 0, 0, 0));
    assertThat(commands.said)
        .contains("no time lies in the period beginning 2002-01-01, which is missing");
    assertThat(Fields.values(commands.on(data, "--yearly", "count"), "tas"))
        .containsExactly(12, 12, 0, 12);
    assertThat(Fields.values(commands.covering(0).on(data, "--yearly", "sum"), "tas")[2]).isNaN();
  }

  @Test
  void seasonsThatWereNotChosenAreNoGap() {
    Dataset data = monthly(_ -> true);
    Dataset summers = commands.on(data, "--season", "JJA", "--seasonal", "mean");
    assertThat(Fields.values(summers, "tas")).containsExactly(6, 18, 30, 42);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--mean", "--sum", "--min", "--max", "--std", "--median"})
  void aStatisticOfTheRecordIsMissingWhereAValueIs(String statistic) {
    double[] values = IntStream.range(0, 48).asDoubleStream().toArray();
    values[20] = Double.NaN;
    Dataset data = Fields.series(CALENDAR, Fields.months(CALENDAR, 2000, 1, 48), values);
    assertThat(Fields.values(commands.on(data, statistic, "time"), "tas")[0]).isNaN();
    assertThat(Fields.values(new Commands().covering(0.9).on(data, statistic, "time"), "tas")[0])
        .isFinite();
    assertThat(Fields.values(commands.on(data, "--count", "time"), "tas")).containsExactly(47);
  }

  @Test
  void anAbsentTimeOfTheRecordCountsAsMissingAndIsSaid() {
    Dataset data = monthly(i -> i != 30);
    assertThat(Fields.values(commands.on(data, "--mean", "time"), "tas")[0]).isNaN();
    assertThat(commands.said)
        .anySatisfy(line -> assertThat(line).contains("cover 97.9 % of the record"));
    double mean = IntStream.range(0, 48).filter(i -> i != 30).average().orElseThrow();
    assertThat(Fields.values(commands.covering(0.9).on(data, "--mean", "time"), "tas")[0])
        .isCloseTo(mean, within(1e-9));
  }

  @Test
  void chosenMonthsAreNoGapOfTheRecord() {
    Dataset data = monthly(_ -> true);
    Dataset mean = commands.on(data, "--season", "JJA", "--mean", "time");
    assertThat(Fields.values(mean, "tas")).containsExactly(24);
  }

  @Test
  void placesWithTooFewValuesAreLeftOutOfMeansOverTimeAndPlace() {
    float[] values = new float[24 * 2 * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 4;
    }
    values[4 * 7 + 3] = Float.NaN;
    Dataset data =
        Fields.maps(
            CALENDAR,
            Fields.months(CALENDAR, 2000, 1, 24),
            new double[] {0, 10},
            new double[] {0, 10},
            values);
    assertThat(Fields.values(commands.on(data, "--mean", "time,lat,lon"), "tas"))
        .containsExactly(new double[] {1}, within(1e-6));
    assertThat(Fields.values(commands.covering(0.9).on(data, "--max", "T,Y,X"), "tas"))
        .containsExactly(3);
  }

  @Test
  void deviationsOverTimeAndPlaceAreThoseOfAllValuesOfPlacesThatCount() {
    float[] values = new float[24 * 2 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = 280 + 7 * (i % 6) + (i * 31 % 17) / 4f;
    }
    values[6 * 7 + 4] = Float.NaN;
    Dataset data =
        Fields.maps(
            CALENDAR,
            Fields.months(CALENDAR, 2000, 1, 24),
            new double[] {0, 10},
            new double[] {0, 10, 20},
            values);
    for (double coverage : new double[] {1, 0.9}) {
      for (int lat = 0; lat < 2; lat++) {
        double mean = 0;
        double squares = 0;
        int n = 0;
        for (int i = 0; i < values.length; i++) {
          boolean counts = i % 6 / 3 == lat && (coverage < 1 || i % 6 != 4);
          if (counts && !Float.isNaN(values[i])) {
            n++;
            double distance = values[i] - mean;
            mean += distance / n;
            squares += distance * (values[i] - mean);
          }
        }
        Dataset spread = new Commands().covering(coverage).on(data, "--std", "time,lon");
        assertThat(Fields.values(spread, "tas")[lat])
            .isCloseTo(Math.sqrt(squares / n), within(1e-5));
      }
    }
  }

  @Test
  void climatologiesRunForwardsWhateverMonthTheRecordBegins() {
    double[] values = PeriodStatisticsTest.noise(40);
    Dataset data = Fields.series(CALENDAR, Fields.months(CALENDAR, 2000, 6, 40), values);
    Dataset seasons = commands.on(data, "--climatology", "season:mean");
    assertThat(seasons.coords().get("season").load().getString(0)).isEqualTo("DJF");
    assertThat(Fields.times(seasons))
        .containsExactly("2001-01-16", "2001-04-16", "2001-07-16", "2001-10-16");
    String[] months = Fields.times(commands.on(data, "--climatology", "month:mean"));
    assertThat(months).isSorted().startsWith("2001-01-16").endsWith("2001-12-16");
  }

  @Test
  void anAbsentMonthIsMissingInTheClimatologyUnlessLessWillDo() {
    Dataset data = monthly(i -> i != 14);
    double[] strict = Fields.values(commands.on(data, "--climatology", "month:mean"), "tas");
    assertThat(strict[2]).isNaN();
    assertThat(strict[3]).isEqualTo(21);
    double[] lenient =
        Fields.values(commands.covering(0.7).on(data, "--climatology", "month:mean"), "tas");
    assertThat(lenient[2]).isCloseTo((2 + 26 + 38) / 3.0, within(1e-9));
  }

  @Test
  void aShareOfNothingIsMissingNotInfinite() {
    Dataset data =
        Fields.series(
            CALENDAR, Fields.months(CALENDAR, 2000, 1, 24), AnomaliesTest.constant(12, 0, 12, 15));
    Dataset relative = commands.based("2000..2000", true).on(data, "--anomaly", "none");
    assertThat(Fields.values(relative, "tas")).containsOnly(Double.NaN);
  }

  /// Four years of months whose value is their number, those for which `there` holds.
  private static Dataset monthly(java.util.function.IntPredicate there) {
    long[] all = Fields.months(CALENDAR, 2000, 1, 48);
    int[] kept = IntStream.range(0, 48).filter(there).toArray();
    return Fields.series(
        CALENDAR,
        Arrays.stream(kept).mapToLong(i -> all[i]).toArray(),
        Arrays.stream(kept).asDoubleStream().toArray());
  }
}
