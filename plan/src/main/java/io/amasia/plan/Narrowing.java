package io.amasia.plan;

import io.amasia.array.DType;
import io.amasia.plan.Stage.Output;
import java.util.Optional;

/// How a median or quantile is found of more values than fit beside each other: its tasks go over
/// their values several times, and each time count them by the next few bits of those that begin
/// like the one that is sought. Exact, as a radix sort is; what is held is a table of counts.
///
/// Counted are the bits of an unsigned integer that is in the order of the values: those of a
/// `float64`, which also stands for 64-bit integers as it does in other order statistics, or of 32
/// bits where the dtype has no more.
///
/// @param imageBits the bits of that integer
/// @param digitBits how many of them each pass finds
/// @param slots results
public record Narrowing(int imageBits, int digitBits, long slots) {
  /// Bytes of all counts for which digits are as long as they may be.
  private static final long TABLE_BYTES = 4 << 20;

  private static final int MOST_DIGIT_BITS = 16;

  /// The two values that a statistic lies between are sought beside each other.
  private static final int SOUGHT = 2;

  /// What is known of a result: twice a prefix, a rank and how many are alike, the count, whether
  /// one is missing, and the value at the end.
  private static final long KNOWN_BYTES = 8 * Long.BYTES + 1;

  /// A strip of values as integers.
  private static final long STRIP_BYTES = 32 << 10;

  /// How `output` is found by the tasks of `grid`; empty if it is no order statistic, or a task
  /// sees all values of its results.
  public static Optional<Narrowing> of(Output output, TaskGrid grid) {
    return isPossible(output) && grid.parts(StageGrid.wholeAxes(output)) > 1
        ? Optional.of(of(output.node()))
        : Optional.empty();
  }

  /// Whether `output` can be found so: a median or quantile, of all or of groups.
  static boolean isPossible(Output output) {
    return !(output.node().operation() instanceof Operation.ArgSort)
        && !StageGrid.wholeAxes(output).isEmpty();
  }

  private static Narrowing of(Node node) {
    long slots = node.shape().size();
    int bits = MOST_DIGIT_BITS;
    while (bits > 4 && slots * SOUGHT * (Long.BYTES << bits) > TABLE_BYTES) {
      bits /= 2;
    }
    return new Narrowing(imageBits(node.inputs().getFirst().dtype()), bits, slots);
  }

  private static int imageBits(DType dtype) {
    return switch (dtype) {
      case FLOAT64, INT64, UINT64 -> Double.SIZE;
      case FLOAT16, FLOAT32, BOOL, INT8, INT16, INT32, UINT8, UINT16, UINT32 -> Float.SIZE;
      case DATETIME, TIMEDELTA, STRING ->
          throw new IllegalArgumentException("no order statistic of " + dtype);
    };
  }

  /// How many times the tasks go over their values.
  public int passes() {
    return imageBits / digitBits;
  }

  /// Counts of one of the values that a result lies between: one for each digit.
  public int digits() {
    return 1 << digitBits;
  }

  /// Counts of `results` results.
  public long tableLength(long results) {
    return results * SOUGHT * digits();
  }

  /// Where the digit that `pass` finds begins, counted from the lowest bit.
  public int shift(int pass) {
    return imageBits - (pass + 1) * digitBits;
  }

  /// Bytes of the counts of all results.
  long heldBytes() {
    return tableLength(slots) * Long.BYTES;
  }

  /// Bytes of the Java heap for what is known of all results.
  long heldHeapBytes() {
    return KNOWN_BYTES * slots;
  }

  /// Bytes of the Java heap that a task holds for `results` results.
  static long taskHeapBytes(long results) {
    return (Integer.BYTES + 1) * results + STRIP_BYTES;
  }
}
