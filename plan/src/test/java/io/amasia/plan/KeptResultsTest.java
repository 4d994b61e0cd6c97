package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.watch.Recording;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Results that a program holds count in the budget, those that it has dropped do not.
class KeptResultsTest {
  private static final Session SESSION = Session.builder().memoryBytes(32L << 20).build();

  private static NdArray result(int seed) {
    Node node = Nodes.random(seed, Chunks.regular(Shape.of(1L << 20), 1 << 16));
    return SESSION.compute(List.of(node)).getFirst().closedWhenDropped();
  }

  @Test
  void whatIsHeldLeavesLessRoom() {
    MemoryPool.process().reclaim();
    List<NdArray> held = new ArrayList<>();
    try {
      assertThatThrownBy(
              () -> {
                for (int seed = 0; seed < 8; seed++) {
                  held.add(result(seed));
                }
              })
          .isInstanceOf(AmasiaException.MemoryLimit.class)
          .hasMessageContaining("of results that the program holds; close or drop them");
      assertThat(held).isNotEmpty();
      assertThat(held.size() * held.getFirst().nbytes()).isLessThanOrEqualTo(32L << 20);
    } finally {
      held.forEach(NdArray::close);
    }
  }

  @Test
  void whatPagesShowOfComputationsHoldsNoArrays() {
    Session watched = SESSION.toBuilder().listener(new Recording()).build();
    for (int seed = 0; seed < 12; seed++) {
      Node node = Nodes.literal(result(seed));
      watched
          .compute(List.of(Nodes.reduce(node, Reduction.of(Reduction.Kind.SUM), List.of(0))))
          .forEach(NdArray::close);
    }
  }

  @Test
  void whatIsDroppedComesBack() {
    for (int seed = 0; seed < 12; seed++) {
      assertThat(result(seed).dtype()).isEqualTo(DType.FLOAT64);
    }
    MemoryPool.process().reclaim();
    assertThat(MemoryPool.process().keptBytes()).isLessThan(32L << 20);
  }
}
