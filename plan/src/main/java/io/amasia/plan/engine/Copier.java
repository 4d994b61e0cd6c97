package io.amasia.plan.engine;

import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.kernel.StridedCopy;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Copies elements between blocks: all of them, or those at positions along each dimension.
final class Copier {
  private Copier() {}

  /// Copies all of `from` to `to`, a block of the same shape of an array of its own. Not for text.
  static void copy(Block from, Block to) {
    StridedCopy.copy(
        from.array().dtype().itemSize(), from.shape().toArray(), place(from), place(to));
  }

  private static StridedCopy.Place place(Block block) {
    return new StridedCopy.Place(block.array().data(), block.offset(), block.strides());
  }

  /// Copies every combination of the positions `at` of `from` to that of the positions `places` of
  /// `to`, which are as many. Not for text.
  static void copy(Block from, List<Indexer> at, Block to, List<Indexer> places) {
    boolean listed =
        at.stream().anyMatch(Indexer.Points.class::isInstance)
            || places.stream().anyMatch(Indexer.Points.class::isInstance);
    if (!listed) {
      copy(part(from, at), part(to, places));
    } else if (at.stream().allMatch(indexer -> indexer.count() > 0)) {
      copyListed(from, at, to, places);
    }
  }

  /// The elements of `block` at `ranges`.
  private static Block part(Block block, List<Indexer> ranges) {
    long[] strides = block.strides();
    long[] sizes = new long[strides.length];
    long offset = block.offset();
    for (int d = 0; d < sizes.length; d++) {
      Indexer.Range range = (Indexer.Range) ranges.get(d);
      sizes[d] = range.count();
      offset += range.start() * strides[d];
      strides[d] *= range.step();
    }
    return new Block(block.array(), offset, Shape.of(sizes), strides);
  }

  private static void copyListed(Block from, List<Indexer> at, Block to, List<Indexer> places) {
    long[][] f = offsets(from, at);
    long[][] t = offsets(to, places);
    // The last dimensions that lie the same way and without gaps on both sides are one run.
    int split = f.length;
    long run = 1;
    while (split > 0 && steps(f[split - 1], run) && steps(t[split - 1], run)) {
      split--;
      run *= f[split].length;
    }
    int itemSize = from.array().dtype().itemSize();
    MemorySegment source = from.array().data();
    MemorySegment target = to.array().data();
    int loops = run > 1 || split == 0 ? split : split - 1;
    int[] index = new int[loops];
    do {
      long a = from.offset();
      long b = to.offset();
      for (int d = 0; d < loops; d++) {
        a += f[d][index[d]];
        b += t[d][index[d]];
      }
      if (loops == split) {
        MemorySegment.copy(source, a * itemSize, target, b * itemSize, run * itemSize);
      } else {
        elements(itemSize, source, a, f[loops], target, b, t[loops]);
      }
    } while (advance(index, at));
  }

  /// Element offsets of the positions along each dimension.
  private static long[][] offsets(Block block, List<Indexer> positions) {
    long[][] offsets = new long[positions.size()][];
    for (int d = 0; d < offsets.length; d++) {
      Indexer indexer = positions.get(d);
      long stride = block.strides()[d];
      offsets[d] = new long[Math.toIntExact(indexer.count())];
      for (int i = 0; i < offsets[d].length; i++) {
        offsets[d][i] = indexer.at(i) * stride;
      }
    }
    return offsets;
  }

  private static boolean steps(long[] offsets, long step) {
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] != i * step) {
        return false;
      }
    }
    return true;
  }

  /// The next index of the first dimensions of `positions`, the last of them fastest.
  private static boolean advance(int[] index, List<Indexer> positions) {
    for (int d = index.length - 1; d >= 0; d--) {
      if (++index[d] < positions.get(d).count()) {
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
    try (var assembly = new Assembly(block.array().dtype(), block.shape())) {
      assembly.put(block, new long[block.shape().ndim()]);
      return assembly.finish();
    }
  }

  /// The texts of `block` in C order.
  static List<String> texts(Block block) {
    String[] texts = new String[Math.toIntExact(block.shape().size())];
    List<Indexer> all = range(new long[block.shape().ndim()], block.shape());
    copyTexts(block, all, texts, block.shape(), all);
    return Arrays.asList(texts);
  }

  /// Copies text as [#copy] does other values, to the elements of an array of shape `shape`.
  static void copyTexts(
      Block from, List<Indexer> at, String[] to, Shape shape, List<Indexer> places) {
    if (at.stream().anyMatch(indexer -> indexer.count() == 0)) {
      return;
    }
    long[] f = from.strides();
    long[] t = shape.strides();
    int[] index = new int[f.length];
    do {
      long a = from.offset();
      long b = 0;
      for (int d = 0; d < index.length; d++) {
        a += at.get(d).at(index[d]) * f[d];
        b += places.get(d).at(index[d]) * t[d];
      }
      to[(int) b] = from.array().getString(a);
    } while (advance(index, at));
  }

  /// All positions of `shape`, the first of them at `start`.
  static List<Indexer> range(long[] start, Shape shape) {
    List<Indexer> ranges = new ArrayList<>();
    for (int d = 0; d < start.length; d++) {
      ranges.add(Indexer.Range.of(start[d], shape.size(d)));
    }
    return ranges;
  }
}
