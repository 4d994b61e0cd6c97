package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Stores the values of a box in an array.
final class Storing implements BoxConsumer {
  private final NdArray target;
  private final long[] strides;
  private final long boxOffset;
  private long offset;
  private Walk walk;
  private int array;

  /// @param target the array
  /// @param box which part of it is stored
  Storing(NdArray target, Box box) {
    this.target = target;
    strides = target.shape().strides();
    boxOffset = Block.dot(box.start(), strides);
    walk = Walk.of(io.amasia.array.Shape.SCALAR, List.of(strides), new boolean[0]);
  }

  @Override
  public List<long[]> arrays() {
    return List.of(strides);
  }

  @Override
  public void begin(Walk over, int first, long[] origin) {
    offset = boxOffset + Block.dot(origin, strides);
    walk = over;
    array = first;
  }

  @Override
  public void strip(Registers r, Program.Slot slot, long at, int n) {
    if (walk.isDense(array)) {
      Loads.store(r, slot.register(), 0, target, offset + at, n);
      return;
    }
    long inner = walk.inner();
    int done = 0;
    while (done < n) {
      long row = (at + done) / inner;
      long column = at + done - row * inner;
      int run = (int) Math.min(n - done, inner - column);
      long step = walk.innerStride(array);
      long first = offset + walk.offset(array, row) + column * step;
      if (step == 1) {
        Loads.store(r, slot.register(), done, target, first, run);
      } else {
        // The box has one element along the fastest dimensions of the array.
        for (int i = 0; i < run; i++) {
          Loads.store(r, slot.register(), done + i, target, first + i * step, 1);
        }
      }
      done += run;
    }
  }

  @Override
  public boolean takesBlock(Block block, int leaf) {
    boolean rows = walk.innerStride(leaf) == 1 && walk.innerStride(array) == 1;
    return walk.inner() == 1 || rows;
  }

  @Override
  public void block(Block block, int leaf) {
    MemorySegment from = block.array().data();
    MemorySegment to = target.data();
    long width = target.dtype().itemSize();
    long run = walk.inner() * width;
    for (long row = 0; row < walk.rows(); row++) {
      long a = block.offset() + walk.offset(leaf, row);
      long b = offset + walk.offset(array, row);
      MemorySegment.copy(from, a * width, to, b * width, run);
    }
  }

  @Override
  public void end() {}

  @Override
  public void close() {}
}
