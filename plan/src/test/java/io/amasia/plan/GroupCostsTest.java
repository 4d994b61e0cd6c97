package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.GroupCosts.Cost;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Tasks take as many chunks along groups as cost least: a step is a chunk of 1000 results.
class GroupCostsTest {
  private static final int STEPS = 240;
  private static final Shape FIELD = Shape.of(STEPS, 1000);
  private static final Chunks CHUNKS = Chunks.regular(FIELD, 1, 1000);
  private static final Node READ =
      Nodes.read(new FakeArray(NdArray.allocate(DType.FLOAT32, Shape.of(1)), CHUNKS));

  private static Groups groups(int count, IntUnaryOperator group) {
    return new Groups(IntStream.range(0, STEPS).map(group).toArray(), count);
  }

  private static Node mean(int count, IntUnaryOperator group) {
    return Nodes.groupReduce(READ, Reduction.of(Reduction.Kind.MEAN), 0, groups(count, group));
  }

  private static TaskGrid cheapest(Node mean) {
    TaskGrid grid = TaskGrid.of(CHUNKS, 20_000, List.of(0, 1));
    assertThat(grid.perTask()).containsExactly(20L, 1L);
    return GroupCosts.cheapest(grid, List.of(new Stage.Keep(mean)));
  }

  @Test
  void endsOfTasksAreEndsOfGroups() {
    assertThat(cheapest(mean(20, i -> i / 12)).perTask()).containsExactly(12L, 1L);
    assertThat(cheapest(mean(40, i -> i / 6)).perTask()).containsExactly(18L, 1L);
  }

  @Test
  void groupsThatComeAgainAreBestInLargeTasks() {
    assertThat(cheapest(mean(12, i -> i % 12)).perTask()).containsExactly(20L, 1L);
  }

  @Test
  void groupsThatNoEndSuitsMeetAsFewEndsAsMayBe() {
    // Ends of 19 chunks meet the ends of groups of 7 once, those of 14 each time.
    assertThat(cheapest(mean(35, i -> i / 7)).perTask()).containsExactly(14L, 1L);
    // Too long for a task: every end is within a group, but for those at 80 and 160.
    assertThat(cheapest(mean(3, i -> i / 80)).perTask()).containsExactly(20L, 1L);
  }

  @Test
  void theNumbersAreThoseOfTheFormula() {
    Node mean = mean(20, i -> i / 12);
    List<Stage.Output> outputs = List.of(new Stage.Keep(mean));
    TaskGrid grid = TaskGrid.of(CHUNKS, 20_000, List.of(0, 1));
    long state = Accumulation.of(outputs).getFirst().stateBytes();
    List<Cost> costs = GroupCosts.costs(grid, outputs, 0);
    assertThat(costs.getFirst()).isEqualTo(new Cost(20, 12, 8 * 1000 * state));
    assertThat(costs.get(8)).isEqualTo(new Cost(12, 20, 0));
    assertThat(costs.get(8).bytes()).isEqualTo(20 * 10_000);
    assertThat(costs).hasSize(11);
  }

  @Test
  void explainTellsWhatItCosts() {
    Session session = Session.builder().taskBytes(80_000).build();
    assertThat(session.explain(Map.of("yearly", mean(20, i -> i / 12))).toString())
        .contains("groups blockwise: each lies within one task")
        .contains("tasks of 12 chunks along them fold 0 B of partial results, of 13 they would");
  }

  /// The months of twenty years, months after months or all Januaries first, and one after the
  /// other or in one chunk.
  @Test
  void theStrategyFollowsFromWhereTheGroupsLie() {
    assertThat(explained(mean(12, i -> i % 12))).contains("groups by map-reduce");
    assertThat(explained(mean(12, i -> i / 20))).contains("groups blockwise");
    assertThat(explained(mean(3, i -> i / 80))).contains("groups in cohorts");
    var stored = new FakeArray(NdArray.allocate(DType.FLOAT32, Shape.of(1)), Chunks.single(FIELD));
    Node inOne =
        Nodes.groupReduce(
            Nodes.read(stored), Reduction.of(Reduction.Kind.MEAN), 0, groups(12, i -> i % 12));
    assertThat(explained(inOne)).contains("groups blockwise");
  }

  private static String explained(Node mean) {
    return Session.builder().taskBytes(80_000).build().explain(Map.of("m", mean)).toString();
  }

  @Test
  void otherReductionsAreLeftAlone() {
    Node all = Nodes.reduce(READ, Reduction.of(Reduction.Kind.MEAN), List.of(0));
    assertThat(cheapest(all).perTask()).containsExactly(20L, 1L);
  }
}
