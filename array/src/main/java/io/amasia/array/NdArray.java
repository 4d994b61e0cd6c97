package io.amasia.array;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An n-d array in off-heap memory: dtype, shape, and a flat C-order segment in native byte order.
///
/// Public holders treat it as immutable; whoever allocated it fills it once. Text is held as `size
/// + 1` `int64` offsets into UTF-8 bytes. Close it to give its memory back.
public final class NdArray implements AutoCloseable {
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private final DType dtype;
  private final Shape shape;
  private final MemorySegment data;
  private final @Nullable MemorySegment text;
  private final List<Lease> leases;

  private NdArray(
      DType dtype,
      Shape shape,
      MemorySegment data,
      @Nullable MemorySegment text,
      List<Lease> leases) {
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
    this.text = text;
    this.leases = leases;
  }

  /// A new array of undefined content from the process's pool. Not for text.
  public static NdArray allocate(DType dtype, Shape shape) {
    if (dtype == DType.STRING) {
      throw new IllegalArgumentException("text is made by NdArray.of");
    }
    Lease lease = MemoryPool.process().lease(Math.multiplyExact(shape.size(), dtype.itemSize()));
    return new NdArray(dtype, shape, lease.segment(), null, List.of(lease));
  }

  /// An array over memory that the caller keeps alive and owns.
  public static NdArray wrap(DType dtype, Shape shape, MemorySegment data) {
    if (data.byteSize() != shape.size() * dtype.itemSize()) {
      throw new IllegalArgumentException(
          "%d bytes for %s%s".formatted(data.byteSize(), dtype, shape));
    }
    return new NdArray(dtype, shape, data, null, List.of());
  }

  public static NdArray of(Shape shape, double... values) {
    return copyIn(DType.FLOAT64, shape, MemorySegment.ofArray(values));
  }

  public static NdArray of(Shape shape, float... values) {
    return copyIn(DType.FLOAT32, shape, MemorySegment.ofArray(values));
  }

  public static NdArray of(Shape shape, int... values) {
    return copyIn(DType.INT32, shape, MemorySegment.ofArray(values));
  }

  public static NdArray of(Shape shape, long... values) {
    return copyIn(DType.INT64, shape, MemorySegment.ofArray(values));
  }

  /// An array of an eight-byte type (`int64`, `uint64` or a time) from its bits.
  public static NdArray of(DType dtype, Shape shape, long... values) {
    return copyIn(dtype, shape, MemorySegment.ofArray(values));
  }

  /// An array of text.
  public static NdArray of(Shape shape, List<String> values) {
    if (values.size() != shape.size()) {
      throw new IllegalArgumentException(values.size() + " values for shape " + shape);
    }
    byte[][] encoded =
        values.stream().map(v -> v.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    long total = 0;
    for (byte[] e : encoded) {
      total += e.length;
    }
    Lease offsets = MemoryPool.process().lease((shape.size() + 1) * Long.BYTES);
    Lease bytes = MemoryPool.process().lease(total);
    long end = 0;
    offsets.segment().set(LONG, 0, 0);
    for (int i = 0; i < encoded.length; i++) {
      MemorySegment.copy(
          encoded[i], 0, bytes.segment(), ValueLayout.JAVA_BYTE, end, encoded[i].length);
      end += encoded[i].length;
      offsets.segment().setAtIndex(LONG, i + 1L, end);
    }
    return new NdArray(
        DType.STRING, shape, offsets.segment(), bytes.segment(), List.of(offsets, bytes));
  }

  private static NdArray copyIn(DType dtype, Shape shape, MemorySegment values) {
    NdArray array = allocate(dtype, shape);
    if (values.byteSize() != array.data.byteSize()) {
      array.close();
      throw new IllegalArgumentException(
          "%d bytes for %s%s".formatted(values.byteSize(), dtype, shape));
    }
    array.data.copyFrom(values);
    return array;
  }

  public DType dtype() {
    return dtype;
  }

  public Shape shape() {
    return shape;
  }

  /// The number of elements.
  public long size() {
    return shape.size();
  }

  /// The flat values in C order and native byte order; for text, the offsets.
  public MemorySegment data() {
    return data;
  }

  /// The UTF-8 bytes of text.
  public MemorySegment text() {
    if (text == null) {
      throw new IllegalStateException("not text but " + dtype);
    }
    return text;
  }

  /// Bytes of memory held.
  public long nbytes() {
    return data.byteSize() + (text == null ? 0 : text.byteSize());
  }

  /// The same memory seen in another shape of the same size. It lives as long as this array.
  public NdArray reshaped(Shape other) {
    if (other.size() != shape.size()) {
      throw new IllegalArgumentException(shape + " as " + other);
    }
    return new NdArray(dtype, other, data, text, List.of());
  }

  /// Element `i` (in C order) as a double; times as their microseconds; bool as 0 or 1.
  public double getDouble(long i) {
    return switch (dtype) {
      case FLOAT64 -> data.getAtIndex(DOUBLE, i);
      case FLOAT32 -> data.getAtIndex(FLOAT, i);
      case FLOAT16 -> Float.float16ToFloat(data.getAtIndex(SHORT, i));
      case UINT64 -> unsignedToDouble(data.getAtIndex(LONG, i));
      default -> (double) getLong(i);
    };
  }

  /// Element `i` (in C order) as a long: integers exactly (`uint64` as its bits), times as
  /// microseconds, bool as 0 or 1, floats truncated.
  public long getLong(long i) {
    return switch (dtype) {
      case BOOL, UINT8 -> data.get(ValueLayout.JAVA_BYTE, i) & 0xFFL;
      case INT8 -> data.get(ValueLayout.JAVA_BYTE, i);
      case INT16 -> data.getAtIndex(SHORT, i);
      case UINT16 -> data.getAtIndex(SHORT, i) & 0xFFFFL;
      case INT32 -> data.getAtIndex(INT, i);
      case UINT32 -> data.getAtIndex(INT, i) & 0xFFFF_FFFFL;
      case INT64, UINT64, DATETIME, TIMEDELTA -> data.getAtIndex(LONG, i);
      case FLOAT16, FLOAT32, FLOAT64 -> (long) getDouble(i);
      case STRING -> throw new IllegalStateException("text has no number");
    };
  }

  /// Element `i` (in C order) of text.
  public String getString(long i) {
    long start = data.getAtIndex(LONG, i);
    long end = data.getAtIndex(LONG, i + 1);
    byte[] bytes = text().asSlice(start, end - start).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// All values as doubles, as [#getDouble] gives them.
  public double[] toDoubles() {
    double[] values = new double[Math.toIntExact(size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = getDouble(i);
    }
    return values;
  }

  /// All values as longs, as [#getLong] gives them.
  public long[] toLongs() {
    long[] values = new long[Math.toIntExact(size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = getLong(i);
    }
    return values;
  }

  private static double unsignedToDouble(long bits) {
    if (bits >= 0) {
      return bits;
    }
    // Halve with the lost bit kept sticky, so that rounding is right, then double again.
    return ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  @Override
  public void close() {
    leases.forEach(Lease::close);
  }

  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}
