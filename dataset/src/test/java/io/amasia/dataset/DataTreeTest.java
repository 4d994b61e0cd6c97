package io.amasia.dataset;

import static io.amasia.dataset.Over.over;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DataTreeTest {
  private static Dataset data(String name, double... values) {
    return DataArray.of(values, "x").named(name).toDataset();
  }

  /// The coordinates that the node at `path` has and does not inherit.
  private static Set<String> coords(DataTree tree, String path) {
    return Objects.requireNonNull(tree.toMap().get(path)).coords().names();
  }

  /// Labels at the root; values in two groups, one of them deeper.
  private static DataTree tree() {
    Map<String, Dataset> groups = new LinkedHashMap<>();
    groups.put(
        "/",
        new Dataset(
            Map.of(),
            Coordinates.NONE.with("x", Variable.of(List.of("x"), new long[] {10, 20, 30})),
            Map.of()));
    groups.put("/forecast", data("tas", 1, 2, 3));
    groups.put("/forecast/deep", data("pr", 4, 5, 9).assign("alone", 7.0));
    return DataTree.of(groups);
  }

  @Test
  void groupsInheritTheLabelsAboveThem() {
    DataTree tree = tree();
    assertThat(tree.array("/forecast/tas").sel("x", 20).item()).isEqualTo(2);
    assertThat(tree.get("forecast/deep").dataset().coords().names()).containsExactly("x");
    assertThat(tree.groups()).containsExactly("/", "/forecast", "/forecast/deep");
    assertThat(tree.get("/forecast/deep/..").name()).isEqualTo("forecast");
    assertThat(tree.leaves())
        .singleElement()
        .extracting(DataTree::path)
        .isEqualTo("/forecast/deep");
    assertThatThrownBy(() -> tree.get("forecats"))
        .isInstanceOf(AmasiaException.Label.class)
        .hasMessageContaining("[forecast]");
  }

  @Test
  void dimensionsThatNoNodeHasAreRefused() {
    DataTree tree = tree();
    for (UnaryOperator<DataTree> work :
        List.<UnaryOperator<DataTree>>of(
            all -> all.sum(over("nowhere")),
            all -> all.quantile(0.5, "x", "nowhere"),
            all -> all.cumsum("nowhere"),
            all -> all.isel("nowhere", 0),
            all -> all.sel(Map.of("x", 10, "nowhere", 0)),
            all -> all.sel("nowhere", 0))) {
      assertThatThrownBy(() -> work.apply(tree))
          .isInstanceOf(AmasiaException.Label.class)
          .hasMessageContainingAll("'nowhere'", "[x]");
    }
  }

  @Test
  void patternsMatchFromTheRight() {
    Map<String, Dataset> groups = new LinkedHashMap<>();
    for (String path : List.of("/B", "/x/B", "/x/y/B", "/x/y/C")) {
      groups.put(path, data("v", 1));
    }
    DataTree tree = DataTree.of(groups);
    List<String> everyB = List.of("/", "/B", "/x", "/x/B", "/x/y", "/x/y/B");
    assertThat(tree.match("*/B").groups()).containsExactlyInAnyOrderElementsOf(everyB);
    assertThat(tree.match("B").groups()).containsExactlyInAnyOrderElementsOf(everyB);
    assertThat(tree.match("x/*").groups()).containsExactlyInAnyOrder("/", "/x", "/x/B", "/x/y");
    assertThat(tree.match("y/B").groups()).containsExactlyInAnyOrder("/", "/x", "/x/y", "/x/y/B");
    assertThat(tree.match("/B").groups()).containsExactly("/", "/B");
    assertThat(tree.get("x").match("*/B").groups())
        .containsExactlyInAnyOrder("/", "/B", "/y", "/y/B");
  }

  @Test
  void dotsReduceEveryNodeOverAllItHas() {
    DataTree tree = tree();
    assertThat(tree.mean("...").array("forecast/deep/pr").item()).isEqualTo(6);
    assertThat(tree.mean("...").identical(tree.mean())).isTrue();
  }

  @Test
  void wordsGoThroughTheWholeTree() {
    DataTree tree = tree();
    assertThat(tree.mean("x").array("forecast/deep/pr").item()).isEqualTo(6);
    assertThat(tree.sel("x", 30).array("forecast/tas").item()).isEqualTo(3);
    assertThat(tree.isel("x", 0).array("forecast/deep/alone").item()).isEqualTo(7);
    DataTree doubled = tree.mapOverDatasets(dataset -> dataset.times(2));
    assertThat(doubled.array("forecast/deep/pr").toDoubles()).containsExactly(8, 10, 18);
    assertThat(doubled.isomorphic(tree)).isTrue();
    assertThat(doubled.equals(tree)).isFalse();
    assertThat(doubled.get("forecast").filter(one -> one.name().equals("deep")).groups())
        .containsExactly("/", "/deep");
  }

  @Test
  void aGroupThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> tree().assign("forecast/other", data("ta", 1, 2)))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("/forecast/other");
  }

  @Test
  void treesOfTheSameGroupsGoSideBySide() {
    DataTree tree = tree();
    Map<String, List<DataTree>> pairs = DataTree.groupSubtrees(tree, tree.mean("x"));
    assertThat(pairs.keySet()).containsExactly(".", "forecast", "forecast/deep");
    assertThat(List.copyOf(pairs.values()).get(1).getLast().array("tas").item()).isEqualTo(2);
    assertThatThrownBy(() -> DataTree.groupSubtrees(tree, tree.dropNodes("forecast/deep")))
        .isInstanceOf(AmasiaException.Alignment.class);
  }

  @Test
  void nodesSayWhatTheyAre() {
    DataTree tree = tree();
    assertThat(tree.isRoot()).isTrue();
    assertThat(tree.get("forecast").isLeaf()).isFalse();
    assertThat(tree.get("forecast/deep").isLeaf()).isTrue();
    assertThat(tree.get("forecast").hasData()).isTrue();
    assertThat(
            DataTree.of(Map.of("/", new Dataset(Map.of(), Coordinates.NONE, Map.of()))).isEmpty())
        .isTrue();
    assertThat(tree.nbytes()).isEqualTo(3 * 8 + 3 * 8 + 3 * 8 + 8);
    DataTree chunked = tree.chunk(Map.of("x", 2L));
    assertThat(chunked.get("forecast").dataset().chunksizes()).containsKey("x");
    assertThat(chunked.persist().equals(tree)).isTrue();
  }

  @Test
  void treesMeetNumbersAndTrees() {
    DataTree tree = tree();
    assertThat(tree.times(2).plus(1).array("forecast/deep/pr").toDoubles())
        .containsExactly(9, 11, 19);
    assertThat(tree.subtractFrom(10).array("forecast/tas").toDoubles()).containsExactly(9, 8, 7);
    assertThat(tree.negate().abs().equals(tree)).isTrue();
    assertThat(tree.gt(4).array("forecast/deep/pr").toDoubles()).containsExactly(0, 1, 1);
    DataTree anomaly = tree.minus(tree.mean("x"));
    assertThat(anomaly.array("forecast/tas").toDoubles()).containsExactly(-1, 0, 1);
    assertThat(anomaly.array("forecast/deep/pr").sel("x", 30).item()).isEqualTo(3);
    DataTree both = tree.plus(tree.isel("x", new int[] {1, 2}));
    assertThat(both.array("forecast/tas").toDoubles()).containsExactly(4, 6);
    assertThat(both.array("forecast/tas").sel("x", 20).item()).isEqualTo(4);
    assertThatThrownBy(() -> tree.plus(tree.dropNodes("forecast/deep")))
        .isInstanceOf(AmasiaException.Alignment.class);
  }

  @Test
  void runningSumsGoThroughTheWholeTree() {
    DataTree sums = tree().cumsum("x");
    assertThat(sums.array("forecast/tas").toDoubles()).containsExactly(1, 3, 6);
    assertThat(sums.array("forecast/deep/pr").sel("x", 20).item()).isEqualTo(9);
    assertThat(sums.array("forecast/deep/alone").item()).isEqualTo(7);
    assertThat(sums.equals(tree().cumsum())).isTrue();
    assertThat(tree().cumprod("x").array("forecast/tas").toDoubles()).containsExactly(1, 2, 6);
  }

  @Test
  void eachNodeTakesItsOwnDimensions() {
    Map<String, Dataset> groups = new LinkedHashMap<>();
    groups.put(
        "/a", DataArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}}, "y", "x").named("v").toDataset());
    groups.put("/b", data("w", 7, 8, 9));
    DataTree tree = DataTree.of(groups);
    DataTree one = tree.isel(Map.of("x", 1, "y", 1));
    assertThat(one.array("a/v").item()).isEqualTo(5);
    assertThat(one.array("b/w").item()).isEqualTo(8);
    DataTree points =
        tree.isel(
            Map.of(
                "y", DataArray.of(new long[] {1, 0}, "p"),
                "x", DataArray.of(new long[] {0, 2}, "p")));
    assertThat(points.array("a/v").toDoubles()).containsExactly(4, 3);
    assertThat(points.array("b/w").toDoubles()).containsExactly(7, 9);
    assertThat(tree().sel("x", 21, Lookup.nearest()).array("forecast/tas").item()).isEqualTo(2);
    assertThat(tree().isel(Map.of("x", 0), true).dataset().coords().names()).isEmpty();
    assertThat(tree().isel(Map.of("x", 0)).dataset().coords().names()).containsExactly("x");
  }

  @Test
  void emptyNodesArePruned() {
    Map<String, Dataset> groups = new LinkedHashMap<>();
    groups.put("/full/deep", data("v", 1));
    groups.put("/void", data("v"));
    groups.put("/none", new Dataset(Map.of(), Coordinates.NONE, Map.of()));
    DataTree tree = DataTree.of(groups);
    assertThat(tree.prune().groups()).containsExactly("/", "/full", "/full/deep", "/void");
    assertThat(tree.prune(true).groups()).containsExactly("/", "/full", "/full/deep");
  }

  @Test
  void partsOfATreeKeepWhatTheyInherit() {
    DataTree pruned = tree().prune();
    assertThat(pruned.array("forecast/deep/pr").sel("x", 20).item()).isEqualTo(5);
    assertThat(coords(pruned, "/forecast")).containsExactly("x");
    assertThat(coords(pruned, "/forecast/deep")).isEmpty();
    DataTree deep = tree().filter(one -> one.name().equals("deep"));
    assertThat(deep.array("forecast/deep/pr").sel("x", 20).item()).isEqualTo(5);
    DataTree part = tree().get("forecast");
    assertThat(coords(part, "/")).containsExactly("x");
    assertThat(part.times(2).array("deep/pr").sel("x", 30).item()).isEqualTo(18);
    DataTree between = tree().assign("empty/low", data("ta", 1, 2, 3)).get("empty");
    assertThat(between.times(2).array("low/ta").sel("x", 30).item()).isEqualTo(6);
  }
}
