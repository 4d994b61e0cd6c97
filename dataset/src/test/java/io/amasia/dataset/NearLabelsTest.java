package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearLabelsTest {
  private static DataArray along(double... labels) {
    return DataArray.of(new double[labels.length], "x").assignCoords("x", labels);
  }

  private static double tolerance(double... labels) {
    return NearLabels.tolerance(along(labels).coords().get("x").index());
  }

  @Test
  void aRoundingIsAPartOfTheLeastStep() {
    assertThat(tolerance(0, 1, 1.5)).isEqualTo(5e-5);
    assertThat(tolerance(3, 1, 0)).isEqualTo(1e-4);
  }

  @Test
  void labelsInNoOrderHaveNone() {
    assertThat(tolerance(0, 2, 1)).isZero();
    assertThat(tolerance(1, 1)).isZero();
    assertThat(tolerance(1)).isZero();
  }
}
