package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.testkit.RandomTest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random arrays against NumPy's `Generator(Philox(key=seed)).random(n)`, 2.3, and against the
/// paper's algorithm on whole numbers.
class RandomNumbersTest {
  private static double[] values(Node node) {
    try (NdArray array = Session.current().compute(List.of(node)).getFirst()) {
      return array.toDoubles();
    }
  }

  private static Node random(long seed, Shape shape, long... chunk) {
    return Nodes.random(seed, Chunks.regular(shape, chunk));
  }

  @Test
  void theNumbersAreThoseOfNumpy() {
    assertThat(values(random(0, Shape.of(9), 4)))
        .startsWith(0x1.7a5d3204726c0p-7, 0x1.eeb1585ce5460p-3, 0x1.c8667a55d9028p-4)
        .endsWith(0x1.e4a1741b7d80cp-1, 0x1.f8ddaccecf48ap-1, 0x1.03ea1bc3de064p-2);
    assertThat(values(random(42, Shape.of(9), 2)))
        .startsWith(0x1.a3f102fa9ac51p-1, 0x1.839335b2e643cp-3, 0x1.bc3e09cfe109dp-1)
        .endsWith(0x1.8e9d0d71370c8p-3, 0x1.fdeff5c156540p-5, 0x1.c0eba9c6c350ap-1);
  }

  @Test
  void largeSeedsAreUnsigned() {
    assertThat(values(random(Long.MIN_VALUE + 12345, Shape.of(9), 9)))
        .startsWith(0x1.ed4a43db28b02p-1, 0x1.3ec36d3a903e6p-2)
        .endsWith(0x1.20bac51af0565p-1);
  }

  @RandomTest
  void chunksChangeNothing(long seed) {
    var choice = new Random(seed);
    Shape shape = Shape.of(1 + choice.nextInt(9), 1 + choice.nextInt(9), 1 + choice.nextInt(9));
    Node node =
        random(seed, shape, 1 + choice.nextInt(9), 1 + choice.nextInt(9), 1 + choice.nextInt(9));
    double[] values = values(node);
    for (int i = 0; i < values.length; i += 7) {
      assertThat(values[i]).isEqualTo(NaivePhilox.value(seed, i));
    }
    assertThat(values).isEqualTo(values(random(seed, shape, 9, 9, 9)));
  }

  @Test
  void aSelectionGivesTheSameNumbers() {
    Shape shape = Shape.of(20, 30);
    double[] whole = values(random(7, shape, 6, 7));
    Region region =
        new Region(List.of(new Indexer.Range(3, 5, 2), new Indexer.Points(new long[] {29, 0, 11})));
    double[] some = values(Nodes.select(random(7, shape, 6, 7), region));
    for (int r = 0; r < 5; r++) {
      assertThat(some[3 * r]).isEqualTo(whole[30 * (3 + 2 * r) + 29]);
      assertThat(some[3 * r + 1]).isEqualTo(whole[30 * (3 + 2 * r)]);
      assertThat(some[3 * r + 2]).isEqualTo(whole[30 * (3 + 2 * r) + 11]);
    }
  }

  @Test
  void theMeanOfAMillionIsNumpysWithinRounding() {
    Node node = random(42, Shape.of(1000, 1000), 100, 100);
    Node mean = Nodes.reduce(node, Reduction.of(Reduction.Kind.MEAN), List.of(0, 1));
    assertThat(values(mean)[0])
        .isCloseTo(0.5000443191486055, org.assertj.core.data.Offset.offset(1e-14));
  }

  @Test
  void arraysWithoutDimensionsAndWithoutElementsAreThereToo() {
    assertThat(values(random(42, Shape.of()))).containsExactly(0x1.a3f102fa9ac51p-1);
    assertThat(values(random(42, Shape.of(0, 3), 1, 3))).isEmpty();
  }
}
