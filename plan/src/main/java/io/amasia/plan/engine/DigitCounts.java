package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.Shape;
import io.amasia.plan.Groups;
import io.amasia.plan.Narrowing;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Counts, of the values of a task's box that begin like those that a [NarrowRun] seeks, how many
/// have each next digit.
final class DigitCounts implements BoxConsumer {
  /// Stands for a missing float.
  private static final long NONE = -1;

  private final NarrowRun run;
  private final Narrowing narrowing;
  private final ReduceSpec spec;
  private final long[] strides;
  private final long[] along;
  private final long groupStride;
  private final int firstGroup;
  private final long start;
  private final int[] slots;
  private final MemorySegment table;
  private final boolean[] missing;
  private final long flip;
  private final long mask;
  private final long[] images = new long[Registers.STRIP];
  private boolean floating;
  private Walk walk;
  private int array;
  private long first;
  private long firstAlong;
  private long digest;

  /// @param box the task's, of the domain
  /// @param results those that it contributes to
  /// @param slots these results, each as its place among all
  /// @param table counts: of each result for the lower place, then for the one above
  DigitCounts(NarrowRun run, Box box, Box results, int[] slots, MemorySegment table) {
    this.run = run;
    this.narrowing = run.narrowing();
    this.slots = slots;
    this.table = table;
    spec = run.spec();
    strides = spec.slotStrides(results.shape());
    groupStride = spec.groupStride(results.shape());
    along = new long[box.ndim()];
    int axis = spec.groupAxis();
    if (axis >= 0) {
      along[axis] = 1;
    }
    firstGroup = axis < 0 ? 0 : Math.toIntExact(results.start(axis));
    start = axis < 0 ? 0 : box.start(axis);
    missing = new boolean[slots.length];
    flip = OrderedBits.flip(spec.dtype());
    mask = narrowing.imageBits() == Long.SIZE ? -1L : 0xFFFF_FFFFL;
    walk = Walk.of(Shape.SCALAR, List.of(strides), new boolean[0]);
  }

  /// A sum over all values, which is another if they change: each is taken with its place in its
  /// leaf.
  long digest() {
    return digest;
  }

  /// Whether a value of result `k` of the box is missing.
  boolean isMissing(int k) {
    return missing[k];
  }

  @Override
  public List<long[]> arrays() {
    return List.of(strides, along);
  }

  @Override
  public int apart() {
    return spec.groupAxis();
  }

  @Override
  public void begin(Walk over, int firstArray, long[] origin) {
    walk = over;
    array = firstArray;
    first = Block.dot(origin, strides);
    firstAlong = start + Block.dot(origin, along);
  }

  @Override
  public void strip(Registers r, Program.Slot slot, long at, int n) {
    if (run.pass() >= narrowing.passes()) {
      // Others of the stage need further passes.
      return;
    }
    load(r, slot, at, n);
    long inner = walk.inner();
    long step = walk.innerStride(array);
    long alongStep = walk.innerStride(array + 1);
    int done = 0;
    while (done < n) {
      long row = (at + done) / inner;
      long column = at + done - row * inner;
      int end = (int) Math.min(n, done + inner - column);
      long k = first + walk.offset(array, row) + column * step;
      long i = firstAlong + walk.offset(array + 1, row) + column * alongStep;
      boolean together = step == 0 && alongStep == 0;
      for (int next; done < end; done = next) {
        next = together ? end : done + 1;
        long group = groupSlot(i);
        if (group >= 0) {
          count(done, next, (int) (k + group));
        }
        k += step;
        i += alongStep;
      }
    }
  }

  /// The step to the results of the group that position `i` is in; negative if it is in none.
  private long groupSlot(long i) {
    Groups groups = spec.groups();
    if (groups == null) {
      return 0;
    }
    int group = groups.of(i);
    return group < 0 ? -1 : (group - firstGroup) * groupStride;
  }

  private void load(Registers r, Program.Slot slot, long at, int n) {
    floating = slot.domain() != Domain.LONG;
    switch (slot.domain()) {
      case FLOAT -> {
        float[] x = r.floats(slot.register());
        for (int i = 0; i < n; i++) {
          images[i] = Float.isNaN(x[i]) ? NONE : OrderedBits.of(x[i]);
        }
      }
      case DOUBLE -> {
        double[] x = r.doubles(slot.register());
        for (int i = 0; i < n; i++) {
          images[i] = Double.isNaN(x[i]) ? NONE : OrderedBits.of(x[i]);
        }
      }
      case LONG -> {
        long[] x = r.longs(slot.register());
        for (int i = 0; i < n; i++) {
          images[i] = (x[i] ^ flip) & mask;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      digest += images[i] * (2 * (at + i) + 1);
    }
  }

  /// Counts the loaded values `from … end - 1`, which are of result `k` of the box.
  private void count(int from, int end, int k) {
    int shift = narrowing.shift(run.pass());
    int digit = narrowing.digits() - 1;
    long low = run.lowPrefix(slots[k]);
    long high = run.highPrefix(slots[k]);
    long lowTable = narrowing.tableLength(k);
    long highTable = lowTable + narrowing.digits();
    boolean all = run.pass() == 0;
    for (int i = from; i < end; i++) {
      long image = images[i];
      if (image == NONE && floating) {
        missing[k] = true;
        continue;
      }
      // In two steps: all 64 bits can't be shifted away at once.
      long prefix = image >>> shift;
      long at = prefix & digit;
      prefix >>>= narrowing.digitBits();
      if (all || prefix == low) {
        increment(lowTable + at);
      } else if (prefix == high) {
        increment(highTable + at);
      }
    }
  }

  private void increment(long at) {
    long count = table.getAtIndex(ValueLayout.JAVA_LONG, at);
    table.setAtIndex(ValueLayout.JAVA_LONG, at, count + 1);
  }

  @Override
  public void end() {}

  @Override
  public void close() {}
}
