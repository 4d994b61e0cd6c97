package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.dataset.cf.TimeIntervals.Origin;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimeIntervalsTest {
  private static long at(Calendar calendar, int year, int month, int day, int hour) {
    return calendar.micros(year, month, day, hour, 0, 0, 0);
  }

  private static TimeIntervals monthly(Calendar calendar, int year, int... months) {
    long[] stamps = new long[months.length];
    for (int i = 0; i < months.length; i++) {
      stamps[i] = at(calendar, year, months[i], months[i] == 2 ? 15 : 16, 12);
    }
    return TimeIntervals.fromStamps(calendar, stamps);
  }

  @Test
  void timesAMonthApartStandForTheirMonths() {
    TimeIntervals got = monthly(Calendar.STANDARD, 2000, 1, 2, 3, 4);
    assertThat(got.origin()).isEqualTo(Origin.MONTHS);
    assertThat(got.weights()).containsExactly(31, 29, 31, 30);
    assertThat(Calendar.STANDARD.format(got.start(1))).isEqualTo("2000-02-01T00:00:00");
    assertThat(Calendar.STANDARD.format(got.end(1))).isEqualTo("2000-03-01T00:00:00");
    assertThat(Calendar.STANDARD.format(got.midpoint(3))).isEqualTo("2000-04-16T00:00:00");
  }

  @Test
  void monthsKeepTheirLengthAcrossAGap() {
    assertThat(monthly(Calendar.NOLEAP, 2001, 1, 2, 5).weights()).containsExactly(31, 28, 31);
  }

  @Test
  void monthsOf360DaysAreEqual() {
    assertThat(monthly(Calendar.D360, 2001, 1, 2, 3).weights()).containsExactly(30, 30, 30);
  }

  @Test
  void timesAYearApartStandForTheirYears() {
    Calendar calendar = Calendar.PROLEPTIC_GREGORIAN;
    TimeIntervals got =
        TimeIntervals.fromStamps(
            calendar, at(calendar, 1999, 7, 2, 12), at(calendar, 2000, 7, 2, 0));
    assertThat(got.origin()).isEqualTo(Origin.YEARS);
    assertThat(got.weights()).containsExactly(365, 366);
  }

  @Test
  void timesADayApartStandForTheirDays() {
    long[] noons =
        LongStream.range(0, 3)
            .map(d -> at(Calendar.STANDARD, 2000, 1, 1, 12) + d * Calendar.DAY_MICROS)
            .toArray();
    TimeIntervals got = TimeIntervals.fromStamps(Calendar.STANDARD, noons);
    assertThat(got.origin()).isEqualTo(Origin.DAYS);
    assertThat(Calendar.STANDARD.format(got.start(0))).isEqualTo("2000-01-01T00:00:00");
    assertThat(got.weights()).containsExactly(1, 1, 1);
  }

  @Test
  void seasonsBeginAMonthBeforeTheirMiddle() {
    Calendar calendar = Calendar.STANDARD;
    TimeIntervals got =
        TimeIntervals.fromStamps(
            calendar, at(calendar, 2000, 1, 15, 0), at(calendar, 2000, 4, 16, 0));
    assertThat(got.origin()).isEqualTo(Origin.SEASONS);
    assertThat(got.weights()).containsExactly(91, 92);
    assertThat(calendar.format(got.start(0))).isEqualTo("1999-12-01T00:00:00");
  }

  @Test
  void equalStepsBeginAtTheirTimes() {
    long six = Calendar.DAY_MICROS / 4;
    TimeIntervals got = TimeIntervals.fromStamps(Calendar.STANDARD, 0, six, 2 * six, 5 * six);
    assertThat(got.origin()).isEqualTo(Origin.STEPS);
    assertThat(got.weights()).containsExactly(0.25, 0.25, 0.25, 0.25);
    assertThat(got.start(3)).isEqualTo(5 * six);
  }

  @Test
  void unequalTimesMeetHalfway() {
    long day = Calendar.DAY_MICROS;
    TimeIntervals got = TimeIntervals.fromStamps(Calendar.STANDARD, 0, 2 * day, 5 * day);
    assertThat(got.origin()).isEqualTo(Origin.NEIGHBOURS);
    assertThat(got.weights()).containsExactly(2, 2.5, 3);
  }

  @Test
  void aSingleTimeHasNoLengthButCounts() {
    TimeIntervals got = TimeIntervals.fromStamps(Calendar.STANDARD, 42);
    assertThat(got.origin()).isEqualTo(Origin.INSTANTS);
    assertThat(got.length(0)).isZero();
    assertThat(got.weights()).containsExactly(1);
    assertThat(TimeIntervals.fromStamps(Calendar.STANDARD).size()).isZero();
  }
}
