package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimePeriodTest {
  private static Optional<String> words(Calendar calendar, boolean climatology, String... ends) {
    Variable time = Variable.times(calendar, "time", ends[0]);
    Variable bounds = Variable.times(calendar, "bnds", ends[0], ends[1]).withCalendar(calendar);
    Variable named =
        climatology ? time.withAttr("climatology", Attribute.of("climatology_bnds")) : time;
    return TimePeriod.of(named, bounds, 0).flatMap(TimePeriod::words);
  }

  @ParameterizedTest
  @CsvSource({
    "2041-01-01, 2061-01-01, 2041–2060",
    "2061-01-01, 2041-01-01, 2041–2060",
    "2050-01-01, 2051-01-01, 2050",
    "2050-01-01, 2050-02-01, 2050-01",
    "2050-12-01, 2051-03-01, 2050-12 – 2051-02",
    "1960-12-01, 1990-12-01, 1960-12 – 1990-11",
    "2050-01-05, 2050-01-06, 2050-01-05",
    "2050-01-05, 2050-02-01, 2050-01-05 – 2050-01-31",
    "2050-01-05T12:00, 2050-01-06T12:00, 2050-01-05 – 2050-01-06",
    "0850-01-01, 0900-01-01, 0850–0899",
  })
  void aPeriodIsSaidInItsLargestWholeUnit(String start, String end, String wanted) {
    assertThat(words(Calendar.STANDARD, false, start, end)).contains(wanted);
  }

  @ParameterizedTest
  @CsvSource({
    "1961-01-01, 1990-02-01, Jan of 1961–1990",
    "1960-12-01, 1990-03-01, Dec–Feb of 1960-12 – 1990-02",
    "1961-06-01, 1990-09-01, Jun–Aug of 1961–1990",
    "1961-01-01, 1991-01-01, 1961–1990",
    "1960-12-01, 1990-12-01, 1960-12 – 1990-11",
    "1997-04-01T00:00, 1997-04-30T01:00, within 1997-04-01 – 1997-04-30",
    "1961-02-03, 1990-02-04, within 1961-02-03 – 1990-02-03",
  })
  void aClimatologyIsNeverSaidToBeAllThatLiesBetween(String start, String end, String wanted) {
    assertThat(words(Calendar.STANDARD, true, start, end)).contains(wanted);
  }

  @Test
  void calendarsHaveTheirOwnDays() {
    assertThat(words(Calendar.D360, false, "2000-02-01", "2000-03-01")).contains("2000-02");
    assertThat(words(Calendar.D360, false, "2000-02-29", "2000-03-01"))
        .contains("2000-02-29 – 2000-02-30");
  }

  @Test
  void instantsAndHoursHaveNoPeriod() {
    assertThat(words(Calendar.STANDARD, false, "2000-01-01", "2000-01-01")).isEmpty();
    assertThat(words(Calendar.STANDARD, false, "2000-01-01", "2000-01-01T06:00")).isEmpty();
    assertThat(words(Calendar.STANDARD, false, "2000-01-01", "NaT")).isEmpty();
    Variable time = Variable.times(Calendar.STANDARD, "time", "2000-01-01");
    assertThat(TimePeriod.of(time, Variable.of(List.of("bnds"), new double[] {1, 2}), 0)).isEmpty();
  }
}
