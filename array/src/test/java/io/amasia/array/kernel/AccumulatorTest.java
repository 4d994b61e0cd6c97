package io.amasia.array.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.kernel.Accumulator.Kind;
import io.amasia.array.kernel.Accumulator.Settings;
import io.amasia.testkit.RandomTest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AccumulatorTest {
  private static final DType[] NUMBERS = {
    DType.FLOAT32, DType.FLOAT64, DType.FLOAT16, DType.INT16, DType.INT64, DType.UINT8, DType.BOOL
  };

  /// Both forms, cut in two and merged, against a plain loop over doubles.
  @SuppressWarnings("EnumOrdinal") // any of them
  @RandomTest(seeds = 400)
  void agreesWithAPlainLoop(long seed) {
    var random = new SplittableRandom(seed);
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    DType dtype = NUMBERS[random.nextInt(NUMBERS.length)];
    Settings settings = new Settings(random.nextInt(3) > 0, random.nextInt(2), random.nextInt(3));
    int rows = 1 + random.nextInt(40);
    int columns = 1 + random.nextInt(seed % 10 == 0 ? 2500 : 50);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = arena.allocate((long) rows * columns * dtype.itemSize());
      for (int i = 0; i < rows * columns; i++) {
        boolean missing = dtype.isFloating() && random.nextInt(seed % 3 == 0 ? 1000 : 10) == 0;
        double value =
            kind == Kind.PROD
                ? 1 + random.nextInt(2)
                : random.nextInt(dtype.isUnsigned() ? 0 : -9, 99);
        Conversions.fromDoubles(new double[] {missing ? Double.NaN : value}, 0, dtype, x, i, 1);
      }
      check(kind, dtype, settings, arena, x, rows, columns, random);
    }
  }

  private static void check(
      Kind kind,
      DType dtype,
      Settings settings,
      Arena arena,
      MemorySegment x,
      int rows,
      int columns,
      SplittableRandom random) {
    var accumulator = Accumulator.of(kind, dtype, settings);
    double[] byRow = new double[columns];
    States states = states(accumulator, arena, columns);
    States second = states(accumulator, arena, columns);
    int cut = random.nextInt(rows + 1);
    accumulator.rows(x, 0, columns, cut, columns, states, 0, 0);
    accumulator.rows(x, (long) cut * columns, columns, rows - cut, columns, second, 0, cut);
    accumulator.combine(states, 0, second, 0, columns);
    if (!finish(accumulator, states, columns, arena, byRow)) {
      return;
    }
    for (int c = 0; c < columns; c++) {
      double[] values = new double[rows];
      for (int r = 0; r < rows; r++) {
        Conversions.toDoubles(dtype, x, (long) r * columns + c, values, r, 1);
      }
      compare(byRow[c], naive(kind, settings, dtype, values), kind, dtype, settings);
    }
    double[] byRun = new double[rows];
    States runs = states(accumulator, arena, rows);
    int half = random.nextInt(columns + 1);
    accumulator.runs(x, 0, columns, rows, half, runs, 0, 0);
    accumulator.runs(x, half, columns, rows, columns - half, runs, 0, half);
    if (!finish(accumulator, runs, rows, arena, byRun)) {
      return;
    }
    for (int r = 0; r < rows; r++) {
      double[] values = new double[columns];
      Conversions.toDoubles(dtype, x, (long) r * columns, values, 0, columns);
      compare(byRun[r], naive(kind, settings, dtype, values), kind, dtype, settings);
    }
  }

  private static States states(Accumulator accumulator, Arena arena, long n) {
    var states = new States(arena.allocate(accumulator.stateBytes(n), 64), n);
    accumulator.start(states, 0, n);
    return states;
  }

  private static boolean finish(
      Accumulator accumulator, States states, int n, Arena arena, double[] out) {
    MemorySegment result = arena.allocate((long) n * accumulator.resultType().itemSize());
    try {
      accumulator.finish(states, 0, n, result, 0);
    } catch (AmasiaException.Label _) {
      return false;
    }
    Conversions.toDoubles(accumulator.resultType(), result, 0, out, 0, n);
    return true;
  }

  private static void compare(
      double actual, double expected, Kind kind, DType dtype, Settings settings) {
    var assertion = assertThat(actual).as("%s %s %s", kind, dtype, settings);
    if (Double.isNaN(expected)) {
      assertion.isNaN();
    } else {
      double tolerance = dtype == DType.FLOAT16 ? 1e-3 : dtype == DType.FLOAT32 ? 1e-6 : 1e-12;
      assertion.isCloseTo(expected, within(Math.abs(expected) * tolerance + 1e-12));
    }
  }

  private static double naive(Kind kind, Settings settings, DType dtype, double[] all) {
    double[] values =
        settings.skipna() ? DoubleStream.of(all).filter(v -> !Double.isNaN(v)).toArray() : all;
    double count = DoubleStream.of(all).filter(v -> !Double.isNaN(v)).count();
    boolean nan = values.length != count;
    boolean few = dtype.isFloating() && values.length < settings.minCount();
    return switch (kind) {
      case SUM -> few ? Double.NaN : sum(values);
      case PROD -> {
        double product = 1;
        for (double v : values) {
          product *= v;
        }
        boolean whole = !dtype.isFloating();
        // What Java's long and NumPy's int64 do beyond 64 bits.
        if (whole && Math.abs(product) >= 0x1p63) {
          product = 0;
        } else if (dtype == DType.FLOAT16 && product >= 65520) {
          product = Double.POSITIVE_INFINITY;
        }
        double rounded = dtype == DType.FLOAT32 ? (float) product : product;
        yield few ? Double.NaN : rounded;
      }
      case MEAN -> sum(values) / values.length;
      case VAR, STD -> {
        double mean = sum(values) / values.length;
        double squares = 0;
        for (double v : values) {
          squares += (v - mean) * (v - mean);
        }
        double freedom = values.length - settings.ddof();
        double variance = freedom > 0 ? squares / freedom : Double.NaN;
        yield kind == Kind.STD ? Math.sqrt(variance) : variance;
      }
      case MIN -> nan ? Double.NaN : DoubleStream.of(values).min().orElse(Double.NaN);
      case MAX -> nan ? Double.NaN : DoubleStream.of(values).max().orElse(Double.NaN);
      case COUNT -> count;
      case ANY -> DoubleStream.of(all).anyMatch(v -> v != 0) ? 1 : 0;
      case ALL -> DoubleStream.of(all).allMatch(v -> v != 0) ? 1 : 0;
      case ARGMIN, ARGMAX -> position(kind == Kind.ARGMAX, settings, all);
      case FIRST -> values.length == 0 ? Double.NaN : values[0];
      case LAST -> values.length == 0 ? Double.NaN : values[values.length - 1];
    };
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum;
  }

  private static int position(boolean greatest, Settings settings, double[] values) {
    int at = -1;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        if (!settings.skipna()) {
          return i;
        }
      } else if (at < 0 || (greatest ? values[i] > values[at] : values[i] < values[at])) {
        at = i;
      }
    }
    return at;
  }

  @Test
  void ofNothing() {
    try (Arena arena = Arena.ofConfined()) {
      assertThat(ofNothing(Kind.SUM, arena)).isZero();
      assertThat(ofNothing(Kind.PROD, arena)).isEqualTo(1);
      assertThat(ofNothing(Kind.COUNT, arena)).isZero();
      assertThat(ofNothing(Kind.ANY, arena)).isZero();
      assertThat(ofNothing(Kind.ALL, arena)).isEqualTo(1);
      for (Kind kind : new Kind[] {Kind.MEAN, Kind.VAR, Kind.MIN, Kind.MAX, Kind.FIRST}) {
        assertThat(ofNothing(kind, arena)).as("%s", kind).isNaN();
      }
      assertThatThrownBy(() -> ofNothing(Kind.ARGMIN, arena))
          .isInstanceOf(AmasiaException.Label.class)
          .hasMessageContaining("argmin of no values");
    }
  }

  private static double ofNothing(Kind kind, Arena arena) {
    var accumulator = Accumulator.of(kind, DType.FLOAT64, Settings.STANDARD);
    MemorySegment result = arena.allocate(8);
    accumulator.finish(states(accumulator, arena, 1), 0, 1, result, 0);
    double[] out = new double[1];
    Conversions.toDoubles(accumulator.resultType(), result, 0, out, 0, 1);
    return out[0];
  }

  @Test
  void wholeNumbersAreExact() {
    long top = Long.MAX_VALUE;
    assertThat(reduce(Kind.SUM, DType.INT64, top, 1)).isEqualTo(Long.MIN_VALUE);
    assertThat(reduce(Kind.SUM, DType.INT64, (1L << 53) + 1, 0)).isEqualTo((1L << 53) + 1);
    assertThat(reduce(Kind.MAX, DType.UINT64, 5, -1)).isEqualTo(-1);
    assertThat(reduce(Kind.MIN, DType.UINT64, 5, -1)).isEqualTo(5);
    assertThat(reduce(Kind.ARGMAX, DType.UINT64, 5, -1, -1)).isEqualTo(1);
  }

  @Test
  void timesSkipNat() {
    assertThat(reduce(Kind.MEAN, DType.DATETIME, 10, DType.NAT, 13)).isEqualTo(12);
    assertThat(reduce(Kind.MEAN, DType.DATETIME, -3, -4)).isEqualTo(-4);
    assertThat(reduce(Kind.MEAN, DType.DATETIME, DType.NAT)).isEqualTo(DType.NAT);
    assertThat(reduce(Kind.MEAN, DType.TIMEDELTA, Long.MAX_VALUE, Long.MAX_VALUE))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(reduce(Kind.MIN, DType.DATETIME, DType.NAT, 7, 5)).isEqualTo(5);
    assertThat(reduce(Kind.MAX, DType.DATETIME, DType.NAT)).isEqualTo(DType.NAT);
    assertThat(reduce(Kind.SUM, DType.TIMEDELTA, 7, DType.NAT)).isEqualTo(7);
    assertThat(reduce(Kind.COUNT, DType.TIMEDELTA, 7, DType.NAT)).isEqualTo(1);
    assertThat(reduce(Kind.LAST, DType.TIMEDELTA, 7, DType.NAT)).isEqualTo(7);
    assertThat(reduce(Kind.ARGMIN, DType.DATETIME, DType.NAT, 7, 5)).isEqualTo(2);
  }

  private static long reduce(Kind kind, DType dtype, long... values) {
    var accumulator = Accumulator.of(kind, dtype, Settings.STANDARD);
    try (Arena arena = Arena.ofConfined();
        NdArray array = NdArray.of(dtype, Shape.of(values.length), values)) {
      States states = states(accumulator, arena, 1);
      accumulator.run(array.data(), 0, values.length, states, 0, 0);
      MemorySegment result = arena.allocate(8);
      accumulator.finish(states, 0, 1, result, 0);
      return result.get(Layouts.LONG, 0);
    }
  }

  @Test
  void varianceFarFromZeroIsExact() {
    int n = 100_000;
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = 300 + (i % 2) * 0.001f;
    }
    double step = values[1] - (double) values[0];
    var accumulator = Accumulator.of(Kind.VAR, DType.FLOAT32, Settings.STANDARD);
    try (Arena arena = Arena.ofConfined();
        NdArray array = NdArray.of(Shape.of(n), values)) {
      States states = states(accumulator, arena, 1);
      accumulator.rows(array.data(), 0, 1, n, 1, states, 0, 0);
      assertThat(states.get(2, 0) / n).isCloseTo(step * step / 4, within(1e-20));
    }
  }
}
