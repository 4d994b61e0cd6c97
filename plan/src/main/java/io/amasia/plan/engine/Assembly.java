package io.amasia.plan.engine;

import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
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

  /// Puts what `from` has at the positions `at` of each dimension to the positions `places`.
  void put(Block from, List<Indexer> at, List<Indexer> places) {
    if (target == null) {
      Copier.copyTexts(from, at, texts, shape, places);
    } else {
      Copier.copy(from, at, Block.of(target), places);
    }
  }

  /// Puts a block at `start`.
  void put(Block block, long[] start) {
    Shape part = block.shape();
    put(block, Copier.range(new long[start.length], part), Copier.range(start, part));
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
