package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.AmasiaException;
import io.amasia.array.NdArray;
import io.amasia.testkit.RandomTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What holds for every plan: the engine computes what a naive loop computes, with the same bits
/// whatever the engine and the number of threads.
class EngineLawTest {
  @RandomTest(seeds = 400)
  void engineAgreesWithTheNaiveEvaluator(long seed) {
    check(new RandomPlans(seed).roots(), Resources.LEAST_TASK_BYTES);
  }

  /// Hardly more than a chunk a task, so that tasks meet in many results.
  @RandomTest(seeds = 400)
  void manySmallTasksAgreeWithTheNaiveEvaluator(long seed) {
    check(new RandomPlans(seed).roots(), 1 + seed % 64);
  }

  @RandomTest(seeds = 600)
  void sweepsAgreeWithTheNaiveEvaluator(long seed) {
    check(new RandomSweeps(seed).roots(), seed);
  }

  /// Rows longer than a strip, reduced along and across, grouped and not.
  @RandomTest(seeds = 24)
  void longRowsAgreeWithTheNaiveEvaluator(long seed) {
    check(new RandomPlans(seed).longRows(), seed % 2 == 0 ? Resources.LEAST_TASK_BYTES : 64);
  }

  private static void check(Map<String, Node> roots, long taskBytes) {
    Plan plan = Plan.of(roots);
    Map<Node, Plain> expected = NaiveEvaluator.evaluate(plan);
    List<Node> nodes = new ArrayList<>(roots.values());
    List<NdArray> serial = session("serial", 1, taskBytes).compute(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      agree(serial.get(i), Objects.requireNonNull(expected.get(nodes.get(i))), plan);
    }
    for (int threads : new int[] {1, 2, 4}) {
      List<NdArray> local = session("local", threads, taskBytes).compute(nodes);
      for (int i = 0; i < nodes.size(); i++) {
        assertThat(serial.get(i).data().mismatch(local.get(i).data()))
            .as("%d threads%n%s", threads, plan)
            .isEqualTo(-1);
      }
      local.forEach(NdArray::close);
    }
    // Small budgets split tasks, or refuse; never change a bit.
    for (long spare : new long[] {400, 3_000, 60_000}) {
      Session small =
          Session.builder()
              .threads(2)
              .taskBytes(taskBytes)
              .memoryBytes(Projections.TASK_OVERHEAD_BYTES + spare)
              .build();
      try {
        List<NdArray> split = small.compute(nodes);
        for (int i = 0; i < nodes.size(); i++) {
          assertThat(serial.get(i).data().mismatch(split.get(i).data()))
              .as("%d bytes to spare%n%s", spare, plan)
              .isEqualTo(-1);
        }
        split.forEach(NdArray::close);
      } catch (AmasiaException.MemoryLimit e) {
        assertThat(e).hasMessageContaining("needs at least");
      }
    }
    serial.forEach(NdArray::close);
  }

  private static Session session(String engine, int threads, long taskBytes) {
    return Session.builder().engine(engine).threads(threads).taskBytes(taskBytes).build();
  }

  private static void agree(NdArray actual, Plain wanted, Plan plan) {
    assertThat(actual.dtype()).isEqualTo(wanted.dtype());
    for (int j = 0; j < wanted.size(); j++) {
      if (wanted.floating()) {
        double tolerance =
            switch (wanted.dtype()) {
              case FLOAT16 -> 2e-3;
              case FLOAT32 -> 2e-6;
              default -> 1e-12;
            };
        same(actual.getDouble(j), wanted.doubles()[j], tolerance, plan, j);
      } else {
        assertThat(actual.getLong(j)).as("%s%n[%d]", plan, j).isEqualTo(wanted.longs()[j]);
      }
    }
  }

  private static void same(double actual, double wanted, double tolerance, Plan plan, int j) {
    if (Double.isNaN(wanted) || Double.isInfinite(wanted)) {
      assertThat((Double) actual).as("%s%n[%d]", plan, j).isEqualTo(Double.valueOf(wanted));
      return;
    }
    double scale = Math.max(1, Math.abs(wanted));
    assertThat(Math.abs(actual - wanted) <= tolerance * scale)
        .as("%s%n[%d]: %s, not %s", plan, j, actual, wanted)
        .isTrue();
  }
}
