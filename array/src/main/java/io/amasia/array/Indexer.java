package io.amasia.array;

import java.util.Arrays;

/// Which positions of one dimension are taken, in which order.
public sealed interface Indexer {
  /// The number of positions taken.
  long count();

  /// The source position of the `i`-th one taken.
  long at(long i);

  /// Positions `start, start + step, …`, `count` of them; `step` may be negative, never 0.
  record Range(long start, long count, long step) implements Indexer {
    public Range {
      if (step == 0 || count < 0 || start < 0) {
        throw new IllegalArgumentException("range " + start + ", " + count + ", " + step);
      }
    }

    /// The contiguous positions from `start`.
    public static Range of(long start, long count) {
      return new Range(start, count, 1);
    }

    @Override
    public long at(long i) {
      return start + i * step;
    }
  }

  /// Listed positions, in any order, repeats allowed.
  final class Points implements Indexer {
    private final long[] positions;

    public Points(long... positions) {
      this.positions = positions.clone();
    }

    @Override
    public long count() {
      return positions.length;
    }

    @Override
    public long at(long i) {
      return positions[(int) i];
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Points that && Arrays.equals(positions, that.positions);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(positions);
    }

    @Override
    public String toString() {
      return "Points[" + positions.length + "]";
    }
  }
}
