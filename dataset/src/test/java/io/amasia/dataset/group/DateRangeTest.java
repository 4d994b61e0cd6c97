package io.amasia.dataset.group;

import static io.amasia.dataset.Slice.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Times of a frequency; what is expected are the answers of pandas, and of xarray in other
/// calendars.
class DateRangeTest {
  @ParameterizedTest
  @CsvSource({
    "2000-02-26, 4, D, STANDARD, NOLEAP, 3, 2000-02-26, 2000-02-28",
    "2001-01-31, 14, ME, NOLEAP, D360, 14, 2001-01-30, 2002-02-30",
    "2000-01-01, 60, D, D360, STANDARD, 60, 2000-01-01, 2000-02-29",
    "2000-01-15T06, 5, 6h, STANDARD, NOLEAP, 5, 2000-01-15T06:00:00, 2000-01-16T06:00:00",
    "2000-12-01, 5, QS-DEC, NOLEAP, D360, 5, 2000-12-01, 2001-12-01",
    "2000-01-30, 13, 30D, D360, NOLEAP, 13, 2000-01-31, 2001-01-31",
  })
  void rangesGoFromTheFirstToTheLastDate(
      String start,
      int periods,
      String frequency,
      Calendar from,
      Calendar to,
      int count,
      String first,
      String last) {
    Variable source = DateRange.of(start, periods, frequency, from, "time");
    Variable like = DateRange.like(source, to);
    assertThat(like.calendar()).contains(to);
    assertThat(like.size("time")).isEqualTo(count);
    assertThat(like.index().text(0)).isEqualTo(first);
    assertThat(like.index().text(count - 1)).isEqualTo(last);
  }

  @Test
  void timesWithoutAFrequencyAreRefused() {
    Variable uneven =
        Variable.times(Calendar.NOLEAP, "time", "2000-01-01", "2000-01-03", "2000-01-09");
    assertThatThrownBy(() -> DateRange.like(uneven, Calendar.STANDARD))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("no one frequency");
  }

  @ParameterizedTest
  @CsvSource({
    "2000-02-28T23:59:59.5, 3, 500ms, STANDARD, 2000-02-29T00:00:00.500000",
    "2000-02-28T23:59:59.5, 3, 500ms, NOLEAP, 2000-03-01T00:00:00.500000",
    "2000-02-30T23:59:59.999999, 4, us, D360, 2000-03-01T00:00:00.000002",
    "1999-12-30T23:59:59.999, 3, ms, D360, 2000-01-01T00:00:00.001000",
    "2000-01-01, 3, 1234567us, STANDARD, 2000-01-01T00:00:02.469134",
    "2000-01-01, 3, 86400000001us, NOLEAP, 2000-01-03T00:00:00.000002",
  })
  void fractionsOfSecondsAreFrequencies(
      String start, int periods, String frequency, Calendar calendar, String last) {
    Variable times = DateRange.of(start, periods, frequency, calendar, "time");
    String end = times.index().text(periods - 1);
    assertThat(end).isEqualTo(last);
    assertThat(DateRange.inferFreq(DateRange.of(start, 3, frequency, calendar, "time")))
        .contains(frequency);
    Variable again = DateRange.between(start, end, frequency, calendar, "time");
    assertThat(again.index().values().toLongs()).isEqualTo(times.index().values().toLongs());
  }

  @Test
  void fractionsOfSecondsCutTimes() {
    for (Calendar calendar : new Calendar[] {Calendar.STANDARD, Calendar.NOLEAP, Calendar.D360}) {
      Variable times = Variable.times(calendar, "time", 0, 300, 999, 1000, 1500);
      DataArray array =
          DataArray.of(new double[] {1, 2, 4, 8, 16}, "time").assignCoords("time", times);
      DataArray sums = array.resample("time", "ms").sum();
      assertThat(sums.toDoubles()).containsExactly(7, 24);
      assertThat(sums.coords().get("time").load().toLongs()).containsExactly(0, 1000);
      assertThat(array.resample("time", "500us").count().toDoubles()).containsExactly(2, 1, 1, 1);
      var parts = new DataArray("time", times, Coordinates.NONE).dt();
      assertThat(parts.floor("ms").load().toLongs()).containsExactly(0, 0, 0, 1000, 1000);
      assertThat(parts.ceil("ms").load().toLongs()).containsExactly(0, 1000, 1000, 1000, 2000);
      assertThat(parts.round("ms").load().toLongs()).containsExactly(0, 0, 1000, 1000, 2000);
      assertThat(parts.floor("us").load().toLongs()).containsExactly(0, 300, 999, 1000, 1500);
    }
  }

  @Test
  void morePeriodsThanMemoryHoldsAreRefused() {
    Variable year = DateRange.of("2000-01-01", 2, "YS", Calendar.STANDARD, "time");
    DataArray array = DataArray.of(new double[] {1, 2}, "time").assignCoords("time", year);
    assertThatThrownBy(() -> array.resample("time", "us"))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("100000000");
    assertThatThrownBy(
            () -> DateRange.between("2000-01-01", "2001-01-01", "us", Calendar.STANDARD, "time"))
        .isInstanceOf(AmasiaException.Usage.class);
    assertThatThrownBy(() -> DateRange.stepMicros("99999999D"))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("longer than times reach");
  }

  @Test
  void lengthsOfTimeHaveFractionsOfSeconds() {
    Variable spans =
        DataArray.of(new long[] {0, 5000, 5999, 6000}, "lead").astype(DType.TIMEDELTA).variable();
    DataArray array = DataArray.of(new int[] {1, 2, 3, 4}, "lead").assignCoords("lead", spans);
    assertThat(array.sel("lead", "5ms").item()).isEqualTo(2);
    assertThat(array.sel("lead", slice("1us", "5ms")).toDoubles()).containsExactly(2, 3);
    assertThat(array.sel("lead", slice(null, "5999us")).toDoubles()).containsExactly(1, 2, 3);
  }
}
