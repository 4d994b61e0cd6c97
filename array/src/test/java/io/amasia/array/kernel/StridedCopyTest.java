package io.amasia.array.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.RandomTest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StridedCopyTest {
  @RandomTest
  void agreesWithAnElementLoop(long seed) {
    var random = new SplittableRandom(seed);
    int ndim = random.nextInt(5);
    long[] shape = new long[ndim];
    for (int d = 0; d < ndim; d++) {
      shape[d] = random.nextInt(seed < 20 ? 3 : 40 / ndim + 1);
    }
    int itemSize = new int[] {1, 2, 4, 8, 3}[random.nextInt(5)];
    try (Arena arena = Arena.ofConfined()) {
      Layout source = layout(shape, random, true);
      Layout target = layout(shape, random, false);
      MemorySegment x = arena.allocate(source.extent * itemSize + 1);
      for (long i = 0; i < x.byteSize(); i++) {
        x.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
      }
      MemorySegment y = arena.allocate(target.extent * itemSize + 1);
      MemorySegment expected = arena.allocate(y.byteSize());
      StridedCopy.copy(
          itemSize,
          shape,
          new StridedCopy.Place(x, source.offset, source.strides),
          new StridedCopy.Place(y, target.offset, target.strides));
      naive(itemSize, shape, x, source, expected, target);
      assertThat(y.mismatch(expected)).isEqualTo(-1);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // a test value
  private record Layout(long offset, long[] strides, long extent) {}

  /// Dimensions in random order in memory, some with gaps, some reversed, some repeated.
  private static Layout layout(long[] shape, SplittableRandom random, boolean repeats) {
    int ndim = shape.length;
    int[] order = random.ints(ndim * 3L, 0, Math.max(1, ndim)).toArray();
    int[] dims = new int[ndim];
    for (int d = 0; d < ndim; d++) {
      dims[d] = d;
    }
    for (int i = 0; i + 1 < order.length && random.nextBoolean(); i += 2) {
      int kept = dims[order[i]];
      dims[order[i]] = dims[order[i + 1]];
      dims[order[i + 1]] = kept;
    }
    long[] strides = new long[ndim];
    long extent = 1L + random.nextInt(3);
    long offset = extent - 1;
    long step = 1;
    for (int k = ndim - 1; k >= 0; k--) {
      int d = dims[k];
      step *= random.nextInt(4) == 0 ? 2 : 1;
      if (repeats && random.nextInt(8) == 0) {
        continue;
      }
      boolean reversed = random.nextInt(5) == 0;
      strides[d] = reversed ? -step : step;
      offset += reversed ? step * Math.max(0, shape[d] - 1) : 0;
      extent += step * Math.max(0, shape[d] - 1);
      step *= Math.max(1, shape[d]);
    }
    return new Layout(offset, strides, extent);
  }

  private static void naive(
      int itemSize, long[] shape, MemorySegment x, Layout from, MemorySegment y, Layout to) {
    long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    for (long i = 0; i < size; i++) {
      long rest = i;
      long source = from.offset;
      long target = to.offset;
      for (int d = shape.length - 1; d >= 0; d--) {
        source += rest % shape[d] * from.strides[d];
        target += rest % shape[d] * to.strides[d];
        rest /= shape[d];
      }
      MemorySegment.copy(x, source * itemSize, y, target * itemSize, itemSize);
    }
  }

  @Test
  void transposesMoreThanATile() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = arena.allocate(70 * 100 * 4L);
      MemorySegment y = arena.allocate(70 * 100 * 4L);
      for (int i = 0; i < 7000; i++) {
        x.setAtIndex(ValueLayout.JAVA_INT, i, i);
      }
      StridedCopy.copy(
          4,
          new long[] {100, 70},
          new StridedCopy.Place(x, 0, 1, 100),
          new StridedCopy.Place(y, 0, 70, 1));
      for (int i = 0; i < 7000; i++) {
        assertThat(y.getAtIndex(ValueLayout.JAVA_INT, i)).isEqualTo(i % 70 * 100 + i / 70);
      }
    }
  }
}
