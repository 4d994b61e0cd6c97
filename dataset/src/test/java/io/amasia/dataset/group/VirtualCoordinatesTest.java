package io.amasia.dataset.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Variable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Groups by what no coordinate holds as it is: parts of time, and positions.
class VirtualCoordinatesTest {
  private static DataArray days() {
    Variable times = DateRange.of("2000-01-01", 400, "D", Calendar.STANDARD, "time");
    double[] numbers = IntStream.range(0, 400).asDoubleStream().toArray();
    return DataArray.of(numbers, "time").assignCoords("time", times);
  }

  @Test
  void partsOfTimeAreBinned() { // xarray's answers
    DataArray means = days().groupByBins("time.dayofyear", 0, 100, 200, 366).mean();
    assertThat(means.dims()).containsExactly("dayofyear_bins");
    assertThat(means.toDoubles()).containsExactly(17955.0 / 134, 149.5, 282.5);
  }

  @Test
  void groupersTakePartsOfTime() {
    DataArray some = days().groupBy("time.month", UniqueGrouper.of(new long[] {3, 1})).count();
    assertThat(some.toDoubles()).containsExactly(31, 31 + 31);
    assertThat(days().groupBy("time.year").and("time.quarter").count().dims())
        .containsExactly("year", "quarter");
  }

  @Test
  void aDimensionWithoutCoordinateIsGroupedByItsPositions() {
    DataArray bare = DataArray.of(new double[][] {{0, 1, 2}, {3, 4, 5}}, "y", "x");
    assertThat(bare.groupBy("x").sum("...").toDoubles()).containsExactly(3, 5, 7);
    assertThat(bare.groupBy("x").mean().toDoubles()).containsExactly(bare.toDoubles());
  }
}
