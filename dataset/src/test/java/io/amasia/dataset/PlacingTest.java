package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Values put at positions, as NumPy does it.
class PlacingTest {
  private static final long ODD = (1L << 53) + 1;
  private static final DataArray WHOLE = DataArray.of(new long[] {ODD, 5}, "x");
  private static final DataArray ZEROS = DataArray.of(new long[3][4], "y", "x").chunk("x", 3);

  private static DataArray at(DataArray a, int position, Object value) {
    return a.assignAtPositions(Map.of("x", position), value);
  }

  @Test
  void valuesElsewhereStayExact() {
    DataArray placed = at(WHOLE, 1, -1.5);
    assertThat(placed.dtype()).isEqualTo(DType.INT64);
    assertThat(placed.load().toLongs()).containsExactly(ODD, -1);
    assertThat(at(DataArray.of(new double[] {1, 2}, "x"), 0, Double.NaN).toDoubles())
        .containsExactly(Double.NaN, 2);
  }

  @Test
  void whatTheDtypeCannotHoldIsRefused() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e19}) {
      assertThatThrownBy(() -> at(WHOLE, 1, value))
          .isInstanceOf(AmasiaException.Usage.class)
          .hasMessageContaining("int64");
    }
    DataArray bytes = WHOLE.astype(DType.UINT8);
    assertThatThrownBy(() -> at(bytes, 1, 256)).hasMessageContaining("uint8");
    assertThatThrownBy(() -> at(bytes, 1, -1)).hasMessageContaining("uint8");
    assertThat(at(bytes, 1, 255).load().toLongs()).endsWith(255);
    DataArray floats = DataArray.of(new double[] {1, 2}, "x");
    assertThatThrownBy(() -> at(WHOLE, 1, floats)).isInstanceOf(AmasiaException.Unsupported.class);
  }

  @Test
  void valuesOfTheSelectionsShapeAreScattered() {
    Map<String, Object> block = Map.of("y", new int[] {2, 0}, "x", Slice.slice(1, 3));
    DataArray placed = ZEROS.assignAtPositions(block, new long[][] {{1, 2}, {3, 4}});
    placed =
        placed.assignAtPositions(Map.of("y", 1, "x", new int[] {3, 0}), new double[] {7.9, -8.9});
    assertThat(placed.load().toLongs()).containsExactly(0, 3, 4, 0, -8, 0, 0, 7, 0, 1, 2, 0);
    assertThat(at(placed, 1, new int[] {5, 6, 7}).load().toLongs())
        .containsExactly(0, 5, 4, 0, -8, 6, 0, 7, 0, 7, 2, 0);
    assertThatThrownBy(() -> at(ZEROS, 1, new int[] {5, 6}))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("[y]");
    Map<String, Object> none = Map.of("x", Slice.slice(2, 2));
    assertThat(WHOLE.assignAtPositions(none, new long[0]).load().toLongs()).containsExactly(ODD, 5);
  }

  @Test
  void valuesAreScatteredByLabel() {
    DataArray labelled =
        WHOLE.assignCoords("x", Variable.of(List.of("x"), new String[] {"a", "b"}));
    assertThat(labelled.assignAt(Map.of("x", List.of("b", "a")), List.of(7, 8)).toDoubles())
        .containsExactly(8, 7);
    assertThat(labelled.assignAt(Map.of("x", "b"), true).load().toLongs()).endsWith(1);
  }

  @Test
  void pointsAreNotTakenForABlock() {
    DataArray along = DataArray.of(new long[] {0, 1}, "p");
    assertThatThrownBy(() -> ZEROS.assignAtPositions(Map.of("y", along, "x", along), 1))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("'p'");
  }
}
