package io.amasia.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.testkit.RandomTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CalendarTest {
  @Test
  void agreesWithCftime() throws IOException {
    int lines = 0;
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("dates.csv")),
                StandardCharsets.UTF_8))) {
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        checkAgainstCftime(line, line.split(",", -1));
        lines++;
      }
    }
    assertThat(lines).isGreaterThan(1500);
  }

  private static void checkAgainstCftime(String line, String[] parts) {
    Calendar calendar = Calendar.find(parts[0]).orElseThrow();
    long[] n = new long[parts.length];
    for (int i = 1; i < n.length; i++) {
      n[i] = Long.parseLong(parts[i]);
    }
    TimeFields fields =
        new TimeFields(
            n[1], (int) n[2], (int) n[3], (int) n[4], (int) n[5], (int) n[6], (int) n[7]);
    assertThat(micros(calendar, fields)).as(line).isEqualTo(n[8]);
    assertThat(calendar.fields(n[8])).as(line).isEqualTo(fields);
    assertThat(calendar.dayOfWeek(n[8])).as(line).isEqualTo((int) n[9]);
    assertThat(calendar.dayOfYear(n[8])).as(line).isEqualTo((int) n[10]);
    assertThat(calendar.daysInMonth(n[1], (int) n[2])).as(line).isEqualTo((int) n[11]);
  }

  private static long micros(Calendar calendar, TimeFields f) {
    return calendar.micros(
        f.year(), f.month(), f.day(), f.hour(), f.minute(), f.second(), f.micro());
  }

  @RandomTest
  void fieldsAndMicrosAreInverse(long seed) {
    var random = new SplittableRandom(seed);
    for (Calendar calendar : Calendar.values()) {
      for (int i = 0; i < 50; i++) {
        long span = 20_000L * 366 * Calendar.DAY_MICROS;
        long micros = random.nextLong(-span, span);
        assertThat(micros(calendar, calendar.fields(micros))).isEqualTo(micros);
      }
    }
  }

  @RandomTest(seeds = 20)
  void daysFollowEachOther(long seed) {
    var random = new SplittableRandom(seed);
    for (Calendar calendar : Calendar.values()) {
      long day = random.nextLong(-7_000_000, 7_000_000) * Calendar.DAY_MICROS;
      for (int i = 0; i < 800; i++, day += Calendar.DAY_MICROS) {
        TimeFields today = calendar.fields(day);
        TimeFields next = calendar.fields(day + Calendar.DAY_MICROS);
        boolean sameMonth = next.month() == today.month() && next.day() == today.day() + 1;
        boolean newMonth =
            next.day() == 1 && today.day() == calendar.daysInMonth(today.year(), today.month());
        assertThat(sameMonth || newMonth).as("%s then %s", today, next).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEndsOfInt64RoundTrip(Calendar calendar) {
    for (long micros : new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE}) {
      assertThat(micros(calendar, calendar.fields(micros))).isEqualTo(micros);
    }
    assertThatThrownBy(() -> calendar.micros(299_000, 1, 1, 0, 0, 0, 0))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("outside");
  }

  @ParameterizedTest
  @EnumSource
  void daysInYearIsTheDistanceOfNewYears(Calendar calendar) {
    for (long year : new long[] {-5, -1, 1, 1500, 1581, 1582, 1583, 1900, 2000, 2001}) {
      long start = calendar.micros(year, 1, 1, 0, 0, 0, 0);
      long end = calendar.addMonths(start, 12);
      assertThat(calendar.daysInYear(year)).isEqualTo((end - start) / Calendar.DAY_MICROS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STANDARD, 1582, 10, 10, 1582-10-15 follows 1582-10-04",
    "STANDARD, 0, 1, 1, no year 0",
    "JULIAN, 0, 1, 1, no year 0",
    "NOLEAP, 2000, 2, 29, no 2000-02-29 in calendar noleap: that month has 28 days",
    "D360, 2000, 1, 31, that month has 30 days",
    "PROLEPTIC_GREGORIAN, 1900, 2, 29, that month has 28 days",
    "STANDARD, 2000, 13, 1, months are 1–12",
    "STANDARD, 2000, 1, 0, that month has 31 days"
  })
  void refusesDatesThatDoNotExist(Calendar calendar, long year, int month, int day, String why) {
    assertThatThrownBy(() -> calendar.micros(year, month, day, 0, 0, 0, 0))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining(why);
  }

  @Test
  void formatsTimes() {
    Calendar standard = Calendar.STANDARD;
    assertThat(standard.format(0)).isEqualTo("1970-01-01T00:00:00");
    assertThat(standard.format(-1)).isEqualTo("1969-12-31T23:59:59.999999");
    assertThat(standard.format(DType.NAT)).isEqualTo("NaT");
    assertThat(standard.format(standard.micros(-44, 3, 15, 12, 0, 0, 0)))
        .isEqualTo("-0044-03-15T12:00:00");
    assertThat(Calendar.D360.format(Calendar.D360.micros(12345, 2, 30, 0, 0, 0, 0)))
        .isEqualTo("12345-02-30T00:00:00");
  }

  @Test
  void addMonthsClipsTheDay() {
    Calendar standard = Calendar.STANDARD;
    assertThat(standard.format(standard.addMonths(standard.micros(2000, 1, 31, 6, 0, 0, 0), 1)))
        .isEqualTo("2000-02-29T06:00:00");
    assertThat(standard.format(standard.addMonths(standard.micros(2000, 1, 31, 6, 0, 0, 0), -2)))
        .isEqualTo("1999-11-30T06:00:00");
    assertThat(standard.format(standard.addMonths(standard.micros(1582, 9, 10, 0, 0, 0, 0), 1)))
        .isEqualTo("1582-10-04T00:00:00");
    assertThat(standard.format(standard.addMonths(standard.micros(1, 1, 1, 0, 0, 0, 0), -1)))
        .isEqualTo("-0001-12-01T00:00:00");
  }
}
