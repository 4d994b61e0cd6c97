package io.amasia.array.kernel;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.lang.foreign.MemorySegment;

/// A dense array seen as `[outer, length, inner]` around one or more neighbouring axes, read and
/// written in strips of columns: rows along the axes, each of some neighbouring inner elements. For
/// one thread.
public final class Lines {
  private final DType dtype;
  private final MemorySegment data;
  private final long outer;
  private final long length;
  private final long inner;

  /// A row of floats on its way: see [Doubles].
  private float[] floats = {};

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

  /// Reads `columns` columns of row `row` from `column` on, as doubles.
  public void read(long o, long row, long column, int columns, double[] out) {
    read((o * length + row) * inner + column, columns, out);
  }

  /// Reads column `column`, as doubles.
  public void readLine(long o, long column, double[] out) {
    if (inner == 1) {
      read(o * length, Math.toIntExact(length), out);
    } else {
      read(o, 0, length, column, 1, out, 0);
    }
  }

  private void read(long first, int n, double[] out) {
    if (dtype != DType.FLOAT32) {
      Conversions.toDoubles(dtype, data, first, out, 0, n);
      return;
    }
    float[] strip = floats(n);
    MemorySegment.copy(data, Layouts.FLOAT, first * 4, strip, 0, n);
    for (int i = 0; i < n; i++) {
      out[i] = strip[i];
    }
  }

  private float[] floats(int columns) {
    floats = floats.length < columns ? new float[columns] : floats;
    return floats;
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

  /// Writes `columns` columns of row `row` from `column` on.
  public void write(long o, long row, long column, int columns, double[] in) {
    write((o * length + row) * inner + column, columns, in);
  }

  /// Writes column `column`.
  public void writeLine(long o, long column, double[] in) {
    if (inner == 1) {
      write(o * length, Math.toIntExact(length), in);
    } else {
      write(o, 0, length, column, 1, in, 0);
    }
  }

  private void write(long first, int n, double[] in) {
    if (dtype != DType.FLOAT32) {
      Conversions.fromDoubles(in, 0, dtype, data, first, n);
      return;
    }
    float[] strip = floats(n);
    for (int i = 0; i < n; i++) {
      strip[i] = (float) in[i];
    }
    MemorySegment.copy(strip, 0, data, Layouts.FLOAT, first * 4, n);
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
