package io.amasia.plan.engine;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Copies elements between arrays where each side lists its element offsets along each dimension.
///
/// One loop serves slices, strides, reversed and listed positions, transposes and concatenation.
/// Runs that are contiguous on both sides are copied as memory.
final class Copier {
  private Copier() {}

  /// A side of a copy: the array, the offset of its first element, and for each dimension the
  /// offsets of the positions relative to it.
  static final class Side {
    private final NdArray array;
    private final long first;
    private final List<long[]> offsets;

    Side(NdArray array, long first, List<long[]> offsets) {
      this.array = array;
      this.first = first;
      this.offsets = offsets;
    }
  }

  /// All of a block.
  static Side side(Block block) {
    var offsets = new ArrayList<long[]>();
    for (int d = 0; d < block.shape().ndim(); d++) {
      offsets.add(block.offsets(d));
    }
    return new Side(block.array(), block.offset(), offsets);
  }

  /// Copies every combination of positions from one side to the other. Not for text.
  static void copy(Side from, Side to) {
    int ndim = from.offsets.size();
    long[][] f = from.offsets.toArray(long[][]::new);
    long[][] t = to.offsets.toArray(long[][]::new);
    for (long[] offsets : f) {
      if (offsets.length == 0) {
        return;
      }
    }
    // The last dimensions that lie the same way and without gaps on both sides are one run.
    int split = ndim;
    long run = 1;
    while (split > 0 && steps(f[split - 1], run) && steps(t[split - 1], run)) {
      split--;
      run *= f[split].length;
    }
    int itemSize = from.array.dtype().itemSize();
    int[] index = new int[split];
    while (true) {
      long a = from.first;
      long b = to.first;
      for (int d = 0; d < split; d++) {
        a += f[d][index[d]];
        b += t[d][index[d]];
      }
      if (run > 1 || split == 0) {
        MemorySegment.copy(
            from.array.data(), a * itemSize, to.array.data(), b * itemSize, run * itemSize);
        if (!advance(index, f, split)) {
          return;
        }
      } else {
        a -= f[split - 1][index[split - 1]];
        b -= t[split - 1][index[split - 1]];
        elements(itemSize, from.array.data(), a, f[split - 1], to.array.data(), b, t[split - 1]);
        if (!advance(index, f, split - 1)) {
          return;
        }
      }
    }
  }

  private static boolean steps(long[] offsets, long step) {
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] != i * step) {
        return false;
      }
    }
    return true;
  }

  private static boolean advance(int[] index, long[][] offsets, int ndim) {
    for (int d = ndim - 1; d >= 0; d--) {
      if (++index[d] < offsets[d].length) {
        return true;
      }
      index[d] = 0;
    }
    return false;
  }

  private static void elements(
      int itemSize, MemorySegment from, long a, long[] f, MemorySegment to, long b, long[] t) {
    switch (itemSize) {
      case 1 -> {
        for (int i = 0; i < f.length; i++) {
          to.set(ValueLayout.JAVA_BYTE, b + t[i], from.get(ValueLayout.JAVA_BYTE, a + f[i]));
        }
      }
      case 2 -> {
        for (int i = 0; i < f.length; i++) {
          short value = from.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, a + f[i]);
          to.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, b + t[i], value);
        }
      }
      case 4 -> {
        for (int i = 0; i < f.length; i++) {
          int value = from.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, a + f[i]);
          to.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, b + t[i], value);
        }
      }
      default -> {
        for (int i = 0; i < f.length; i++) {
          long value = from.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, a + f[i]);
          to.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, b + t[i], value);
        }
      }
    }
  }

  /// A new dense array with the values of `block`.
  static NdArray dense(Block block) {
    if (block.array().dtype() == DType.STRING) {
      return NdArray.of(block.shape(), texts(block));
    }
    NdArray copy = NdArray.allocate(block.array().dtype(), block.shape());
    try {
      copy(side(block), side(Block.of(copy)));
      return copy;
    } catch (Throwable e) {
      copy.close();
      throw e;
    }
  }

  /// The texts of `block` in C order.
  static List<String> texts(Block block) {
    var texts = new ArrayList<String>();
    long[] strides = block.strides();
    long[] index = new long[strides.length];
    long n = block.shape().size();
    for (long i = 0; i < n; i++) {
      long at = block.offset();
      for (int d = 0; d < index.length; d++) {
        at += index[d] * strides[d];
      }
      texts.add(block.array().getString(at));
      for (int d = index.length - 1; d >= 0; d--) {
        if (++index[d] < block.shape().size(d)) {
          break;
        }
        index[d] = 0;
      }
    }
    return texts;
  }

  /// Text side by side copies: sets `to[…]` from the texts of `from`.
  static void copyTexts(Side from, String[] to, long first, List<long[]> offsets) {
    int ndim = offsets.size();
    long[][] f = from.offsets.toArray(long[][]::new);
    if (Arrays.stream(f).anyMatch(o -> o.length == 0)) {
      return;
    }
    int[] index = new int[ndim];
    do {
      long a = from.first;
      long b = first;
      for (int d = 0; d < ndim; d++) {
        a += f[d][index[d]];
        b += offsets.get(d)[index[d]];
      }
      to[(int) b] = from.array.getString(a);
    } while (advance(index, f, ndim));
  }
}
