package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.Chunks;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.plan.Reduction.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tasks keep what the windows of their next leaf need, instead of decoding it again.
class WindowsReadOnceTest {
  private static final Shape SHAPE = Shape.of(400, 8, 16);

  private final FakeArray array = new FakeArray(values(), Chunks.regular(SHAPE, 5, 4, 16));

  private static NdArray values() {
    float[] values = new float[Math.toIntExact(SHAPE.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 11 == 0 ? Float.NaN : i * 31 % 1009;
    }
    return NdArray.of(SHAPE, values);
  }

  /// `kind` of the nine positions around each.
  private static Node rolling(Node field, Kind kind) {
    long steps = field.shape().size(0);
    return Sweeps.window(field, Reduction.of(kind), new Span(0, -4, 1, 9, steps));
  }

  private NdArray compute(Node node, int threads) {
    try (Session session =
        Session.builder().engine("local").threads(threads).memoryBytes(64 << 20).build()) {
      return session.compute(List.of(node)).getFirst();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, MEAN", "2, MAX", "2, MEDIAN"})
  void eachChunkIsDecodedOnceATask(int threads, Kind kind) {
    Node rolled = rolling(Nodes.read(array), kind);
    NdArray whole = values();
    Node same = rolling(Nodes.read(new FakeArray(whole, Chunks.regular(SHAPE, 400, 8, 16))), kind);
    Node top = Nodes.reduce(rolled, Reduction.of(Kind.MAX), List.of(0));
    try (NdArray found = compute(top, threads);
        NdArray expected =
            compute(Nodes.reduce(same, Reduction.of(Kind.MAX), List.of(0)), threads)) {
      assertThat(found.data().mismatch(expected.data())).isEqualTo(-1);
    }
    long chunks = array.chunks().count();
    // Two chunks are shared by tasks that follow each other.
    assertThat(array.decodes.get()).isBetween(chunks, chunks + 2 * 2 * 8);
  }

  @Test
  void aFieldAndItsWindowsShareWhatWasRead() {
    Node part =
        Nodes.select(
            Nodes.read(array),
            new Region(
                List.of(
                    new Indexer.Range(7, 380, 1),
                    new Indexer.Range(0, 8, 1),
                    new Indexer.Range(3, 9, 1))));
    Node anomaly = Nodes.elementwise(Op.Binary.SUBTRACT, part, rolling(part, Kind.MEAN));
    Node mean = Nodes.reduce(anomaly, Reduction.of(Kind.MEAN), List.of(0, 1, 2));
    try (NdArray found = compute(mean, 2);
        NdArray alone = compute(anomaly, 1)) {
      double sum = 0;
      long count = 0;
      for (long i = 0; i < alone.size(); i++) {
        double value = alone.getDouble(i);
        sum += Double.isNaN(value) ? 0 : value;
        count += Double.isNaN(value) ? 0 : 1;
      }
      assertThat(found.getDouble(0)).isCloseTo(sum / count, within(1e-7));
    }
    long chunks = array.chunks().count();
    assertThat(array.decodes.get()).isLessThan(2 * (chunks + 2 * 2 * 8));
  }
}
