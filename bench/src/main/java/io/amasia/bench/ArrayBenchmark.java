package io.amasia.bench;

import io.amasia.array.Calendar;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Ufuncs;
import io.amasia.dataset.Variable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/// What part of the memory's rate do whole computations reach on an array in memory?
///
/// `streamRead` and `streamCopy` are the figures to hold the others against, on all cores as these
/// are: bytes of the input (64 MiB for each array) by time; a copy moves twice as many. Run by
/// `main` of JMH with `-foe true`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class ArrayBenchmark {
  private static final int TIMES = 512;
  private static final int LATITUDES = 128;
  private static final int LONGITUDES = 256;
  private static final long BYTES = 4L * TIMES * LATITUDES * LONGITUDES;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /// Of a hundred values, how many are NaN.
  @Param({"0", "1"})
  public int missing;

  private MemorySegment from;
  private MemorySegment to;
  private DataArray u;
  private DataArray v;
  private DataArray areas;

  /// Fills two arrays [time, lat, lon] of `float32`, and two of bytes for the stream.
  @Setup
  public void fill() {
    from = Arena.ofAuto().allocate(BYTES, 64);
    to = Arena.ofAuto().allocate(BYTES, 64);
    u = field("u", 1);
    v = field("v", 2);
    areas = Ufuncs.abs(u.isel("time", 0)).fillna(1);
  }

  private DataArray field(String name, long seed) {
    var random = new SplittableRandom(seed);
    float[][][] values = new float[TIMES][LATITUDES][LONGITUDES];
    for (float[][] map : values) {
      for (float[] row : map) {
        for (int x = 0; x < LONGITUDES; x++) {
          row[x] = random.nextInt(100) < missing ? Float.NaN : (float) random.nextDouble(1, 30);
        }
      }
    }
    long[] days = new long[TIMES];
    for (int t = 0; t < TIMES; t++) {
      days[t] = Calendar.STANDARD.micros(2001, 1, 1, 12, 0, 0, 0) + t * Calendar.DAY_MICROS;
    }
    var coords = Coordinates.NONE.with("time", Variable.times(Calendar.STANDARD, "time", days));
    return new DataArray(name, Variable.of(List.of("time", "lat", "lon"), values), coords)
        .chunk("time", 32)
        .compute();
  }

  /// One pass that reads.
  @Benchmark
  public long streamRead() {
    return IntStream.range(0, CORES).parallel().mapToLong(this::readPart).sum();
  }

  private long readPart(int core) {
    long first = BYTES / 8 * core / CORES;
    long end = BYTES / 8 * (core + 1) / CORES;
    long sum = 0;
    for (long i = first; i < end; i++) {
      sum += from.getAtIndex(ValueLayout.JAVA_LONG, i);
    }
    return sum;
  }

  /// One pass that reads and writes.
  @Benchmark
  public void streamCopy() {
    long part = BYTES / CORES;
    IntStream.range(0, CORES)
        .parallel()
        .forEach(core -> MemorySegment.copy(from, core * part, to, core * part, part));
  }

  /// The mean of all.
  @Benchmark
  public double mean() {
    return u.mean().item();
  }

  /// The mean over time of each cell.
  @Benchmark
  public double meanOverTime() {
    return last(u.mean("time"));
  }

  /// The mean of each month of the year.
  @Benchmark
  public double meanOfMonths() {
    return last(u.groupBy("time.month").mean());
  }

  /// The variance of each month of the year.
  @Benchmark
  public double varianceOfMonths() {
    return last(u.groupBy("time.month").var());
  }

  /// The mean of each field, weighted by area.
  @Benchmark
  public double weightedMean() {
    return last(u.weighted(areas).mean("lat", "lon"));
  }

  /// The largest mean of 30 days on end.
  @Benchmark
  public double rollingMean() {
    return last(u.rolling("time", 30).mean().max("time"));
  }

  /// The standard deviation of √(u²+v²); two arrays.
  @Benchmark
  public double deviationOfSpeed() {
    return Ufuncs.sqrt(u.times(u).plus(v.times(v))).std().item();
  }

  private static double last(DataArray array) {
    double[] values = array.toDoubles();
    return values[values.length - 1];
  }
}
