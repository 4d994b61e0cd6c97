package io.amasia.array.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.DType;
import io.amasia.testkit.RandomTest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Kernels against loops that look at each value.
class KernelsTest {
  private static final int[] SIZES = {
    0, 1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 129, 255, 1000, 1023, 1024
  };
  private static final double[] ODD = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0, Float.MAX_VALUE
  };

  @RandomTest
  void sumsGoToLanesByPosition(long seed) {
    double[] x = values(seed);
    double[] lanes = Lanes.of(0.5);
    double[] expected = Lanes.of(0.5);
    double total = 0;
    for (int i = 0; i < x.length; i++) {
      expected[i % 16] += x[i];
      total += x[i];
    }
    boolean added = Kernels.sum(x, x.length, false, lanes);
    assertThat(added || Double.isNaN(total)).isTrue();
    assertThat(lanes).isEqualTo(added ? expected : Lanes.of(0.5));
    lanes = Lanes.of(0.5);
    assertThat(Kernels.sum(x, x.length, true, lanes)).isTrue();
    assertThat(lanes).isEqualTo(expected);
  }

  @RandomTest
  void runsAreReducedValueByValue(long seed) {
    double[] x = values(seed);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(x.length * 8L + 8, 8);
      DType dtype = seed % 2 == 0 ? DType.FLOAT32 : DType.FLOAT64;
      for (int i = 0; i < x.length; i++) {
        if (dtype == DType.FLOAT32) {
          x[i] = (float) x[i];
          data.setAtIndex(Layouts.FLOAT, i, (float) x[i]);
        } else {
          data.setAtIndex(Layouts.DOUBLE, i, x[i]);
        }
      }
      for (boolean skipna : new boolean[] {false, true}) {
        checkRun(x, data, dtype, skipna);
      }
    }
  }

  private static void checkRun(double[] x, MemorySegment data, DType dtype, boolean skipna) {
    int n = x.length;
    double[] sums = Lanes.of(0);
    double[] products = Lanes.of(1);
    double[] squares = Lanes.of(0);
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (!skipna || !Double.isNaN(x[i])) {
        sums[i % 16] += x[i];
        products[i % 16] *= x[i];
        squares[i % 16] += (x[i] - 3) * (x[i] - 3);
        count++;
      }
    }
    var source = new Doubles(dtype);
    double[] lanes = Lanes.of(0);
    assertThat(source.sum(data, 0, n, skipna, lanes)).isEqualTo(count);
    assertThat(lanes).isEqualTo(sums);
    lanes = Lanes.of(0);
    source.addSquares(n, 3, lanes);
    assertThat(lanes).isEqualTo(squares);
    lanes = Lanes.of(1);
    assertThat(Kernels.product(x, n, skipna, lanes)).isEqualTo(count);
    assertThat(lanes).isEqualTo(products);
    // Sorted, -0.0 comes before 0.0 and NaN last.
    double[] sorted = Arrays.stream(x).filter(v -> !skipna || !Double.isNaN(v)).sorted().toArray();
    boolean none = sorted.length == 0;
    boolean spreads = !none && Double.isNaN(sorted[sorted.length - 1]);
    double least = none || spreads ? Double.NaN : sorted[0];
    double most = none || spreads ? Double.NaN : sorted[sorted.length - 1];
    if (n > 0) {
      assertSame(source.extreme(data, 0, n, false, skipna), least);
      assertSame(source.extreme(data, 0, n, true, skipna), most);
      assertThat(source.count(data, 0, n))
          .isEqualTo((int) Arrays.stream(x).filter(v -> !Double.isNaN(v)).count());
    }
  }

  private static void assertSame(double actual, double expected) {
    assertThat(Double.doubleToLongBits(actual)).isEqualTo(Double.doubleToLongBits(expected));
  }

  @RandomTest
  void columnsOfRowsAreReducedValueByValue(long seed) {
    double[] x = values(seed);
    int rows = 1 + (int) (seed % 5);
    int n = x.length / rows;
    double before = seed % 3;
    for (boolean skipna : new boolean[] {false, true}) {
      try (Arena arena = Arena.ofConfined()) {
        var strip = new ColumnStrip(new Doubles(DType.FLOAT64));
        var states = new States(arena.allocate(5L * Math.max(1, n) * 8, 8), Math.max(1, n));
        states.segment().fill((byte) 0);
        states.store(0, 0, n, filled(n, before));
        states.store(3, 0, n, filled(n, before));
        states.store(4, 0, n, filled(n, skipna ? Double.NaN : Double.POSITIVE_INFINITY));
        MemorySegment data = arena.allocate(x.length * 8L + 8, 8);
        MemorySegment.copy(x, 0, data, Layouts.DOUBLE, 0, x.length);
        var taken = new ColumnStrip.Rows(data, 0, n, rows, n);
        strip.add(taken, skipna, states, 0, 0, 1, ColumnStrip.NO_FIELD);
        strip.count(taken, states, 0, 2);
        strip.addSquares(taken, skipna, states, 0, 3);
        // Field 0 is what `extreme` takes.
        var extremes = new States(states.segment().asSlice(states.at(4, 0)), Math.max(1, n));
        strip.extreme(taken, false, skipna, extremes, 0);
        for (int i = 0; i < n; i++) {
          check(x, i, n, rows, skipna, before, states);
        }
      }
    }
  }

  private static void check(
      double[] x, int i, int n, int rows, boolean skipna, double before, States states) {
    double sum = before;
    double least = skipna ? Double.NaN : Double.POSITIVE_INFINITY;
    int added = 0;
    int there = 0;
    for (int r = 0; r < rows; r++) {
      double value = x[r * n + i];
      there += Double.isNaN(value) ? 0 : 1;
      if (!skipna || !Double.isNaN(value)) {
        sum += value;
        added++;
      }
      boolean first = skipna && Double.isNaN(least);
      least = skipna && Double.isNaN(value) ? least : first ? value : Math.min(least, value);
    }
    double squares = before;
    for (int r = 0; r < rows; r++) {
      double distance = x[r * n + i] - sum;
      if (!skipna || !Double.isNaN(x[r * n + i])) {
        squares += distance * distance;
      }
    }
    assertSame(states.get(0, i), sum);
    assertSame(states.get(1, i), added);
    assertSame(states.get(2, i), there);
    assertSame(states.get(3, i), squares);
    assertSame(states.get(4, i), least);
  }

  @Test
  void whatAdditionsLoseIsKept() {
    double[] columns = {1e16, 1, Double.POSITIVE_INFINITY};
    double[] losses = {0, 0, 0};
    Kernels.add(new double[] {1, 0x1p-60, 1}, columns, losses, 3);
    Kernels.add(new double[] {-1e16, -1, 1}, columns, losses, 3);
    assertThat(columns).containsExactly(0, 0, Double.POSITIVE_INFINITY);
    assertThat(losses[0]).isEqualTo(1);
    assertThat(losses[1]).isEqualTo(0x1p-60);
    assertThat(losses[2]).isNaN();
  }

  private static double[] filled(int n, double value) {
    double[] filled = new double[n];
    Arrays.fill(filled, value);
    return filled;
  }

  private static double[] values(long seed) {
    var random = new SplittableRandom(seed);
    double[] x = new double[SIZES[(int) (seed % SIZES.length)]];
    int kind = random.nextInt(4);
    for (int i = 0; i < x.length; i++) {
      x[i] =
          switch (kind) {
            case 0 -> random.nextDouble(-100, 100);
            case 1 -> random.nextInt(6) == 0 ? Double.NaN : random.nextDouble(200, 300);
            case 2 -> Double.NaN;
            default -> random.nextInt(3) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextInt(3);
          };
    }
    return x;
  }
}
