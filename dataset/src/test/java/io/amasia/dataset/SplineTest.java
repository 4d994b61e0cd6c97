package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplineTest {
  private static final int N = 20_000;
  private static final double[] X =
      IntStream.range(0, N).mapToDouble(i -> i + i % 3 / 4.0).toArray();
  private static final int[] ORDER = IntStream.range(0, N).toArray();

  @Test
  void manyPlacesAmongManyLabelsTakeLittleMemory() {
    for (int degree : new int[] {2, 3, 5}) {
      var spline = new Spline(X, ORDER, "x", degree);
      int widest = 0;
      for (int i = 0; i < N; i++) {
        double place = X[N - 1] * i / N + 0.1;
        double[] value = new double[1];
        int[] least = {N};
        int[] most = {0};
        spline.at(
            place,
            (position, weight) -> {
              value[0] += weight * X[position];
              least[0] = Math.min(least[0], position);
              most[0] = Math.max(most[0], position);
            });
        if (Math.abs(value[0] - place) > 1e-8) {
          assertThat(value[0]).as("degree %d", degree).isCloseTo(place, within(1e-8));
        }
        widest = Math.max(widest, most[0] - least[0]);
      }
      assertThat(widest).isLessThan(500);
    }
  }

  @Test
  void weightsFarFromTheEndsAreThoseOfAShorterRecord() {
    double place = X[N / 2] + 0.3;
    double[] all = new double[N];
    new Spline(X, ORDER, "x", 3).at(place, (position, weight) -> all[position] = weight);
    int from = N / 2 - 60;
    double[] some = new double[120];
    new Spline(Arrays.copyOfRange(X, from, from + 120), ORDER, "x", 3)
        .at(place, (position, weight) -> some[position] = weight);
    assertThat(Arrays.copyOfRange(all, from, from + 120)).containsExactly(some, within(1e-15));
  }
}
