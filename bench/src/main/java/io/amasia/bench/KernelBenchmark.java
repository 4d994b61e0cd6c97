package io.amasia.bench;

import io.amasia.array.DType;
import io.amasia.array.kernel.Accumulator;
import io.amasia.array.kernel.Accumulator.Kind;
import io.amasia.array.kernel.Accumulator.Settings;
import io.amasia.array.kernel.Conversions;
import io.amasia.array.kernel.States;
import io.amasia.array.kernel.StridedCopy;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How many bytes a second the kernels take, in cache (1 MiB) and out of it (64 MiB).
///
/// Run by `main` of JMH with `-foe true`; each operation reads all of the input once, so bytes per
/// second are the size by the time.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED"})
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class KernelBenchmark {
  private static final int COLUMNS = 4096;

  /// Bytes of `float32` input.
  @Param({"1048576", "67108864"})
  public int bytes;

  private long n;
  private MemorySegment x;
  private MemorySegment out;
  private States states;
  private Accumulator mean;
  private Accumulator least;
  private Accumulator variance;

  /// Fills the input with values of which one in a hundred is NaN.
  @Setup
  public void fill() {
    n = bytes / 4;
    x = Arena.ofAuto().allocate(bytes, 64);
    out = Arena.ofAuto().allocate(2L * bytes, 64);
    var random = new SplittableRandom(1);
    for (long i = 0; i < n; i++) {
      float value = random.nextInt(100) == 0 ? Float.NaN : (float) random.nextDouble(200, 300);
      x.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
    }
    mean = Accumulator.of(Kind.MEAN, DType.FLOAT32, Settings.STANDARD);
    least = Accumulator.of(Kind.MIN, DType.FLOAT32, Settings.STANDARD);
    variance = Accumulator.of(Kind.VAR, DType.FLOAT32, Settings.STANDARD);
    states = new States(Arena.ofAuto().allocate(variance.stateBytes(COLUMNS), 64), COLUMNS);
  }

  /// One NaN-skipping mean of all.
  @Benchmark
  public double meanOfRun() {
    return run(mean);
  }

  /// One NaN-skipping minimum of all.
  @Benchmark
  public double minimumOfRun() {
    return run(least);
  }

  /// One NaN-skipping variance of all, in two passes.
  @Benchmark
  public double varianceOfRun() {
    return run(variance);
  }

  private double run(Accumulator accumulator) {
    accumulator.start(states, 0, 1);
    accumulator.run(x, 0, n, states, 0, 0);
    return states.segment().get(ValueLayout.JAVA_DOUBLE, 0);
  }

  /// NaN-skipping means of 4096 columns.
  @Benchmark
  public double meanOfColumns() {
    mean.start(states, 0, COLUMNS);
    mean.rows(x, 0, COLUMNS, n / COLUMNS, COLUMNS, states, 0, 0);
    return states.segment().get(ValueLayout.JAVA_DOUBLE, 0);
  }

  /// NaN-skipping variances of 4096 columns.
  @Benchmark
  public double varianceOfColumns() {
    variance.start(states, 0, COLUMNS);
    variance.rows(x, 0, COLUMNS, n / COLUMNS, COLUMNS, states, 0, 0);
    return states.segment().get(ValueLayout.JAVA_DOUBLE, 0);
  }

  /// `float32` to `float64`.
  @Benchmark
  public void widen() {
    Conversions.convert(DType.FLOAT32, x, 0, DType.FLOAT64, out, 0, n);
  }

  /// `int16` to `float32`; the input is read as shorts.
  @Benchmark
  public void unpack() {
    Conversions.convert(DType.INT16, x, 0, DType.FLOAT32, out, 0, n * 2);
  }

  /// Byte order of 4-byte items.
  @Benchmark
  public void swapBytes() {
    Conversions.swapBytes(4, x, 0, out, 0, n);
  }

  /// A matrix of 4096 columns, transposed.
  @Benchmark
  public void transpose() {
    long rows = n / COLUMNS;
    StridedCopy.copy(
        4,
        new long[] {COLUMNS, rows},
        new StridedCopy.Place(x, 0, 1, COLUMNS),
        new StridedCopy.Place(out, 0, rows, 1));
  }
}
