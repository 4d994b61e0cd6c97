package io.amasia.storage.format;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.kernel.StridedCopy;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Copies between arrays that hold boxes of one index space.
public final class BoxCopy {
  private BoxCopy() {}

  /// Copies what `from` (values of `fromBox`) and `to` (values of `toBox`) share.
  public static void copy(NdArray from, Box fromBox, NdArray to, Box toBox) {
    Box part = fromBox.intersect(toBox);
    StridedCopy.copy(
        from.dtype().itemSize(),
        part.shape().toArray(),
        place(from, fromBox, part),
        place(to, toBox, part));
  }

  /// Where `part` begins in the values of `box`.
  public static StridedCopy.Place place(NdArray values, Box box, Box part) {
    long[] start = new long[part.ndim()];
    for (int d = 0; d < start.length; d++) {
      start[d] = part.start(d);
    }
    return new StridedCopy.Place(
        values.data(), offset(start, box, box.shape()), box.shape().strides());
  }

  /// The memory of `part` in `values` (of `box`) if all of it is there in one piece, else null.
  static @Nullable MemorySegment place(Box part, NdArray values, Box box) {
    long run = 1;
    for (int d = part.ndim() - rowDims(part, box); d < part.ndim(); d++) {
      run *= part.length(d);
    }
    if (part.size() == 0 || run != part.size() || !part.intersect(box).equals(part)) {
      return null;
    }
    long width = values.dtype().itemSize();
    return values.data().asSlice(offset(part.start(), box, box.shape()) * width, run * width);
  }

  /// Sets what `to` (values of `toBox`) holds of `part` to the one element of `value`.
  public static void fill(NdArray value, Box part, NdArray to, Box toBox) {
    Box inside = part.intersect(toBox);
    int width = to.dtype().itemSize();
    Shape toShape = toBox.shape();
    MemorySegment element = value.data().asSlice(0, width);
    forEachRow(
        inside,
        rowDims(inside, toBox),
        (index, length) -> {
          MemorySegment row =
              to.data().asSlice(offset(index, toBox, toShape) * width, length * width);
          repeat(element, row);
        });
  }

  /// Fills `row` with copies of `element`, doubling what is filled.
  private static void repeat(MemorySegment element, MemorySegment row) {
    if (row.byteSize() == 0) {
      return;
    }
    row.copyFrom(element);
    for (long done = element.byteSize(); done < row.byteSize(); ) {
      long n = Math.min(done, row.byteSize() - done);
      MemorySegment.copy(row, 0, row, done, n);
      done += n;
    }
  }

  /// What is done with one row: the index of its first element and its number of elements.
  @FunctionalInterface
  public interface Row {
    void at(long[] index, long length);
  }

  /// The number of trailing dimensions of `part` that lie in one piece in `box`.
  public static int rowDims(Box part, Box box) {
    int dims = part.ndim() == 0 ? 0 : 1;
    for (int d = part.ndim() - 1; d > 0; d--) {
      if (part.length(d) != box.length(d)) {
        break;
      }
      dims++;
    }
    return dims;
  }

  /// Calls `row` for each run of `part` along its last `rowDims` dimensions.
  public static void forEachRow(Box part, int rowDims, Row row) {
    if (part.size() == 0) {
      return;
    }
    int outer = part.ndim() - rowDims;
    long length = 1;
    for (int d = outer; d < part.ndim(); d++) {
      length *= part.length(d);
    }
    long[] index = new long[part.ndim()];
    for (int d = 0; d < index.length; d++) {
      index[d] = part.start(d);
    }
    int d;
    do {
      row.at(index, length);
      for (d = outer - 1; d >= 0; d--) {
        if (++index[d] < part.end(d)) {
          break;
        }
        index[d] = part.start(d);
      }
    } while (d >= 0);
  }

  /// The linear place of `index` in the values of `box`.
  public static long offset(long[] index, Box box, Shape shape) {
    long at = 0;
    for (int d = 0; d < index.length; d++) {
      at = at * shape.size(d) + (index[d] - box.start(d));
    }
    return at;
  }
}
