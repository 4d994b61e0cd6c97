package io.amasia.plan.engine;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A dense array put together from parts, text or not.
final class Assembly implements AutoCloseable {
  private final Shape shape;
  private final @Nullable NdArray target;
  private final String[] texts;
  private boolean finished;

  Assembly(DType dtype, Shape shape) {
    this.shape = shape;
    boolean text = dtype == DType.STRING;
    target = text ? null : NdArray.allocate(dtype, shape);
    texts = new String[text ? Math.toIntExact(shape.size()) : 0];
    Arrays.fill(texts, "");
  }

  /// Puts values at the listed positions of each dimension.
  void put(Copier.Side from, List<long[]> positions) {
    long[] strides = shape.strides();
    var offsets = new ArrayList<long[]>();
    for (int d = 0; d < strides.length; d++) {
      long stride = strides[d];
      offsets.add(Arrays.stream(positions.get(d)).map(p -> p * stride).toArray());
    }
    if (target == null) {
      Copier.copyTexts(from, texts, 0, offsets);
    } else {
      Copier.copy(from, new Copier.Side(target, 0, offsets));
    }
  }

  /// Puts a block at `start`.
  void put(Block block, long[] start) {
    var positions = new ArrayList<long[]>();
    for (int d = 0; d < start.length; d++) {
      positions.add(range(start[d], block.shape().size(d)));
    }
    put(Copier.side(block), positions);
  }

  static long[] range(long start, long n) {
    long[] range = new long[Math.toIntExact(n)];
    for (int i = 0; i < range.length; i++) {
      range[i] = start + i;
    }
    return range;
  }

  /// The array, now the caller's.
  NdArray finish() {
    finished = true;
    return target == null ? NdArray.of(shape, List.of(texts)) : target;
  }

  @Override
  public void close() {
    if (!finished && target != null) {
      target.close();
    }
  }
}
