package io.amasia.array.kernel;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.lang.foreign.MemorySegment;

/// A dense array seen as `[outer, length, inner]` around one or more neighbouring axes, read and
/// written in strips of columns: rows along the axes, each of some neighbouring inner elements.
public final class Lines {
  private final DType dtype;
  private final MemorySegment data;
  private final long outer;
  private final long length;
  private final long inner;

  private Lines(DType dtype, MemorySegment data, long outer, long length, long inner) {
    this.dtype = dtype;
    this.data = data;
    this.outer = outer;
    this.length = length;
    this.inner = inner;
  }

  /// The lines of `array` along its dimensions `axis … axis + count - 1`.
  public static Lines of(NdArray array, int axis, int count) {
    Shape shape = array.shape();
    long outer = 1;
    long length = 1;
    long inner = 1;
    for (int d = 0; d < shape.ndim(); d++) {
      if (d < axis) {
        outer *= shape.size(d);
      } else if (d < axis + count) {
        length *= shape.size(d);
      } else {
        inner *= shape.size(d);
      }
    }
    return new Lines(array.dtype(), array.data(), outer, length, inner);
  }

  public DType dtype() {
    return dtype;
  }

  /// All elements.
  public MemorySegment data() {
    return data;
  }

  public long outer() {
    return outer;
  }

  public long length() {
    return length;
  }

  public long inner() {
    return inner;
  }

  /// Columns for strips of about `elements` elements of all `rows`: at least 1, at most all.
  public int columns(long rows, long elements) {
    return (int) Math.clamp(elements / Math.max(1, rows), 1, Math.max(1, Math.min(inner, 4096)));
  }

  /// Reads rows `row … row + rows - 1` of `columns` columns from `column` on, a row after another,
  /// as doubles.
  public void read(long o, long row, long rows, long column, int columns, double[] out, int at) {
    long first = (o * length + row) * inner + column;
    if (columns == inner) {
      Conversions.toDoubles(dtype, data, first, out, at, Math.toIntExact(rows * inner));
      return;
    }
    for (int r = 0; r < rows; r++) {
      Conversions.toDoubles(dtype, data, first + r * inner, out, at + r * columns, columns);
    }
  }

  /// The same, as longs.
  public void read(long o, long row, long rows, long column, int columns, long[] out, int at) {
    long first = (o * length + row) * inner + column;
    if (columns == inner) {
      Conversions.toLongs(dtype, data, first, out, at, Math.toIntExact(rows * inner));
      return;
    }
    for (int r = 0; r < rows; r++) {
      Conversions.toLongs(dtype, data, first + r * inner, out, at + r * columns, columns);
    }
  }

  /// Writes what [#read] reads.
  public void write(long o, long row, long rows, long column, int columns, double[] in, int at) {
    long first = (o * length + row) * inner + column;
    if (columns == inner) {
      Conversions.fromDoubles(in, at, dtype, data, first, Math.toIntExact(rows * inner));
      return;
    }
    for (int r = 0; r < rows; r++) {
      Conversions.fromDoubles(in, at + r * columns, dtype, data, first + r * inner, columns);
    }
  }

  /// The same from longs.
  public void write(long o, long row, long rows, long column, int columns, long[] in, int at) {
    long first = (o * length + row) * inner + column;
    if (columns == inner) {
      Conversions.fromLongs(in, at, dtype, data, first, Math.toIntExact(rows * inner));
      return;
    }
    for (int r = 0; r < rows; r++) {
      Conversions.fromLongs(in, at + r * columns, dtype, data, first + r * inner, columns);
    }
  }
}
