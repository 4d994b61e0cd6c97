package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.rule.JoinBeforeElementwise;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JoinBeforeElementwiseTest {
  private final Node one = read(3);
  private final Node two = read(4);

  private static Node read(long rows) {
    Shape shape = Shape.of(rows, 2);
    return Nodes.read(
        new FakeArray(NdArray.allocate(DType.FLOAT32, shape), Chunks.regular(shape, 2, 2)));
  }

  private static String after(Node root) {
    return new JoinBeforeElementwise().apply(Plan.of(Map.of("out", root))).toString();
  }

  private static Node masked(Node node, double fill) {
    return Nodes.elementwise(new Op.MaskFill(List.of(fill), DType.FLOAT32), node);
  }

  @Test
  void whatIsDoneToAllPartsIsDoneOnce() {
    Node parts =
        Nodes.concat(
            0,
            List.of(
                Nodes.cast(masked(one, 9.0), DType.FLOAT64),
                Nodes.cast(masked(two, 9.0), DType.FLOAT64)));
    assertThat(after(parts))
        .contains("%2 = concat 0(%0, %1) float32[7, 2]")
        .contains("%3 = mask [9.0](%2) float32[7, 2]")
        .contains("%4 = cast float64(%3) float64[7, 2]");
  }

  @Test
  void partsWithDifferentFillsStayApart() {
    Node parts = Nodes.concat(0, List.of(masked(one, 9.0), masked(two, 8.0)));
    assertThat(after(parts)).contains("%4 = concat 0(%1, %3)");
  }

  @Test
  void storedPartsAloneStay() {
    assertThat(after(Nodes.concat(0, List.of(one, two)))).contains("%2 = concat 0(%0, %1)");
  }
}
