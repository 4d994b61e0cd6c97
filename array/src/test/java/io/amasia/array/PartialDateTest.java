package io.amasia.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartialDateTest {
  @ParameterizedTest
  @CsvSource({
    "2000, STANDARD, YEAR, 2000-01-01T00:00:00, 2001-01-01T00:00:00",
    "2000-02, STANDARD, MONTH, 2000-02-01T00:00:00, 2000-03-01T00:00:00",
    "1582-10, STANDARD, MONTH, 1582-10-01T00:00:00, 1582-11-01T00:00:00",
    "1582-10-04, STANDARD, DAY, 1582-10-04T00:00:00, 1582-10-15T00:00:00",
    "2000-02-30, D360, DAY, 2000-02-30T00:00:00, 2000-03-01T00:00:00",
    "2000-02-01T06, NOLEAP, HOUR, 2000-02-01T06:00:00, 2000-02-01T07:00:00",
    "2000-02-01 06:30, NOLEAP, MINUTE, 2000-02-01T06:30:00, 2000-02-01T06:31:00",
    "2000-02-01T06:30:15, NOLEAP, SECOND, 2000-02-01T06:30:15, 2000-02-01T06:30:16",
    "2000-02-01T06:30:15Z, NOLEAP, SECOND, 2000-02-01T06:30:15, 2000-02-01T06:30:16",
    "2000-02-01T06:30:15.5, NOLEAP, MICROSECOND, 2000-02-01T06:30:15.500000,"
        + " 2000-02-01T06:30:15.500001",
    "2000-02-01T06:30:15.000000000, NOLEAP, MICROSECOND, 2000-02-01T06:30:15,"
        + " 2000-02-01T06:30:15.000001",
    "-0001, STANDARD, YEAR, -0001-01-01T00:00:00, 0001-01-01T00:00:00",
    "-1, NOLEAP, YEAR, -0001-01-01T00:00:00, 0000-01-01T00:00:00",
    "12345-12, JULIAN, MONTH, 12345-12-01T00:00:00, 12346-01-01T00:00:00"
  })
  void coversWhatIsWritten(
      String text, Calendar calendar, PartialDate.Resolution resolution, String start, String end) {
    PartialDate date = PartialDate.parse(text, calendar);
    assertThat(date.resolution()).isEqualTo(resolution);
    assertThat(calendar.format(date.start())).isEqualTo(start);
    assertThat(calendar.format(date.end())).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "2000-",
        "2000-1",
        "2000-13",
        "2000-00",
        "2000-02-30",
        "2000-02-01T",
        "2000-02-01T25",
        "2000-02-01T06:60",
        "2000-02-01T06:30:60",
        "2000-02-01T06:30:15.",
        "0000",
        "999999999",
        "9999999999",
        "2000/01/01",
        "1582-10-10"
      })
  void refusesWhatIsNoDate(String text) {
    assertThatThrownBy(() -> PartialDate.parse(text, Calendar.STANDARD))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void roundsFinerFractionsHalfToEven() {
    assertThat(PartialDate.parse("1970-01-01T00:00:00.0000005", Calendar.NOLEAP).start()).isZero();
    assertThat(PartialDate.parse("1970-01-01T00:00:00.0000015", Calendar.NOLEAP).start())
        .isEqualTo(2);
    assertThat(PartialDate.parse("1970-01-01T00:00:00.9999999", Calendar.NOLEAP).start())
        .isEqualTo(1_000_000);
  }
}
