package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CombinationTest {
  private static final DataArray X =
      DataArray.of(new double[] {1, 2}, "x").assignCoords("x", new int[] {10, 20});

  private static Dataset parts(String... names) {
    Dataset made = X.toDataset(names[0]);
    for (int i = 1; i < names.length; i++) {
      made = made.assign(names[i], X);
    }
    return made;
  }

  @Test
  void whatAPartLacksIsMissing() {
    Dataset joined = Combination.concat("x", List.of(parts("a"), parts("a", "b")));
    assertThat(joined.get("a").toDoubles()).containsExactly(1, 2, 1, 2);
    assertThat(joined.get("b").toDoubles()).containsExactly(Double.NaN, Double.NaN, 1, 2);
    Dataset stacked = Combination.concat("n", List.of(parts("b"), parts("a")));
    assertThat(stacked.get("a").toDoubles()).containsExactly(Double.NaN, Double.NaN, 1, 2);
  }

  @Test
  void onePositionIsNotRepeatedUnderTheLabelsOfOthers() {
    DataArray grid =
        DataArray.of(new double[][] {{1, 2}, {3, 4}}, "y", "x")
            .assignCoords(Map.of("y", new int[] {1, 2}));
    List<Dataset> both = List.of(grid.toDataset("v"), grid.isel("y", 0).toDataset("v"));
    assertThatThrownBy(() -> Combination.concat("x", both))
        .isInstanceOf(AmasiaException.Alignment.class)
        .hasMessageContaining("parts with one 'y'")
        .hasMessageContaining("expandDims(\"y\")");
  }

  @Test
  void aNewDimensionIsNoVariable() {
    assertThatThrownBy(() -> Combination.concat("a", List.of(parts("a"), parts("a"))))
        .isInstanceOf(AmasiaException.Usage.class);
  }

  @Test
  void textsOfOtherLabelsAreEmpty() {
    Dataset named = parts("a").assignCoords("k", Variable.of(List.of("x"), List.of("p", "q")));
    Dataset wider = named.reindex("x", new int[] {5, 20});
    assertThat(wider.coords().get("k").load().getString(0)).isEmpty();
    assertThat(wider.coords().get("k").load().getString(1)).isEqualTo("q");
    Dataset back = Combination.merge(List.of(wider, named));
    assertThat(back.coords().get("k").load().getString(1)).isEqualTo("p");
  }

  // xarray refuses compat="minimal" here; in its merge what differs is left out.
  @Test
  void whatDiffersIsLeftOutNotRepeated() {
    List<Dataset> both = List.of(told(1), told(2));
    for (String dim : List.of("x", "n")) {
      Dataset joined =
          Concat.along(dim).coords(Concat.Repeat.MINIMAL).compat(Merging.Compat.MINIMAL).of(both);
      assertThat(joined.coords().has("run")).isFalse();
      assertThat(joined.coords().has("x")).isTrue();
    }
  }

  @Test
  void coordinatesOfTheFirstAreRepeatedAlongANewDimensionOnly() {
    List<Dataset> both = List.of(told(1), told(2));
    Concat first = Concat.along("n").coords(Concat.Repeat.FIRST);
    assertThat(first.of(both).coords().get("run").load().toLongs()).containsExactly(1, 2);
    Dataset along =
        new Concat(
                "x", first.join(), first.dataVars(), first.coords(), first.compat(), first.fill())
            .of(both);
    assertThat(along.coords().get("run").load().toLongs()).containsExactly(1);
  }

  private static Dataset told(long run) {
    return parts("a").assignCoords("run", Variable.of(List.of(), Values.of(run)));
  }
}
