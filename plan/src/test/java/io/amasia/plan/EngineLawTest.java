package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.NdArray;
import io.amasia.testkit.RandomTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What holds for every plan: the engine computes what a naive loop computes, with the same bits
/// whatever the engine and the number of threads.
class EngineLawTest {
  @RandomTest(seeds = 400)
  void engineAgreesWithTheNaiveEvaluator(long seed) {
    check(new RandomPlans(seed).roots());
  }

  /// Rows longer than a strip, reduced along and across, grouped and not.
  @RandomTest(seeds = 24)
  void longRowsAgreeWithTheNaiveEvaluator(long seed) {
    check(new RandomPlans(seed).longRows());
  }

  private static void check(Map<String, Node> roots) {
    Plan plan = Plan.of(roots);
    Map<Node, Plain> expected = NaiveEvaluator.evaluate(plan);
    List<Node> nodes = new ArrayList<>(roots.values());
    List<NdArray> serial = Session.builder().engine("serial").build().compute(nodes);
    List<NdArray> local = Session.builder().threads(3).build().compute(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      Plain wanted = java.util.Objects.requireNonNull(expected.get(nodes.get(i)));
      NdArray actual = serial.get(i);
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
      assertThat(actual.data().mismatch(local.get(i).data())).as(plan.toString()).isEqualTo(-1);
    }
    serial.forEach(NdArray::close);
    local.forEach(NdArray::close);
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
