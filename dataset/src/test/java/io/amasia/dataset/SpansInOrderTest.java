package io.amasia.dataset;

import static io.amasia.dataset.Over.over;
import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Medians and quantiles of time differences, by xarray's answers; missing ones are left out.
class SpansInOrderTest {
  private static final long HOUR = 3_600_000_000L;

  private static DataArray spans(long... micros) {
    NdArray values = NdArray.of(DType.TIMEDELTA, Shape.of(micros.length), micros);
    return DataArray.of(values, "x").chunk("x", 2);
  }

  private static long[] values(DataArray spans) {
    assertThat(spans.dtype()).isEqualTo(DType.TIMEDELTA);
    return spans.load().toLongs();
  }

  @Test
  void mediansAndQuantilesAreSpans() {
    DataArray spans = spans(HOUR, 5 * HOUR, 7 * HOUR, 20 * HOUR);
    assertThat(values(spans.median())).containsExactly(6 * HOUR);
    assertThat(values(spans.quantile(new double[] {0.3, 0.6})))
        .containsExactly(16_560_000_000L, 23_760_000_000L);
    assertThat(values(spans(HOUR, 5 * HOUR + 1).median())).containsExactly(3 * HOUR);
  }

  @Test
  void whatIsMissingIsLeftOutUnlessItIsNotToBe() {
    DataArray gap = spans(HOUR, DType.NAT, 5 * HOUR);
    assertThat(values(gap.median())).containsExactly(3 * HOUR);
    assertThat(values(gap.median(over().skipna(false)))).containsExactly(DType.NAT);
    assertThat(values(gap.isel("x", new int[] {1}).median())).containsExactly(DType.NAT);
  }

  @Test
  void groupsHaveTheirOwn() {
    DataArray spans =
        spans(HOUR, 5 * HOUR, 7 * HOUR, 20 * HOUR)
            .assignCoords("l", List.of("x"), new String[] {"a", "a", "b", "a"});
    assertThat(values(spans.groupBy("l").median())).containsExactly(5 * HOUR, 7 * HOUR);
    assertThat(values(spans.groupBy("l").quantile(0.3))).containsExactly(12_240_000_000L, 7 * HOUR);
  }
}
