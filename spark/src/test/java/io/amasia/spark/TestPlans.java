package io.amasia.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Groups;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import io.amasia.plan.Scanning;
import io.amasia.plan.Session;
import io.amasia.plan.Sweeps;
import java.util.List;

/// Plans that meet every kind of stage, small, on random numbers.
final class TestPlans {
  static final Shape FIELD = Shape.of(40, 50, 60);
  private static final long TASK_BYTES = 20_000;

  private TestPlans() {}

  /// `[40, 50, 60]` in chunks of one step.
  static Node field() {
    return Nodes.random(7, Chunks.regular(FIELD, 1, 50, 60));
  }

  static Node mean() {
    return Nodes.reduce(field(), Reduction.of(Reduction.Kind.MEAN), List.of(0, 2));
  }

  /// A node for each kind of work: folds, groups, order statistics, sorting, barriers between
  /// stages, sweeps.
  static List<Node> all() {
    Node field = field();
    Node climatology = Nodes.reduce(field, Reduction.of(Reduction.Kind.MEAN), List.of(0));
    Node anomaly =
        Nodes.elementwise(
            Op.Binary.SUBTRACT, field, Nodes.reshape(climatology, 0, 1, List.of(1L, 50L)));
    int[] codes = new int[40];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = i % 3;
    }
    return List.of(
        mean(),
        Nodes.reduce(field, Reduction.of(Reduction.Kind.MAX), List.of(1)),
        Nodes.reduce(anomaly, Reduction.of(Reduction.Kind.SUM), List.of(0, 1, 2)),
        Nodes.groupReduce(field, Reduction.of(Reduction.Kind.MEAN), 0, new Groups(codes, 3)),
        Nodes.reduce(field, Reduction.of(Reduction.Kind.MEDIAN), List.of(0)),
        Nodes.argSort(field, 0),
        Nodes.rechunk(field, Chunks.regular(FIELD, 40, 10, 10)),
        Sweeps.scan(field, Scanning.SUM, 0, true, 0),
        Nodes.transpose(field, List.of(2, 0, 1)),
        Nodes.cast(Nodes.elementwise(Op.Unary.SQRT, field), DType.FLOAT32));
  }

  /// A builder of sessions with many small tasks.
  static Session.Builder session(String engine) {
    return Session.builder().engine(engine).threads(2).memoryBytes(256 << 20).taskBytes(TASK_BYTES);
  }

  static List<NdArray> serial(List<Node> nodes) {
    return session("serial").build().compute(nodes);
  }

  static void assertSameBits(List<NdArray> actual, List<NdArray> wanted) {
    assertThat(actual).hasSameSizeAs(wanted);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).shape()).isEqualTo(wanted.get(i).shape());
      assertThat(actual.get(i).data().mismatch(wanted.get(i).data()))
          .as("node %d", i)
          .isEqualTo(-1);
    }
  }
}
