package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeUnitsTest {
  @Test
  void agreesWithCftimeInEveryCalendar() throws IOException {
    JsonNode rows;
    try (var in = getClass().getResourceAsStream("times.json")) {
      rows = new ObjectMapper().readTree(in);
    }
    List<String> wrong = new ArrayList<>();
    for (JsonNode row : rows) {
      TimeUnits units = TimeUnits.parse(row.get(0).textValue(), row.get(1).textValue());
      long micros =
          row.get(2)
              .decimalValue()
              .multiply(BigDecimal.valueOf(units.unitMicros()))
              .setScale(0, RoundingMode.HALF_EVEN)
              .add(BigDecimal.valueOf(units.epochMicros()))
              .longValueExact();
      String got = units.calendar().format(micros);
      String want = row.get(3).textValue().replaceAll("\\.000000$", "");
      if (!got.equals(want) || units.calendar().dayOfYear(micros) != row.get(4).intValue()) {
        wrong.add(row + " gave " + got);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).hasSizeGreaterThan(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "days since 2000-01-01 | 2000-01-01T00:00:00",
        "DAYS SINCE 2000-1-1 | 2000-01-01T00:00:00",
        "hours since 2000-01-01T12:30Z | 2000-01-01T12:30:00",
        "hours since 2000-01-01 12:30:15.5 | 2000-01-01T12:30:15.500000",
        "hours since 2000-01-01 00:00:00 +0100 | 1999-12-31T23:00:00",
        "hours since 2000-01-01 00:00:00.0 0:00 | 2000-01-01T00:00:00",
        "hours since 2000-01-01 00:00:00 -3 | 2000-01-01T03:00:00",
        "seconds since 2000-01-01 00:00:00.1234565 | 2000-01-01T00:00:00.123456",
        "seconds since 20000102 | 2000-01-02T00:00:00",
        "days since 01-JAN-1901 06:00:00 | 1901-01-01T06:00:00",
        "days since 1-1-1 | 0001-01-01T00:00:00",
        "days since 1900 | 1900-01-01T00:00:00",
        "weeks since 1900-02 | 1900-02-01T00:00:00",
        "ns since 1970-01-01 | 1970-01-01T00:00:00",
      })
  void readsReferenceTimes(String units, String reference) {
    TimeUnits read = TimeUnits.parse(units, "");
    assertThat(read.calendar()).isEqualTo(Calendar.STANDARD);
    assertThat(Calendar.STANDARD.format(read.epochMicros())).isEqualTo(reference);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "months since 1958-1-1 00:00:00 | standard",
        "years since 1958-1-1 | noleap_",
        "months since 1958-1-1 | noleap",
        "days since 0000-01-01 | standard",
        "days since 2000-02-30 | standard",
        "days since 1582-10-10 | gregorian",
        "days since 2000-13-01 | 360_day",
        "fortnights since 2000-01-01 | standard",
        "days since yesterday | standard",
        "days since 01-02-2000 | standard",
        "days since 2000-01-01 25:00 | standard",
        "days after 2000-01-01 | standard",
        "days since 2000-01-01 | lunar",
        "days since 999999-01-01 | noleap",
        "days since | standard",
      })
  void refusesWhatNamesNoTime(String units, String calendar) {
    assertThatThrownBy(() -> TimeUnits.parse(units, calendar))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("can't be decoded");
  }

  @Test
  void takesMonthsWhereTheyAreEqual() {
    assertThat(TimeUnits.parse("months since 2000-01-01", "360_day").unitMicros())
        .isEqualTo(30 * Calendar.DAY_MICROS);
    assertThat(TimeUnits.parse("common_years since 2000-01-01", "noleap").unitMicros())
        .isEqualTo(365 * Calendar.DAY_MICROS);
  }
}
