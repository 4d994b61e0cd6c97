package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;

/// Copies an n-d box of elements from one flat segment to another.
///
/// Offsets and strides count elements; strides may be negative on both sides, and 0 in the source,
/// which repeats an element. Dimensions that lie contiguous on both sides are merged, rows are
/// copied as memory where they can be, and transposes go tile by tile so that both sides stay in
/// cache. Thread-safe; source and target must not overlap.
public final class StridedCopy {
  /// Side of a transposed tile: 32 rows of a cache line each fit any L1.
  private static final int TILE = 32;

  private StridedCopy() {}

  /// Copies the box of lengths `shape` between two places.
  ///
  /// @param itemSize bytes of an element
  /// @param shape the lengths, for both sides; one of 0 copies nothing
  /// @param from where element (0, 0, …) is read, and how far apart elements are there
  /// @param to where it is written
  public static void copy(int itemSize, long[] shape, Place from, Place to) {
    int ndim = shape.length;
    long[] n = new long[ndim + 2];
    long[] s = new long[ndim + 2];
    long[] t = new long[ndim + 2];
    int rank = 0;
    for (int d = 0; d < ndim; d++) {
      if (shape[d] == 0) {
        return;
      }
      if (shape[d] > 1) {
        n[rank] = shape[d];
        s[rank] = from.strides[d];
        t[rank] = to.strides[d];
        rank++;
      }
    }
    sortByTarget(n, s, t, rank);
    rank = merge(n, s, t, rank);
    bringSourceFastToSecondLast(n, s, t, rank);
    while (rank < 2) {
      shiftUp(n, s, t, rank);
      rank++;
    }
    loop(itemSize, rank, new Steps(n, s, t), from, to);
  }

  /// One side of a copy: memory, the element that index (0, 0, …) stands for, and the elements to
  /// step over for one step along each dimension.
  @SuppressWarnings("ArrayRecordComponent") // parameters only, never kept
  public record Place(MemorySegment segment, long offset, long... strides) {}

  @SuppressWarnings("ArrayRecordComponent") // lives for one copy
  private record Steps(long[] length, long[] source, long[] target) {}

  /// Orders dimensions by the target's stride, longest first, so that writes run forward.
  private static void sortByTarget(long[] n, long[] s, long[] t, int rank) {
    for (int d = 1; d < rank; d++) {
      for (int e = d; e > 0 && Math.abs(t[e]) > Math.abs(t[e - 1]); e--) {
        swap(n, e, e - 1);
        swap(s, e, e - 1);
        swap(t, e, e - 1);
      }
    }
  }

  /// Merges a dimension with the next where both sides step over exactly the next one's extent.
  private static int merge(long[] n, long[] s, long[] t, int rank) {
    int kept = 0;
    for (int d = 1; d < rank; d++) {
      if (s[kept] == s[d] * n[d] && t[kept] == t[d] * n[d]) {
        n[kept] *= n[d];
        s[kept] = s[d];
        t[kept] = t[d];
      } else {
        kept++;
        n[kept] = n[d];
        s[kept] = s[d];
        t[kept] = t[d];
      }
    }
    return rank == 0 ? 0 : kept + 1;
  }

  /// Puts the dimension along which the source is contiguous beside the target's, to be tiled.
  private static void bringSourceFastToSecondLast(long[] n, long[] s, long[] t, int rank) {
    int fast = rank - 1;
    for (int d = 0; d < rank - 1; d++) {
      if (s[d] != 0 && (s[fast] == 0 || Math.abs(s[d]) < Math.abs(s[fast]))) {
        fast = d;
      }
    }
    if (rank > 2 && s[rank - 1] != 0 && fast != rank - 1) {
      for (int d = fast; d < rank - 2; d++) {
        swap(n, d, d + 1);
        swap(s, d, d + 1);
        swap(t, d, d + 1);
      }
    }
  }

  private static void shiftUp(long[] n, long[] s, long[] t, int rank) {
    for (int d = rank; d > 0; d--) {
      n[d] = n[d - 1];
      s[d] = s[d - 1];
      t[d] = t[d - 1];
    }
    n[0] = 1;
    s[0] = 0;
    t[0] = 0;
  }

  private static void swap(long[] a, int i, int j) {
    long kept = a[i];
    a[i] = a[j];
    a[j] = kept;
  }

  /// Counts through all but the last two dimensions.
  private static void loop(int itemSize, int rank, Steps steps, Place from, Place to) {
    long[] index = new long[rank];
    long source = from.offset;
    long target = to.offset;
    while (true) {
      plane(itemSize, rank, steps, from.segment, source, to.segment, target);
      int d = rank - 3;
      while (d >= 0) {
        source += steps.source[d];
        target += steps.target[d];
        if (++index[d] < steps.length[d]) {
          break;
        }
        source -= steps.source[d] * steps.length[d];
        target -= steps.target[d] * steps.length[d];
        index[d] = 0;
        d--;
      }
      if (d < 0) {
        return;
      }
    }
  }

  private static void plane(
      int itemSize,
      int rank,
      Steps steps,
      MemorySegment x,
      long source,
      MemorySegment y,
      long target) {
    long rows = steps.length[rank - 2];
    long n = steps.length[rank - 1];
    long s0 = steps.source[rank - 2];
    long s1 = steps.source[rank - 1];
    long t0 = steps.target[rank - 2];
    long t1 = steps.target[rank - 1];
    if (s1 == 1 && t1 == 1 && n * itemSize >= 32) {
      for (long r = 0; r < rows; r++) {
        MemorySegment.copy(
            x, (source + r * s0) * itemSize, y, (target + r * t0) * itemSize, n * itemSize);
      }
      return;
    }
    boolean crossing = Math.abs(s0) < Math.abs(s1) && rows > 1 && s0 != 0;
    long tileRows = crossing ? TILE : rows;
    long tileColumns = crossing ? TILE : n;
    for (long r = 0; r < rows; r += tileRows) {
      long m = Math.min(tileRows, rows - r);
      for (long c = 0; c < n; c += tileColumns) {
        long k = Math.min(tileColumns, n - c);
        long a = source + r * s0 + c * s1;
        long b = target + r * t0 + c * t1;
        switch (itemSize) {
          case 1 -> tile1(x, a, s0, s1, y, b, t0, t1, m, k);
          case 2 -> tile2(x, a, s0, s1, y, b, t0, t1, m, k);
          case 4 -> tile4(x, a, s0, s1, y, b, t0, t1, m, k);
          case 8 -> tile8(x, a, s0, s1, y, b, t0, t1, m, k);
          default -> tile(itemSize, x, a, s0, s1, y, b, t0, t1, m, k);
        }
      }
    }
  }

  private static void tile1(
      MemorySegment x,
      long a,
      long s0,
      long s1,
      MemorySegment y,
      long b,
      long t0,
      long t1,
      long rows,
      long n) {
    for (long r = 0; r < rows; r++) {
      for (long i = 0; i < n; i++) {
        y.set(Layouts.BYTE, b + r * t0 + i * t1, x.get(Layouts.BYTE, a + r * s0 + i * s1));
      }
    }
  }

  private static void tile2(
      MemorySegment x,
      long a,
      long s0,
      long s1,
      MemorySegment y,
      long b,
      long t0,
      long t1,
      long rows,
      long n) {
    for (long r = 0; r < rows; r++) {
      for (long i = 0; i < n; i++) {
        y.set(
            Layouts.SHORT,
            (b + r * t0 + i * t1) * 2,
            x.get(Layouts.SHORT, (a + r * s0 + i * s1) * 2));
      }
    }
  }

  private static void tile4(
      MemorySegment x,
      long a,
      long s0,
      long s1,
      MemorySegment y,
      long b,
      long t0,
      long t1,
      long rows,
      long n) {
    for (long r = 0; r < rows; r++) {
      for (long i = 0; i < n; i++) {
        y.set(
            Layouts.INT, (b + r * t0 + i * t1) * 4, x.get(Layouts.INT, (a + r * s0 + i * s1) * 4));
      }
    }
  }

  private static void tile8(
      MemorySegment x,
      long a,
      long s0,
      long s1,
      MemorySegment y,
      long b,
      long t0,
      long t1,
      long rows,
      long n) {
    for (long r = 0; r < rows; r++) {
      for (long i = 0; i < n; i++) {
        y.set(
            Layouts.LONG,
            (b + r * t0 + i * t1) * 8,
            x.get(Layouts.LONG, (a + r * s0 + i * s1) * 8));
      }
    }
  }

  private static void tile(
      int itemSize,
      MemorySegment x,
      long a,
      long s0,
      long s1,
      MemorySegment y,
      long b,
      long t0,
      long t1,
      long rows,
      long n) {
    for (long r = 0; r < rows; r++) {
      for (long i = 0; i < n; i++) {
        long source = (a + r * s0 + i * s1) * itemSize;
        MemorySegment.copy(x, source, y, (b + r * t0 + i * t1) * itemSize, itemSize);
      }
    }
  }
}
