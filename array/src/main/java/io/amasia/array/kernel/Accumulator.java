package io.amasia.array.kernel;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.ResultType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A reduction at work: takes elements into [States], merges states, writes results.
///
/// The same calls in the same order on the same elements give the same bits, whatever the CPU: a
/// run is summed in [Lanes], rows one after the other, in double; whole numbers exactly, wrapping
/// at 64 bits. Missing values (NaN, NaT) are left out with `skipna`, else they spread. An
/// accumulator has scratch memory of its own: use one per task, by one thread at a time. States may
/// be shared between accumulators of equal kind, dtype and settings.
///
/// Order: `position` is the index, along what is reduced, of the first element given. Only
/// [Kind#FIRST], [Kind#LAST], [Kind#ARGMIN] and [Kind#ARGMAX] look at it; ties go to the lowest.
public abstract sealed class Accumulator
    permits SumAccumulator,
        VarianceAccumulator,
        ExtremeAccumulator,
        CountAccumulator,
        TruthAccumulator,
        PositionAccumulator,
        PickAccumulator,
        WholeAccumulator,
        TimeMeanAccumulator {
  /// The statistics.
  public enum Kind {
    SUM,
    PROD,
    MEAN,
    VAR,
    STD,
    MIN,
    MAX,
    COUNT,
    ANY,
    ALL,
    ARGMIN,
    ARGMAX,
    FIRST,
    LAST
  }

  /// How missing values and small numbers of elements are treated.
  ///
  /// @param skipna whether missing values are left out
  /// @param ddof what is taken off the divisor of variance and standard deviation; where nothing
  ///   positive is left the result is NaN
  /// @param minCount float sums and products of fewer non-missing values are NaN; 0 for no such
  ///   rule
  public record Settings(boolean skipna, int ddof, long minCount) {
    /// Missing values left out, ddof 0, no least number.
    public static final Settings STANDARD = new Settings(true, 0, 0);
  }

  /// Columns that are taken at a time: their states stay in the nearest cache.
  static final int STRIP = 1024;

  final DType dtype;
  final DType resultType;
  final Settings settings;

  Accumulator(DType dtype, DType resultType, Settings settings) {
    this.dtype = dtype;
    this.resultType = resultType;
    this.settings = settings;
  }

  /// A new accumulator for elements of `dtype`.
  ///
  /// @throws AmasiaException.Unsupported if the statistic is not defined for them
  public static Accumulator of(Kind kind, DType dtype, Settings settings) {
    return of(kind, dtype, ResultType.of(statistic(kind), dtype), settings);
  }

  /// The same with results of another dtype: since sums are in double, that of `float64` elements
  /// takes `float32` ones as they are.
  public static Accumulator of(Kind kind, DType dtype, DType result, Settings settings) {
    boolean whole = dtype.isInteger() || dtype == DType.BOOL || dtype.isTime();
    return switch (kind) {
      case SUM, PROD ->
          whole
              ? new WholeAccumulator(kind, dtype, result, settings)
              : new SumAccumulator(kind, dtype, result, settings);
      case MEAN ->
          dtype.isTime()
              ? new TimeMeanAccumulator(dtype, settings)
              : new SumAccumulator(kind, dtype, result, settings);
      case VAR, STD -> new VarianceAccumulator(kind, dtype, result, settings);
      case MIN, MAX ->
          whole
              ? new WholeAccumulator(kind, dtype, result, settings)
              : new ExtremeAccumulator(kind == Kind.MAX, dtype, settings);
      case COUNT -> new CountAccumulator(dtype, settings);
      case ANY, ALL -> new TruthAccumulator(kind == Kind.ALL, dtype, settings);
      case ARGMIN, ARGMAX -> new PositionAccumulator(kind == Kind.ARGMAX, dtype, settings);
      case FIRST, LAST -> {
        if (dtype == DType.STRING) {
          throw new AmasiaException.Unsupported("first and last of text can't be reduced");
        }
        yield new PickAccumulator(kind == Kind.LAST, dtype, settings);
      }
    };
  }

  /// Writes the counts that the states of a sum or mean of floats hold, or those of a variance.
  ///
  /// @param squares whether the states are of a variance
  public static Accumulator counting(boolean squares, DType dtype) {
    return squares
        ? new VarianceAccumulator(Kind.COUNT, dtype, DType.INT64, Settings.STANDARD)
        : new SumAccumulator(Kind.COUNT, dtype, DType.INT64, Settings.STANDARD);
  }

  private static ResultType.Statistic statistic(Kind kind) {
    return switch (kind) {
      case SUM -> ResultType.Statistic.SUM;
      case PROD -> ResultType.Statistic.PROD;
      case MEAN -> ResultType.Statistic.MEAN;
      case VAR, STD -> ResultType.Statistic.VARIANCE;
      case MIN, MAX -> ResultType.Statistic.EXTREME;
      case COUNT -> ResultType.Statistic.COUNT;
      case ANY, ALL -> ResultType.Statistic.TRUTH;
      case ARGMIN, ARGMAX -> ResultType.Statistic.POSITION;
      case FIRST, LAST -> ResultType.Statistic.PICK;
    };
  }

  /// The dtype of what [#finish] writes.
  public final DType resultType() {
    return resultType;
  }

  /// The number of 8-byte values that one accumulator's state takes.
  public abstract int fields();

  /// The bytes that a block of `capacity` accumulators takes.
  public final long stateBytes(long capacity) {
    return Math.multiplyExact(capacity, 8L * fields());
  }

  /// Makes accumulators `j … j + n - 1` hold nothing.
  public abstract void start(States states, long j, long n);

  /// Takes `n` contiguous elements of `x`, from element `first` on, into accumulator `j`.
  public abstract void run(
      MemorySegment x, long first, long n, States states, long j, long position);

  /// Takes `runs` runs of `n` elements, `runStride` elements apart, each into the next accumulator:
  /// a reduction along the fastest axis.
  public final void runs(
      MemorySegment x,
      long first,
      long runStride,
      long runs,
      long n,
      States states,
      long j,
      long position) {
    for (long r = 0; r < runs; r++) {
      run(x, first + r * runStride, n, states, j + r, position);
    }
  }

  /// Takes `rows` rows of `n` elements, `rowStride` elements apart; element `i` of each goes into
  /// accumulator `j + i`: a reduction along a slower axis. Row `r` has position `position + r`.
  public final void rows(
      MemorySegment x,
      long first,
      long rowStride,
      long rows,
      long n,
      States states,
      long j,
      long position) {
    for (long i = 0; i < n; i += STRIP) {
      block(x, first + i, rowStride, rows, Math.min(STRIP, n - i), states, j + i, position);
    }
  }

  /// [#rows] of at most [#STRIP] columns.
  void block(
      MemorySegment x,
      long first,
      long rowStride,
      long rows,
      long n,
      States states,
      long j,
      long position) {
    for (long r = 0; r < rows; r++) {
      row(x, first + r * rowStride, n, states, j, position + r);
    }
  }

  /// Takes at most [#STRIP] elements, each into the next accumulator.
  abstract void row(MemorySegment x, long first, long n, States states, long j, long position);

  /// Merges accumulators `k … k + n - 1` of `from` into `j … j + n - 1` of `into`. Merge in the
  /// order of the elements, else sums differ by rounding.
  public abstract void combine(States into, long j, States from, long k, long n);

  /// Writes the results of accumulators `j … j + n - 1` as [#resultType] elements from `outFirst`
  /// on.
  ///
  /// Of nothing: sums are 0, products 1, counts 0, `any` false, `all` true, all else NaN or NaT.
  ///
  /// @throws AmasiaException.Label if there is no such result: a least or first element of no whole
  ///   numbers, the position of an extreme among nothing
  public abstract void finish(States states, long j, long n, MemorySegment out, long outFirst);

  /// Off-heap room for `doubles` values that lives as long as its user.
  static MemorySegment scratch(int doubles) {
    return Arena.ofAuto().allocate(doubles * 8L, 64);
  }

  /// Room on the heap for a strip of `n` values at most.
  static double[] strip(long n) {
    return new double[(int) Math.min(n, STRIP)];
  }

  /// Writes `n` results as [#resultType]; every NaN is written as the same bits.
  final void put(double[] results, int n, MemorySegment out, long first) {
    for (int i = 0; i < n; i++) {
      results[i] = !Double.isNaN(results[i]) ? results[i] : Double.NaN;
    }
    Strips.fromDoubles(results, 0, resultType, out, first, n);
  }

  static AmasiaException.Label nothing(String what) {
    return new AmasiaException.Label(
        what + " of no values is not defined; drop empty groups first");
  }
}
