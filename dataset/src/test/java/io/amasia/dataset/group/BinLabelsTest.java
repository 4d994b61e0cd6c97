package io.amasia.dataset.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Texts of intervals, as pandas writes them.
class BinLabelsTest {
  private static List<String> texts(double... edges) {
    return new BinLabels(BinGrouper.of(edges), edges).texts();
  }

  @Test
  void endlessEdgesMakeFloats() {
    double inf = Double.POSITIVE_INFINITY;
    assertThat(texts(-inf, 1, inf)).containsExactly("(-inf, 1.0]", "(1.0, inf]");
  }

  @Test
  void largeEdgesHaveExponents() {
    assertThat(texts(1e15, 2e15)).containsExactly("(1000000000000000.0, 2000000000000000.0]");
    assertThat(texts(1e19, 2e19)).containsExactly("(1e+19, 2e+19]");
    assertThat(texts(1e-7, 1.5)).containsExactly("(1e-07, 1.5]");
  }

  @Test
  void wholeEdgesStayWhole() {
    assertThat(texts(0, 2, 4)).containsExactly("(0, 2]", "(2, 4]");
  }
}
