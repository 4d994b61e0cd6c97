package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.plan.rule.PushSelections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PushSelectionsTest {
  private final Shape shape = Shape.of(100, 20);
  private final Node read =
      Nodes.read(
          new FakeArray(NdArray.allocate(DType.FLOAT32, shape), Chunks.regular(shape, 10, 20)));
  private final Region box = Region.of(Box.of(new long[] {5, 0}, new long[] {10, 20}));

  private static String after(Node root) {
    return new PushSelections().apply(Plan.of(Map.of("out", root))).toString().replace("\r", "");
  }

  @Test
  void selectionPassesElementwiseOperations() {
    Node out = Nodes.select(Nodes.elementwise(Op.Unary.SQRT, read), box);
    assertThat(after(out))
        .isEqualTo(
            """
            %0 = read /x float32[100, 20], chunks [10, 20]
            %1 = select [5:15, 0:20](%0) float32[10, 20], chunks [5, 20]
            %2 = sqrt(%1) float32[10, 20], chunks [5, 20]
            out: %2
            """);
  }

  @Test
  void selectionsOfSelectionsBecomeOne() {
    Region every = new Region(List.of(new Indexer.Range(9, 5, -2), Indexer.Range.of(3, 2)));
    assertThat(after(Nodes.select(Nodes.select(read, box), every)))
        .contains("%1 = select [14:4:-2, 3:5](%0)");
  }

  @Test
  void selectionPassesTransposeAndBroadcast() {
    Node row = Nodes.select(read, Region.of(Box.of(new long[2], new long[] {1, 20})));
    Node wide = Nodes.transpose(Nodes.broadcast(row, shape), List.of(1, 0));
    Region part = Region.of(Box.of(new long[] {2, 5}, new long[] {3, 10}));
    assertThat(after(Nodes.select(wide, part)))
        .contains("%1 = select [0:1, 2:5](%0)")
        .contains("%2 = broadcast [10, 3](%1)")
        .contains("%3 = transpose [1, 0](%2)");
  }

  @Test
  void selectionOfAConcatReadsOnlyThePartsItTouches() {
    Node both = Nodes.concat(0, List.of(read, Nodes.elementwise(Op.Unary.ABS, read)));
    Region late = Region.of(Box.of(new long[] {150, 0}, new long[] {10, 20}));
    assertThat(after(Nodes.select(both, late)))
        .contains("%1 = select [50:60, 0:20](%0)")
        .contains("%2 = abs(%1)")
        .doesNotContain("concat");
  }

  @Test
  void selectionPassesAReductionAlongKeptDimensions() {
    Node mean = Nodes.reduce(read, Reduction.of(Reduction.Kind.MEAN), List.of(0));
    Region few = Region.of(Box.of(new long[] {4}, new long[] {2}));
    assertThat(after(Nodes.select(mean, few))).contains("%1 = select [0:100, 4:6](%0)");
  }

  @Test
  void selectionThatRepeatsPositionsStays() {
    Node row = Nodes.reduce(read, Reduction.of(Reduction.Kind.MEAN), List.of(1));
    Node twice = Nodes.elementwise(Op.Unary.ABS, row);
    long[] positions = new long[200];
    Node out = Nodes.select(twice, new Region(List.of(new Indexer.Points(positions))));
    assertThat(after(out)).contains("%3 = select [Points[200]](%2)");
  }

  @Test
  void rechunkBelowASelectionGoes() {
    Node out = Nodes.select(Nodes.rechunk(read, Chunks.single(shape)), box);
    assertThat(after(out)).doesNotContain("rechunk");
  }
}
