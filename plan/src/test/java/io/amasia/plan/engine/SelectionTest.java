package io.amasia.plan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelectionTest {
  private static final int N = 200_000;

  /// Orders that a pivot at a fixed place would meet badly.
  enum Order {
    RISING(i -> i),
    FALLING(i -> -i),
    HILL(i -> -Math.abs(i - N / 2)),
    VALLEY(i -> Math.abs(i - N / 2)),
    WAVE(i -> Math.sin(i * 2 * Math.PI / 365)),
    LEVEL(i -> 1),
    STEPS(i -> i % 7);

    @SuppressWarnings("ImmutableEnumChecker") // a function of nothing but its argument
    private final IntToDoubleFunction value;

    Order(IntToDoubleFunction value) {
      this.value = value;
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsWhatSortingFindsWhateverTheOrder(Order order) {
    double[] values = new double[N];
    Arrays.setAll(values, order.value);
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int k : new int[] {0, 1, N / 2, (int) (0.9 * N), N - 2, N - 1}) {
      double[] some = values.clone();
      // Work that grows with the square would take minutes.
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> assertThat(Selection.select(some, N, k)).isEqualTo(sorted[k]));
      double[] before = Arrays.copyOf(some, k);
      double[] after = Arrays.copyOfRange(some, k, N);
      assertThat(Arrays.stream(before).max().orElse(sorted[k])).isLessThanOrEqualTo(sorted[k]);
      assertThat(Arrays.stream(after).min().orElseThrow()).isEqualTo(sorted[k]);
    }
  }
}
