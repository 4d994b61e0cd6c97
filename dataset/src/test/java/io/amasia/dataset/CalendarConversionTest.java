package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.CalendarConversion.AlignOn;
import io.amasia.dataset.group.DateRange;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Days chosen by chance between calendars of 360 days a year and others.
class CalendarConversionTest {
  private static final int FIFTH = 72;

  /// Days of some years, each its number from 1 on; years 2000 and 2001.
  private static DataArray days(Calendar calendar) {
    Variable times = DateRange.between("2000-01-01", "2001-12-30", "D", calendar, "time");
    long[] numbers = LongStream.rangeClosed(1, times.shape().size()).toArray();
    return DataArray.of(numbers, "time").withCoords(Coordinates.NONE.with("time", times));
  }

  private static DataArray converted(DataArray days, Calendar to, long seed) {
    return days.convertCalendar(
        CalendarConversion.of("time", to).alignOn(AlignOn.RANDOM).seed(seed));
  }

  private static long[] dayOfYear(DataArray days, String year) {
    return days.sel("time", year).coord("time").dt().dayofyear().load().toLongs();
  }

  @Test
  void eachFifthOfAYearLosesADay() {
    DataArray there = converted(days(Calendar.NOLEAP), Calendar.D360, 7).sel("time", "2000");
    assertThat(dayOfYear(there, "2000")).containsExactly(LongStream.rangeClosed(1, 360).toArray());
    List<Long> kept = Arrays.stream(there.load().toLongs()).boxed().toList();
    for (int fifth = 0; fifth < 5; fifth++) {
      int first = 1 + FIFTH * fifth;
      assertThat(LongStream.range(first, first + FIFTH).filter(kept::contains).count())
          .isEqualTo(FIFTH - 1);
    }
  }

  @Test
  void theLeapDayGoesBesides() {
    DataArray there = converted(days(Calendar.STANDARD), Calendar.D360, 7);
    assertThat(there.size("time")).isEqualTo(2 * 360 - 1); // 31 December 2001 was not given
    assertThat(there.load().toLongs()).doesNotContain(60);
  }

  @Test
  void aDayIsLeftOutInEachFifthOfALongerYear() {
    DataArray there = converted(days(Calendar.D360), Calendar.STANDARD, 7);
    assertThat(there.load().toLongs()).isSorted().hasSize(720);
    assertThat(dayOfYear(there, "2000")).hasSize(360).doesNotHaveDuplicates().doesNotContain(60);
    assertThat(dayOfYear(there, "2001")).hasSize(360).doesNotHaveDuplicates();
    assertThat(there.coord("time").dtype()).isEqualTo(DType.DATETIME);
  }

  @Test
  void aSeedChoosesTheSameDaysAgainAndAnotherOthers() {
    DataArray days = days(Calendar.NOLEAP);
    DataArray first = converted(days, Calendar.D360, 1);
    assertThat(converted(days, Calendar.D360, 1).identical(first)).isTrue();
    assertThat(converted(days, Calendar.D360, 2).identical(first)).isFalse();
    assertThat(first.size("time")).isEqualTo(719);
    DataArray second = first.sel("time", "2001").minus(365);
    DataArray other = first.sel("time", "2000").head("time", 359);
    assertThat(other.load().toLongs()).isNotEqualTo(second.load().toLongs());
  }
}
