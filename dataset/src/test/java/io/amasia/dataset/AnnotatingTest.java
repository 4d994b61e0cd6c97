package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Attributes, chunks and accessors.
class AnnotatingTest {
  private final DataArray a =
      DataArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}}, "y", "x")
          .named("a")
          .assignCoords("x", new long[] {10, 20, 30});

  private Dataset dataset() {
    return a.assignAttrs(Map.of("units", "K", "n", 1))
        .toDataset()
        .assign("b", a.assignAttrs("units", "m").assignAttrs("flags", List.of("u", "v")));
  }

  @Test
  void attributesAreGivenAndTakenAway() {
    Dataset given = dataset().assignAttrs("title", "t");
    assertThat(given.variable("a").attrs().get("n"))
        .isInstanceOfSatisfying(
            Attribute.Numbers.class, n -> assertThat(n.values()).containsExactly(1L));
    assertThat(given.variable("b").attrs().get("flags"))
        .isEqualTo(new Attribute.Texts(List.of("u", "v")));
    Dataset bare = given.dropAttrs();
    assertThat(bare.attrs()).isEmpty();
    assertThat(bare.variable("a").attrs()).isEmpty();
    assertThat(a.assignAttrs("x", new double[] {1, 2}).dropAttrs().attrs()).isEmpty();
    assertThatThrownBy(() -> a.assignAttrs("m", new double[][] {{1}}))
        .isInstanceOf(AmasiaException.Usage.class);
  }

  @Test
  void variablesAreChosenByTheirAttributes() {
    Dataset given = dataset();
    assertThat(given.filterByAttrs("units", "K").variables()).containsOnlyKeys("a");
    assertThat(given.filterByAttrs(Map.of("units", "K", "n", 1.0)).variables())
        .containsOnlyKeys("a");
    assertThat(given.filterByAttrs("units", "s").variables()).isEmpty();
    Predicate<Optional<Attribute>> there = Optional::isPresent;
    assertThat(given.filterByAttrs("flags", there).variables()).containsOnlyKeys("b");
    assertThat(given.filterByAttrs("units", there).variables()).containsOnlyKeys("a", "b");
    assertThat(given.filterByAttrs("units", "K").coords().names()).containsExactly("x");
    assertThat(given.filterByAttrs(Map.of()).variables()).isEmpty();
  }

  @Test
  void pipesReadInOrder() {
    double sum = a.pipe(one -> one.sum().item());
    assertThat(sum).isEqualTo(21);
  }

  @Test
  void chunksAreUnifiedByAllTheirBoundaries() {
    Dataset uneven =
        a.chunk("x", 2).toDataset().assign("b", a.chunk(Map.of("x", 1L, "y", 1L)).plus(1));
    assertThatThrownBy(uneven::chunksizes)
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("unifyChunks()");
    Dataset even = uneven.unifyChunks();
    assertThat(even.chunksizes()).isEqualTo(Map.of("x", List.of(1L, 1L, 1L), "y", List.of(1L, 1L)));
    Testing.assertIdentical(even, uneven);
    Testing.assertChunksEqual(even, uneven);
    DataArray row = DataArray.of(new double[] {1, 2, 3, 4, 5}, "z");
    List<DataArray> both = Chunking.unifyChunks(List.of(row.chunk("z", 2), row.chunk("z", 3)));
    assertThat(both.get(0).chunksizes()).isEqualTo(Map.of("z", List.of(2L, 1L, 1L, 1L)));
    assertThat(both.get(1).chunksizes()).isEqualTo(both.get(0).chunksizes());
    assertThat(row.chunksizes()).isEmpty();
    assertThatThrownBy(() -> Testing.assertChunksEqual(a.chunk("x", 1), a.chunk("x", 2)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("chunks differ");
    assertThatThrownBy(
            () -> Chunking.unifyChunks(List.of(row.chunk("z", 2), row.head("z", 3).chunk("z", 1))))
        .isInstanceOf(AmasiaException.Alignment.class);
  }

  /// Words of one's own.
  record Snow(DataArray depth) {
    double most() {
      return depth.max().item();
    }
  }

  @Test
  void accessorsAreMadeOnce() {
    assertThatThrownBy(() -> a.accessor(String.class))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("no accessor String on DataArray");
    Accessors.register(DataArray.class, Snow.class, Snow::new);
    assertThat(a.accessor(Snow.class).most()).isEqualTo(6);
    assertThat(a.accessor(Snow.class)).isSameAs(a.accessor(Snow.class));
    assertThatThrownBy(() -> Accessors.register(DataArray.class, Snow.class, Snow::new))
        .isInstanceOf(AmasiaException.Conflict.class);
    assertThatThrownBy(() -> a.toDataset().accessor(Snow.class))
        .isInstanceOf(AmasiaException.Usage.class);
    assertThatThrownBy(() -> Accessors.register(String.class, Snow.class, _ -> new Snow(a)))
        .isInstanceOf(AmasiaException.Usage.class);
  }

  @Test
  void textLabelsThatWouldBeMissingAreRefused() {
    Dataset mixed = a.toDataset().assign("n", a.isel("y", 0));
    DataArray stacked = mixed.toStackedArray("z", "x");
    assertThat(stacked.dims()).containsExactly("x", "z");
    Testing.assertEqual(stacked.toUnstackedDataset("z").dropVars("y").transpose("y", "x"), mixed);
    assertThatThrownBy(() -> stacked.unstack("z")).isInstanceOf(AmasiaException.class);
  }
}
