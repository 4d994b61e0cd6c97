package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.kernel.Lines;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Sorts lines of an array one by one, stably: a merge sort of keys and places in the pool's
/// memory. Missing values come last. For one thread.
final class SortedLines implements AutoCloseable {
  /// Elements of a strip of neighbouring lines that are read together.
  private static final int STRIP = 1 << 14;

  /// Values that are sorted by insertion.
  private static final int RUN = 16;

  /// Values that are merged before the thread asks whether it is to stop.
  private static final int POLL = 1 << 16;

  /// The key of what is missing, NaN or NaT.
  private static final long MISSING = Long.MAX_VALUE;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  private final Lines lines;
  private final int rows;
  private final int columns;
  private final Lease lease;
  private final MemorySegment strip;
  private final MemorySegment spareKeys;
  private final MemorySegment[] places = new MemorySegment[2];
  private final double[] doubles;
  private final long[] longs;
  private MemorySegment sorted;
  private MemorySegment order;

  /// Takes each line when it is sorted.
  interface Line {
    void take(SortedLines sorted, long outer, long column);
  }

  /// Sorts each of `lines`, of numbers or times, and hands it to `line`.
  static void each(Lines lines, Line line) {
    try (var sorted = new SortedLines(lines)) {
      for (long outer = 0; outer < lines.outer(); outer++) {
        for (long column = 0; column < lines.inner(); column += sorted.columns) {
          int n = (int) Math.min(sorted.columns, lines.inner() - column);
          sorted.read(outer, column, n);
          for (int k = 0; k < n; k++) {
            sorted.sort(k);
            line.take(sorted, outer, column + k);
          }
        }
      }
    }
  }

  private SortedLines(Lines lines) {
    this.lines = lines;
    rows = Math.toIntExact(lines.length());
    columns = lines.columns(rows, STRIP);
    boolean floating = lines.dtype().isFloating();
    int some = Math.max(columns, Math.min(STRIP, rows * columns));
    doubles = new double[floating ? some : 0];
    longs = new long[floating ? 0 : some];
    long keyBytes = (long) rows * Long.BYTES;
    long placeBytes = (long) rows * Integer.BYTES;
    lease = MemoryPool.process().lease(keyBytes * (columns + 1) + 2 * placeBytes);
    MemorySegment memory = lease.segment();
    strip = memory.asSlice(0, keyBytes * columns);
    spareKeys = memory.asSlice(keyBytes * columns, keyBytes);
    places[0] = memory.asSlice(keyBytes * (columns + 1), placeBytes);
    places[1] = memory.asSlice(keyBytes * (columns + 1) + placeBytes, placeBytes);
    sorted = strip;
    order = places[0];
  }

  /// Values of a line.
  int length() {
    return rows;
  }

  /// Reads `n` lines, from `column` on.
  private void read(long outer, long column, int n) {
    int step = Math.max(1, STRIP / n);
    for (int row = 0; row < rows; row += step) {
      AmasiaException.Cancelled.ifInterrupted();
      int some = Math.min(step, rows - row);
      keys(outer, row, some, column, n);
    }
  }

  private void keys(long outer, int row, int some, long column, int n) {
    boolean floating = lines.dtype().isFloating();
    if (floating) {
      lines.read(outer, row, some, column, n, doubles, 0);
    } else {
      lines.read(outer, row, some, column, n, longs, 0);
    }
    for (int k = 0; k < n; k++) {
      for (int r = 0; r < some; r++) {
        int at = r * n + k;
        long key = floating ? key(doubles[at]) : key(longs[at]);
        strip.setAtIndex(LONG, (long) k * rows + row + r, key);
      }
    }
  }

  private static long key(double value) {
    return Double.isNaN(value) ? MISSING : OrderedBits.of(value) ^ Long.MIN_VALUE;
  }

  private long key(long value) {
    if (lines.dtype().isTime()) {
      return value == DType.NAT ? MISSING : value - 1;
    }
    return lines.dtype() == DType.UINT64 ? value ^ Long.MIN_VALUE : value;
  }

  /// Sorts the line that was read as number `k`.
  private void sort(int k) {
    MemorySegment keys = strip.asSlice((long) k * rows * Long.BYTES, (long) rows * Long.BYTES);
    MemorySegment spare = spareKeys;
    MemorySegment at = places[0];
    MemorySegment spareAt = places[1];
    for (int from = 0; from < rows; from += RUN) {
      poll(from);
      insert(keys, at, from, Math.min(rows, from + RUN));
    }
    for (long length = RUN; length < rows; length *= 2) {
      for (long from = 0; from < rows; from += 2 * length) {
        long middle = Math.min(rows, from + length);
        merge(keys, at, spare, spareAt, from, middle, Math.min(rows, middle + length));
      }
      MemorySegment k2 = keys;
      keys = spare;
      spare = k2;
      MemorySegment at2 = at;
      at = spareAt;
      spareAt = at2;
    }
    sorted = keys;
    order = at;
  }

  private static void insert(MemorySegment keys, MemorySegment at, int from, int end) {
    for (int i = from; i < end; i++) {
      long key = keys.getAtIndex(LONG, i);
      int j = i;
      while (j > from && keys.getAtIndex(LONG, j - 1) > key) {
        keys.setAtIndex(LONG, j, keys.getAtIndex(LONG, j - 1));
        at.setAtIndex(INT, j, at.getAtIndex(INT, j - 1));
        j--;
      }
      keys.setAtIndex(LONG, j, key);
      at.setAtIndex(INT, j, i);
    }
  }

  /// Merges `from … middle - 1` and `middle … end - 1` of `keys` into `into`.
  private static void merge(
      MemorySegment keys,
      MemorySegment at,
      MemorySegment into,
      MemorySegment atInto,
      long from,
      long middle,
      long end) {
    long i = from;
    long j = middle;
    for (long k = from; k < end; k++) {
      poll(k);
      boolean left =
          i < middle && (j == end || keys.getAtIndex(LONG, i) <= keys.getAtIndex(LONG, j));
      long next = left ? i++ : j++;
      into.setAtIndex(LONG, k, keys.getAtIndex(LONG, next));
      atInto.setAtIndex(INT, k, at.getAtIndex(INT, next));
    }
  }

  /// Asks now and then, as `i` is counted up, whether the thread is to stop.
  private static void poll(long i) {
    if (i % POLL == 0) {
      AmasiaException.Cancelled.ifInterrupted();
    }
  }

  /// The place along the line of the value that is at `i` in order.
  int place(int i) {
    poll(i);
    return order.getAtIndex(INT, i);
  }

  /// How many of the sorted line are not missing.
  int present() {
    int n = rows;
    while (lines.dtype().isFloating() && n > 0 && sorted.getAtIndex(LONG, n - 1) == MISSING) {
      n--;
    }
    return n;
  }

  /// Whether the values at `i` and `j` of the sorted line are equal.
  boolean isTie(int i, int j) {
    return sorted.getAtIndex(LONG, i) == sorted.getAtIndex(LONG, j);
  }

  @Override
  public void close() {
    lease.close();
  }
}
