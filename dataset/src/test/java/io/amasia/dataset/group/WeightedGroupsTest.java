package io.amasia.dataset.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedGroupsTest {
  private static final double[][] VALUES = {{1, 4, 2, Double.NaN}, {3, 8, 5, 7}};
  private static final double[] WEIGHTS = {1, 2, 3, 4};

  private static DataArray field(Object labels, String... along) {
    return new DataArray(
        "v",
        Variable.of(List.of("y", "x"), VALUES).computed(chunked()),
        Coordinates.NONE.with("k", Variable.of(List.of(along), labels)));
  }

  private static io.amasia.plan.Node chunked() {
    return DataArray.of(VALUES, "y", "x").chunk("x", 3).chunk("y", 1).data();
  }

  private static double variance(double[] x, double[] w) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Double.isNaN(x[i]) ? 0 : w[i] * x[i];
      total += Double.isNaN(x[i]) ? 0 : w[i];
    }
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      squares += Double.isNaN(x[i]) ? 0 : w[i] * Math.pow(x[i] - sum / total, 2);
    }
    return squares / total;
  }

  @Test
  void varianceIsTakenAboutTheMeanOfEachGroup() {
    DataArray field = field(new String[] {"a", "b", "a", "b"}, "x");
    DataArray weights = DataArray.of(WEIGHTS, "x");
    double[] got = field.groupBy("k").weighted(weights).var().toDoubles();
    assertThat(got[0]).isCloseTo(variance(new double[] {1, 2}, new double[] {1, 3}), within(1e-12));
    assertThat(got[1])
        .isCloseTo(variance(new double[] {4, Double.NaN}, new double[] {2, 4}), within(1e-12));
    assertThat(got[3]).isCloseTo(variance(new double[] {8, 7}, new double[] {2, 4}), within(1e-12));
    double[] std = field.groupBy("k").weighted(weights).std().toDoubles();
    assertThat(std[0]).isCloseTo(Math.sqrt(got[0]), within(1e-12));
  }

  @Test
  void labelsOfSeveralDimensionsTakeWeightsOfSome() {
    DataArray field = field(new String[][] {{"a", "a", "b", "b"}, {"b", "a", "a", "b"}}, "y", "x");
    DataArray weights = DataArray.of(WEIGHTS, "x");
    double[] variance = field.groupBy("k").weighted(weights).var().toDoubles();
    assertThat(variance[0])
        .isCloseTo(variance(new double[] {1, 4, 8, 5}, new double[] {1, 2, 2, 3}), within(1e-12));
    double[] mean = field.groupBy("k").weighted(weights).mean("y", "x").toDoubles();
    assertThat(mean[1]).isCloseTo((2 * 3 + 3 * 1 + 7 * 4) / 8.0, within(1e-12));
  }
}
