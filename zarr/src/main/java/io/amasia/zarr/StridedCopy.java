package io.amasia.zarr;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies an n-d block of elements between two memory layouts. Strides and offsets are in elements.
final class StridedCopy {
  private final MemorySegment source;
  private final long[] fromStrides;
  private final MemorySegment target;
  private final long[] toStrides;
  private final int itemSize;

  /// A copy from `source` to `target`.
  ///
  /// @param fromStrides elements to step over in the source for one step along each dimension
  /// @param toStrides the same in the target
  /// @param itemSize bytes an element: 1, 2, 4 or 8
  StridedCopy(
      MemorySegment source,
      long[] fromStrides,
      MemorySegment target,
      long[] toStrides,
      int itemSize) {
    this.source = source;
    this.fromStrides = fromStrides;
    this.target = target;
    this.toStrides = toStrides;
    this.itemSize = itemSize;
  }

  /// Copies the block of `lengths` from element `from` of the source to element `to` of the target.
  void run(long from, long to, long[] lengths) {
    for (long length : lengths) {
      if (length == 0) {
        return;
      }
    }
    int outer = lengths.length;
    long run = 1;
    // dimensions that are contiguous on both sides are copied as one
    while (outer > 0 && fromStrides[outer - 1] == run && toStrides[outer - 1] == run) {
      run *= lengths[--outer];
    }
    if (run > 1 || outer == 0) {
      copy(0, outer, from, to, lengths, run);
    } else {
      copy(0, outer - 1, from, to, lengths, 0);
    }
  }

  private void copy(int d, int outer, long f, long t, long[] lengths, long run) {
    if (d < outer) {
      for (long i = 0; i < lengths[d]; i++) {
        copy(d + 1, outer, f + i * fromStrides[d], t + i * toStrides[d], lengths, run);
      }
    } else if (run > 0) {
      MemorySegment.copy(source, f * itemSize, target, t * itemSize, run * itemSize);
    } else {
      column(f, fromStrides[d], t, toStrides[d], lengths[d]);
    }
  }

  private void column(long f, long fStep, long t, long tStep, long count) {
    switch (itemSize) {
      case 1 -> {
        for (long i = 0; i < count; i++) {
          byte value = source.get(ValueLayout.JAVA_BYTE, f + i * fStep);
          target.set(ValueLayout.JAVA_BYTE, t + i * tStep, value);
        }
      }
      case 2 -> {
        for (long i = 0; i < count; i++) {
          short value = source.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, f + i * fStep);
          target.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, t + i * tStep, value);
        }
      }
      case 4 -> {
        for (long i = 0; i < count; i++) {
          int value = source.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, f + i * fStep);
          target.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, t + i * tStep, value);
        }
      }
      default -> {
        for (long i = 0; i < count; i++) {
          long value = source.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, f + i * fStep);
          target.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, t + i * tStep, value);
        }
      }
    }
  }

  /// Reverses the bytes of each of the elements in `data`.
  static void swapBytes(MemorySegment data, int itemSize) {
    long count = data.byteSize() / itemSize;
    switch (itemSize) {
      case 2 -> {
        for (long i = 0; i < count; i++) {
          short value = data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i);
          data.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i, Short.reverseBytes(value));
        }
      }
      case 4 -> {
        for (long i = 0; i < count; i++) {
          int value = data.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i);
          data.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i, Integer.reverseBytes(value));
        }
      }
      case 8 -> {
        for (long i = 0; i < count; i++) {
          long value = data.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i);
          data.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i, Long.reverseBytes(value));
        }
      }
      default -> {
        // a single byte has no order
      }
    }
  }
}
