package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtremePlacesTest {
  private static final long ODD = (1L << 53) + 1;

  @Test
  void aQuantileOfNoIntegersIsRefused() {
    DataArray none = DataArray.of(new int[2][0], "y", "x");
    assertThatThrownBy(() -> none.quantile(0.5, Over.over("x").method("lower")))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("int32 has no missing value");
    assertThat(none.quantile(0.5, "x").toDoubles()).containsExactly(Double.NaN, Double.NaN);
  }

  @Test
  void wholeLabelsOfWholeValuesStayExact() {
    DataArray a =
        DataArray.of(new int[][] {{2, 1, 1}, {9, 3, 7}, {-4, 0, 2}}, "y", "x")
            .assignCoords("x", Variable.of(List.of("x"), new long[] {3, ODD, -8}))
            .chunk("x", 2);
    assertThat(a.idxmin("x").dtype()).isEqualTo(DType.INT64);
    assertThat(a.idxmin("x").load().toLongs()).containsExactly(ODD, ODD, 3);
    assertThat(a.idxmax("x").load().toLongs()).containsExactly(3, 3, -8);
  }
}
