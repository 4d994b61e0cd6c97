package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Reduction.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A count of the values that a quantile is taken of is found by the same tasks, where they fit.
class CountBesideQuantileTest {
  private static final Shape SHAPE = Shape.of(64, 128, 128);

  private static Map<String, Node> nodes(Integer... axes) {
    float[] values = new float[Math.toIntExact(SHAPE.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 == 0 ? Float.NaN : i * 31 % 1009;
    }
    Chunks chunks = Chunks.regular(SHAPE, new long[] {4, 64, 128});
    Node field = Nodes.read(new FakeArray(NdArray.of(SHAPE, values), chunks));
    Map<String, Node> nodes = new LinkedHashMap<>();
    nodes.put("n", Nodes.reduce(field, Reduction.of(Kind.COUNT), List.of(axes)));
    nodes.put("q", Nodes.reduce(field, Reduction.quantile(0.9, true), List.of(axes)));
    return nodes;
  }

  private static Session session(long memoryBytes) {
    return Session.builder()
        .engine("local")
        .threads(2)
        .memoryBytes(memoryBytes)
        .taskBytes(1 << 19)
        .build();
  }

  @Test
  void valuesAreReadOnceAndNotKept() {
    try (Session session = session(64 << 20)) {
      assertThat(session.explain(nodes(0)).toString())
          .contains("stage 1: quantile 0.9 over [0], count over [0]")
          .doesNotContain("leaves read", "stage 2");
    }
  }

  @Test
  void whereTasksDoNotFitTheyAreApartAndTheSame() {
    try (Session large = session(64 << 20);
        Session small = session(4 << 20)) {
      assertThat(small.explain(nodes(0, 1, 2)).toString())
          .contains("goes over its values", "stage 2");
      for (Node node : nodes(0, 1, 2).values()) {
        try (NdArray expected = large.compute(List.of(node)).getFirst();
            NdArray found = small.compute(List.of(node)).getFirst()) {
          assertThat(found.data().mismatch(expected.data())).isEqualTo(-1);
        }
      }
    }
  }
}
