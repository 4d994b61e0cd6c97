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

  private static Map<String, Object> points(Object y, Object x) {
    return Map.of("y", y, "x", x);
  }

  private static DataArray along(String dim, long... values) {
    return DataArray.of(values, dim);
  }

  @Test
  void indexersThatShareADimensionNamePoints() {
    Map<String, Object> two = points(along("p", 0, -1), along("p", 1, 3));
    assertThat(ZEROS.assignAtPositions(two, 5).load().toLongs())
        .containsExactly(0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5);
    long[] each = {0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8};
    DataArray placed = ZEROS.assignAtPositions(two, new long[] {7, 8});
    assertThat(placed.load().toLongs()).containsExactly(each);
    assertThat(placed.isel(two).load().toLongs()).containsExactly(7, 8);
    assertThat(ZEROS.assignAtPositions(two, along("p", 7, 8)).load().toLongs())
        .containsExactly(each);
    assertThat(
            ZEROS
                .assignAtPositions(points(along("p", 0, 0), along("p", 1, 1)), new long[] {8, 7})
                .load()
                .toLongs())
        .containsExactly(0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThatThrownBy(
            () -> ZEROS.assignAtPositions(points(along("p", 0, 1), along("p", 0, 1, 2)), 1))
        .isInstanceOf(AmasiaException.Alignment.class);
    assertThatThrownBy(() -> ZEROS.assignAtPositions(two, new long[] {1, 2, 3}))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("[p]");
    assertThatThrownBy(() -> ZEROS.assignAtPositions(two, along("q", 1, 2)))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("[p]");
  }

  @Test
  void pointsAlongADimensionOfTheArrayGoAlongWithIt() {
    Map<String, Object> diagonal = Map.of("y", along("x", 2, 1, 0, 1));
    assertThat(ZEROS.assignAtPositions(diagonal, 1).load().toLongs())
        .containsExactly(0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0, 0);
    assertThat(ZEROS.assignAtPositions(diagonal, new long[] {1, 2, 3, 4}).load().toLongs())
        .containsExactly(0, 0, 3, 0, 0, 2, 0, 4, 1, 0, 0, 0);
    Map<String, Object> part = points(along("x", 2, 0), Slice.slice(1, 3));
    assertThat(ZEROS.assignAtPositions(part, new long[] {5, 6}).load().toLongs())
        .containsExactly(0, 0, 6, 0, 0, 0, 0, 0, 0, 5, 0, 0);
  }

  @Test
  void pointsOfSeveralDimensionsLieBesideOthers() {
    DataArray grid = DataArray.of(new long[][] {{0, 1}, {2, 0}}, "p", "q");
    assertThat(
            ZEROS
                .assignAtPositions(points(grid, 2), new long[][] {{1, 2}, {3, 4}})
                .load()
                .toLongs())
        .containsExactly(0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 3, 0);
    DataArray cube = DataArray.of(new long[2][2][2], "t", "y", "x").chunk("t", 1);
    Map<String, Object> two = points(along("p", 0, 1), along("p", 1, 0));
    assertThat(cube.assignAtPositions(two, new long[][] {{1, 2}, {3, 4}}).load().toLongs())
        .containsExactly(0, 1, 2, 0, 0, 3, 4, 0);
    DataArray values = DataArray.of(new long[][] {{1, 3}, {2, 4}}, "p", "t");
    assertThat(cube.assignAtPositions(two, values).load().toLongs())
        .containsExactly(0, 1, 2, 0, 0, 3, 4, 0);
  }

  @Test
  void pointsAreFoundByLabel() {
    DataArray labelled =
        ZEROS.assignCoords("y", new int[] {10, 20, 30}).assignCoords("x", new int[] {1, 2, 3, 4});
    Map<String, Object> two = points(along("p", 30, 10), along("p", 4, 1));
    assertThat(labelled.assignAt(two, new long[] {7, 8}).load().toLongs())
        .containsExactly(8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7);
    assertThatThrownBy(() -> labelled.assignAt(points(along("p", 5), along("p", 1)), 1))
        .isInstanceOf(AmasiaException.Label.class);
  }
}
