package io.amasia.dataset.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.dataset.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Times like others in another calendar; the answers are those of xarray's `date_range_like`.
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
}
