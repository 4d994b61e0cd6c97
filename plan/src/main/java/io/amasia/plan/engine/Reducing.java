package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.kernel.Accumulator;
import io.amasia.plan.Groups;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Accumulates the values of a task's box into a partial result.
final class Reducing implements BoxConsumer {
  /// Elements of a row that are taken at a time where rows are reduced.
  static final int COLUMNS = 1024;

  /// Rows that are gathered before they are accumulated together.
  private static final int ROWS = 16;

  private final ReduceSpec spec;
  private final Accumulator accumulator;
  private final Partial partial;
  private @Nullable NdArray scratch;
  private final long[] slots;
  private final long[] positions;
  private final long[] axis;
  private final long groupStride;
  private final int[] codes;
  private final long boxPosition;
  private boolean taken;
  private int gathered;
  private int gatheredColumns;
  private long gatheredSlot;
  private long gatheredPosition;
  private Walk walk;
  private int array;
  private long firstSlot;
  private long firstPosition;
  private long firstAlong;

  Reducing(ReduceSpec spec, Accumulator accumulator, Box box) {
    this.spec = spec;
    this.accumulator = accumulator;
    Groups groups = spec.groups();
    codes = groups == null ? new int[0] : codes(groups, box, spec.groupAxis());
    int[] range = spec.groupRange(box);
    for (int i = 0; i < codes.length; i++) {
      codes[i] = codes[i] < 0 ? -1 : codes[i] - range[0];
    }
    Box results = spec.resultBox(box, range);
    Shape shape = results.shape();
    slots = spec.slotStrides(shape);
    groupStride = spec.groupStride(shape);
    positions = spec.positionStrides();
    axis = new long[box.ndim()];
    if (groups != null) {
      axis[spec.groupAxis()] = 1;
    }
    boxPosition = Block.dot(box.start(), positions);
    walk = Walk.of(Shape.SCALAR, List.of(slots), new boolean[0]);
    partial = Partial.start(accumulator, results);
  }

  /// Room for what is taken from registers; blocks are taken as they are.
  private NdArray scratch() {
    NdArray room = scratch;
    if (room == null) {
      room = NdArray.allocate(spec.dtype(), Shape.of(ROWS * COLUMNS));
      scratch = room;
    }
    return room;
  }

  private static int[] codes(Groups groups, Box box, int axis) {
    int[] codes = new int[Math.toIntExact(box.length(axis))];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = groups.of(box.start(axis) + i);
    }
    return codes;
  }

  @Override
  public List<long[]> arrays() {
    return List.of(slots, positions, axis);
  }

  @Override
  public int apart() {
    return spec.groupAxis();
  }

  @Override
  public void begin(Walk over, int first, long[] origin) {
    walk = over;
    array = first;
    firstSlot = Block.dot(origin, slots);
    firstPosition = boxPosition + Block.dot(origin, positions);
    firstAlong = Block.dot(origin, axis);
  }

  /// The result that column `column` of row `row` goes into, but for its group.
  private long slot(long row, long column) {
    return firstSlot + walk.offset(array, row) + column * walk.innerStride(array);
  }

  /// Where it lies in what is reduced.
  private long position(long row, long column) {
    return firstPosition + walk.offset(array + 1, row) + column * walk.innerStride(array + 1);
  }

  /// Where it lies along the grouped dimension of the box.
  private int along(long row, long column) {
    long at = firstAlong + walk.offset(array + 2, row) + column * walk.innerStride(array + 2);
    return (int) at;
  }

  @Override
  public boolean prefersColumns() {
    return walk.innerStride(array) != 0 && walk.inner() >= COLUMNS / 16 && walk.outer() > 1;
  }

  @Override
  public void strip(Registers r, Program.Slot slot, long at, int n) {
    if (prefersColumns()) {
      gather(r, slot, at, n);
      return;
    }
    MemorySegment strip = elements(r, slot, n);
    long inner = walk.inner();
    int done = 0;
    while (done < n) {
      long row = (at + done) / inner;
      long column = at + done - row * inner;
      int run = (int) Math.min(n - done, inner - column);
      take(strip, done, row, column, run);
      done += run;
    }
  }

  /// The first `n` values of a register: the register itself where it holds what is reduced as it
  /// is, as those of floats do, else scratch.
  private MemorySegment elements(Registers r, Program.Slot slot, int n) {
    return switch (spec.dtype()) {
      case FLOAT32 -> MemorySegment.ofArray(r.floats(slot.register()));
      case FLOAT64 -> MemorySegment.ofArray(r.doubles(slot.register()));
      default -> {
        NdArray strip = scratch();
        Loads.store(r, slot.register(), 0, strip, 0, n);
        yield strip.data();
      }
    };
  }

  /// Gathers part of a row; rows of the same results are accumulated together.
  private void gather(Registers r, Program.Slot register, long at, int n) {
    long row = at / walk.inner();
    long column = at - row * walk.inner();
    long slot = slot(row, column);
    long position = position(row, column);
    if (codes.length > 0) {
      int code = codes[along(row, 0)];
      if (code < 0) {
        return;
      }
      slot += code * groupStride;
    }
    boolean follows =
        slot == gatheredSlot && n == gatheredColumns && position == gatheredPosition + gathered;
    if (gathered == ROWS || !follows) {
      flush();
      gatheredSlot = slot;
      gatheredColumns = n;
      gatheredPosition = position;
    }
    Loads.store(r, register.register(), 0, scratch(), (long) gathered * n, n);
    gathered++;
  }

  private void flush() {
    if (gathered > 0) {
      accumulator.rows(
          scratch().data(),
          0,
          gatheredColumns,
          gathered,
          gatheredColumns,
          partial.states(),
          gatheredSlot,
          gatheredPosition);
    }
    gathered = 0;
  }

  /// Takes `n` contiguous elements of a row.
  private void take(MemorySegment x, long first, long row, long column, long n) {
    long slot = slot(row, column);
    long position = position(row, column);
    if (codes.length == 0) {
      takeRun(x, first, n, slot, position);
      return;
    }
    int at = along(row, column);
    if (walk.innerStride(array + 2) == 0) {
      if (codes[at] >= 0) {
        takeRun(x, first, n, slot + codes[at] * groupStride, position);
      }
      return;
    }
    int i = 0;
    while (i < n) {
      int code = codes[at + i];
      int end = i + 1;
      while (end < n && codes[at + end] == code) {
        end++;
      }
      if (code >= 0) {
        takeRun(x, first + i, end - i, slot + code * groupStride, position + i);
      }
      i = end;
    }
  }

  private void takeRun(MemorySegment x, long first, long n, long slot, long position) {
    if (walk.innerStride(array) == 0) {
      accumulator.run(x, first, n, partial.states(), slot, position);
    } else {
      accumulator.rows(x, first, n, 1, n, partial.states(), slot, position);
    }
  }

  @Override
  public boolean takesBlock(Block block, int leaf) {
    return walk.innerStride(leaf) == 1 || walk.inner() == 1;
  }

  @Override
  public void block(Block block, int leaf) {
    MemorySegment x = block.array().data();
    long rows;
    for (long row = 0; row < walk.rows(); row += rows) {
      long first = block.offset() + walk.offset(leaf, row);
      rows = together(row);
      if (rows == 1) {
        take(x, first, row, 0, walk.inner());
        continue;
      }
      int code = codes.length == 0 ? 0 : codes[along(row, 0)];
      if (code >= 0) {
        accumulator.rows(
            x,
            first,
            walk.outerStride(leaf),
            rows,
            walk.inner(),
            partial.states(),
            slot(row, 0) + code * groupStride,
            position(row, 0));
      }
    }
  }

  /// How many rows, from `row` on, follow each other in what is reduced and go into the same
  /// results: taken together, these stay in cache.
  private long together(long row) {
    boolean columns =
        walk.innerStride(array) == 1
            && walk.outerStride(array) == 0
            && walk.outerStride(array + 1) == 1
            && walk.innerStride(array + 2) == 0;
    if (!columns) {
      return 1;
    }
    long most = walk.outer() - row % walk.outer();
    if (codes.length == 0) {
      return most;
    }
    int at = along(row, 0);
    int step = (int) walk.outerStride(array + 2);
    int rows = 1;
    while (rows < most && codes[at + rows * step] == codes[at]) {
      rows++;
    }
    return rows;
  }

  /// The partial result, now the caller's.
  Partial result() {
    taken = true;
    return partial;
  }

  Accumulator accumulator() {
    return accumulator;
  }

  @Override
  public void end() {
    flush();
  }

  @Override
  public void close() {
    if (scratch != null) {
      scratch.close();
    }
    if (!taken) {
      partial.close();
    }
  }
}
