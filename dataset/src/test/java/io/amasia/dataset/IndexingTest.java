package io.amasia.dataset;

import static io.amasia.dataset.Slice.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Indexes set and dropped. What is expected are the answers of xarray 2026.9.
class IndexingTest {
  private static final DataArray A =
      DataArray.of(new double[][] {{0, 1, 2}, {3, 4, 5}}, "y", "x")
          .assignCoords("y", new int[] {10, 20})
          .assignCoords("x", new int[] {1, 2, 3})
          .assignCoords("k", List.of("x"), new int[] {7, 8, 9});
  private static final DataArray WITHOUT = A.dropIndexes("x");
  private static final DataArray BY_K = WITHOUT.setXindex("k");
  private static final DataArray BY_BOTH = A.setXindex("k");

  private static DataArray reversed(DataArray array) {
    return array.isel("x", new int[] {2, 1, 0});
  }

  private static double[] x(DataArray array) {
    return array.coords().get("x").load().toDoubles();
  }

  @Test
  void aCoordinateWithoutIndexStaysUnderItsName() {
    assertThat(WITHOUT.indexes()).containsOnlyKeys("y");
    assertThat(WITHOUT.toString()).contains("    x  ").contains("  * y  ");
    assertThat(WITHOUT.equals(A)).isTrue();
    assertThat(WITHOUT.identical(A)).isFalse();
    assertThat(WITHOUT.setXindex("x").identical(A)).isTrue();
  }

  @Test
  void labelsAreFoundWithAnIndexAndWithout() {
    for (DataArray array : List.of(A, WITHOUT, BY_K, BY_BOTH)) {
      assertThat(array.sel("x", 2).toDoubles()).containsExactly(1, 4);
      assertThat(array.sel("x", slice(0, 1)).toDoubles()).containsExactly(0, 3);
      assertThat(array.sel("k", List.of(8, 9)).toDoubles()).containsExactly(1, 2, 4, 5);
      assertThat(array.sel("k", 8.4, Lookup.nearest()).toDoubles()).containsExactly(1, 4);
      assertThatThrownBy(() -> array.sel("x", List.of(0, 2)))
          .isInstanceOf(AmasiaException.Label.class);
    }
    assertThat(BY_K.sel("k", slice(8, 9)).indexes()).containsOnlyKeys("y", "k");
    assertThat(BY_K.sel("k", 8).indexes()).containsOnlyKeys("y");
  }

  @Test
  void arraysAreNotAlignedByWhatHasNoIndex() {
    DataArray sum = WITHOUT.plus(reversed(A));
    assertThat(sum.toDoubles()).containsExactly(2, 2, 2, 8, 8, 8);
    assertThat(x(sum)).containsExactly(3, 2, 1);
    assertThat(sum.coords().has("k")).isFalse();
    DataArray neither = WITHOUT.plus(reversed(WITHOUT));
    assertThat(neither.toDoubles()).containsExactly(2, 2, 2, 8, 8, 8);
    assertThat(neither.coords().names()).containsExactly("y");
    assertThatThrownBy(() -> WITHOUT.plus(A.isel("x", new int[] {2, 1})))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("lengths 3 and 2");
  }

  @Test
  void arraysAreAlignedByAnIndexOfAnyName() {
    DataArray sum = BY_K.plus(reversed(BY_K));
    assertThat(sum.toDoubles()).containsExactly(0, 2, 4, 6, 8, 10);
    assertThat(sum.indexes()).containsOnlyKeys("y", "k");
    DataArray two = BY_BOTH.plus(BY_BOTH.isel("x", new int[] {2, 1}));
    assertThat(two.toDoubles()).containsExactly(2, 4, 8, 10);
    assertThat(two.indexes()).containsOnlyKeys("y", "x", "k");
  }

  @Test
  void outerJoinsFillWhatAnIndexLacks() {
    DataArray left = BY_K.isel("x", slice(0, 2));
    DataArray right = BY_K.isel("x", slice(1, 3));
    List<Dataset> both =
        Alignment.align(Alignment.Join.OUTER, List.of(left.toDataset("a"), right.toDataset("a")));
    assertThat(both.getFirst().get("a").toDoubles())
        .containsExactly(0, 1, Double.NaN, 3, 4, Double.NaN);
    assertThat(both.getFirst().coords().get("k").load().toLongs()).containsExactly(7, 8, 9);
    assertThat(both.getFirst().coords().get("x").load().toDoubles())
        .containsExactly(1, 2, Double.NaN);
    List<Dataset> indexed =
        Alignment.align(
            Alignment.Join.OUTER,
            List.of(
                BY_BOTH.isel("x", slice(0, 2)).toDataset("a"),
                BY_BOTH.isel("x", slice(1, 3)).toDataset("a")));
    assertThat(indexed.get(1).get("a").toDoubles())
        .containsExactly(Double.NaN, 1, 2, Double.NaN, 4, 5);
    assertThat(indexed.get(1).coords().get("x").load().toLongs()).containsExactly(1, 2, 3);
    assertThat(indexed.get(1).coords().get("k").load().toLongs()).containsExactly(7, 8, 9);
  }

  @Test
  void indexesThatDisagreeAreRefused() {
    DataArray other =
        BY_BOTH
            .isel("x", new int[] {1, 2})
            .assignCoords("k", List.of("x"), new int[] {8, 7})
            .setXindex("k");
    assertThatThrownBy(() -> BY_BOTH.plus(other))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("different positions")
        .hasMessageContaining("dropIndexes");
    assertThatThrownBy(() -> BY_BOTH.sel(java.util.Map.of("k", 8, "x", 2)))
        .isInstanceOf(AmasiaException.Usage.class);
  }

  @Test
  void partsHaveAnIndexAllOrNone() {
    DataArray both =
        Combination.concat("x", List.of(BY_K.toDataset("a"), BY_K.toDataset("a"))).get("a");
    assertThat(both.indexes()).containsOnlyKeys("y", "k");
    assertThat(x(both)).containsExactly(1, 2, 3, 1, 2, 3);
    assertThatThrownBy(
            () -> Combination.concat("x", List.of(BY_K.toDataset("a"), A.toDataset("a"))))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("has an index in 1 of 2 parts");
  }

  @Test
  void wordsThatReadLabelsNeedNoIndex() {
    assertThat(WITHOUT.interp("x", 1.5).toDoubles()).containsExactly(0.5, 3.5);
    assertThat(WITHOUT.differentiate("x").toDoubles()).containsOnly(1);
    assertThat(WITHOUT.stack("z", "y", "x").coords().get("x").load().toLongs())
        .containsExactly(1, 2, 3, 1, 2, 3);
    assertThat(x(WITHOUT.sortby("x", false))).containsExactly(3, 2, 1);
    assertThat(WITHOUT.rename("x", "lon").indexes()).containsOnlyKeys("y");
    assertThat(WITHOUT.swapDims("x", "k").indexes()).containsOnlyKeys("y", "k");
    assertThat(WITHOUT.assignCoords("x", new int[] {4, 5, 6}).indexes()).containsOnlyKeys("y", "x");
    assertThat(WITHOUT.toDataset("a").resetCoords("x").variables()).containsKey("x");
    assertThatThrownBy(() -> WITHOUT.reindex("x", new int[] {3, 1}))
        .isInstanceOf(AmasiaException.Label.class);
    assertThatThrownBy(() -> WITHOUT.dropSel("x", 2))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("setXindex");
    assertThatThrownBy(() -> BY_BOTH.toDataset("a").resetCoords("k"))
        .isInstanceOf(AmasiaException.Usage.class);
  }

  @Test
  void anIndexIsResetByItsCoordinatesName() {
    assertThat(A.resetIndex("x").identical(WITHOUT)).isTrue();
    assertThat(BY_BOTH.resetIndex("k").identical(A)).isTrue();
    assertThatThrownBy(() -> WITHOUT.resetIndex("x")).isInstanceOf(AmasiaException.Label.class);
  }

  @Test
  void levelsGoAndComeTogether() {
    DataArray stacked = A.dropVars("k").stack("z", "y", "x");
    assertThatThrownBy(() -> stacked.dropIndexes("z"))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("[y, x]");
    assertThatThrownBy(() -> stacked.setXindex("y"))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("level of 'z'");
    assertThat(stacked.resetIndex("z").setXindex("y").indexes()).containsOnlyKeys("y");
    DataArray plain = stacked.dropIndexes("z", "y", "x");
    assertThat(plain.coords().levels("z")).isEmpty();
    assertThat(plain.setXindex("y", "x").unstack("z").identical(A.dropVars("k"))).isTrue();
    assertThat(plain.setXindex("y").sel("y", 20).toDoubles()).containsExactly(3, 4, 5);
    assertThatThrownBy(() -> WITHOUT.setXindex("x", "k"))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("level 'x'");
  }

  @Test
  void whatCanHaveNoIndexIsRefused() {
    assertThatThrownBy(() -> A.setXindex("nope")).isInstanceOf(AmasiaException.Label.class);
    assertThatThrownBy(() -> A.assignCoords("s", 5).setXindex("s"))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("expandDims(\"s\")");
    assertThatThrownBy(() -> A.assignCoords("m", List.of("y", "x"), A.load()).setXindex("m"))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("one dimension");
    assertThatThrownBy(() -> WITHOUT.dropIndexes("x"))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("[y]");
    assertThatThrownBy(() -> A.dropIndexes("nope")).isInstanceOf(AmasiaException.Label.class);
  }
}
