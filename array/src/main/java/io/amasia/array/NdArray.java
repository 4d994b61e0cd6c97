package io.amasia.array;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
  private final Hold hold;
  private final boolean owner;

  private NdArray(
      DType dtype,
      Shape shape,
      MemorySegment data,
      @Nullable MemorySegment text,
      Hold hold,
      boolean owner) {
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
    this.text = text;
    this.hold = hold;
    this.owner = owner;
  }

  /// The leases that an array and all views of it live on.
  private static final class Hold {
    final List<Lease> leases;
    volatile boolean closed;

    Hold(Lease... leases) {
      this.leases = List.of(leases);
    }

    void close() {
      closed = true;
      leases.forEach(Lease::close);
    }
  }

  /// A new array of undefined content from the process's pool. Not for text.
  public static NdArray allocate(DType dtype, Shape shape) {
    if (dtype == DType.STRING) {
      throw new IllegalArgumentException("text is made by NdArray.of");
    }
    Lease lease = MemoryPool.process().lease(Math.multiplyExact(shape.size(), dtype.itemSize()));
    return leased(dtype, shape, lease);
  }

  /// An array over leased memory, which it takes over: closing the array closes the lease. Not for
  /// text.
  public static NdArray leased(DType dtype, Shape shape, Lease lease) {
    checkBytes(dtype, shape, lease.segment());
    return new NdArray(dtype, shape, lease.segment(), null, new Hold(lease), true);
  }

  /// Text over leased memory, which it takes over.
  ///
  /// @param offsets `size + 1` ascending `int64`: where each text starts in `bytes`, and the end
  /// @param bytes UTF-8
  public static NdArray leasedText(Shape shape, Lease offsets, Lease bytes) {
    long ends = shape.size() + 1;
    if (offsets.segment().byteSize() != ends * Long.BYTES) {
      throw new IllegalArgumentException(
          "%d bytes of offsets for %s".formatted(offsets.segment().byteSize(), shape));
    }
    return new NdArray(
        DType.STRING, shape, offsets.segment(), bytes.segment(), new Hold(offsets, bytes), true);
  }

  /// An array over memory that the caller keeps alive and owns.
  public static NdArray wrap(DType dtype, Shape shape, MemorySegment data) {
    checkBytes(dtype, shape, data);
    return new NdArray(dtype, shape, data, null, new Hold(), true);
  }

  private static void checkBytes(DType dtype, Shape shape, MemorySegment data) {
    if (dtype == DType.STRING || data.byteSize() != shape.size() * dtype.itemSize()) {
      throw new IllegalArgumentException(
          "%d bytes for %s%s".formatted(data.byteSize(), dtype, shape));
    }
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
    return leasedText(shape, offsets, bytes);
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
  ///
  /// @throws IllegalStateException if the array is closed
  public MemorySegment data() {
    checkOpen();
    return data;
  }

  private void checkOpen() {
    if (hold.closed) {
      throw new IllegalStateException(this + " is closed");
    }
  }

  /// The UTF-8 bytes of text.
  public MemorySegment text() {
    checkOpen();
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
    return new NdArray(dtype, other, data, text, hold, false);
  }

  /// The same array, which gives its memory back by itself once neither it nor a view nor a segment
  /// of it can be reached any more. For arrays that are handed to users; closing it earlier is
  /// fine. The receiver is not to be closed any more.
  public NdArray closedWhenDropped() {
    Arena arena = Arena.ofAuto();
    Hold held = hold;
    held.leases.forEach(Lease::keep);
    MemorySegment kept = data.reinterpret(data.byteSize(), arena, _ -> held.close());
    MemorySegment keptText = text == null ? null : text.reinterpret(text.byteSize(), arena, null);
    return new NdArray(dtype, shape, kept, keptText, hold, owner);
  }

  /// A copy in memory of its own.
  public NdArray copy() {
    Lease lease = MemoryPool.process().lease(data().byteSize());
    lease.segment().copyFrom(data);
    if (dtype != DType.STRING) {
      return leased(dtype, shape, lease);
    }
    Lease bytes = MemoryPool.process().lease(text().byteSize());
    bytes.segment().copyFrom(text());
    return leasedText(shape, lease, bytes);
  }

  /// Copies the flat values (not text) to the start of `target`.
  public void copyTo(MemorySegment target) {
    if (dtype == DType.STRING) {
      throw new IllegalStateException("text has no flat values");
    }
    MemorySegment.copy(data(), 0, target, 0, data.byteSize());
  }

  /// The only element as a double, as [#getDouble] gives it.
  ///
  /// @throws IllegalStateException if there is not exactly one
  public double scalarDouble() {
    checkScalar();
    return getDouble(0);
  }

  /// The only element as a long, as [#getLong] gives it.
  ///
  /// @throws IllegalStateException if there is not exactly one
  public long scalarLong() {
    checkScalar();
    return getLong(0);
  }

  private void checkScalar() {
    if (size() != 1) {
      throw new IllegalStateException(this + " is not one value but " + size());
    }
  }

  /// Element `i` (in C order) as a double; times as their microseconds; bool as 0 or 1.
  public double getDouble(long i) {
    checkOpen();
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
    checkOpen();
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
    checkOpen();
    long start = data.getAtIndex(LONG, i);
    long end = data.getAtIndex(LONG, i + 1);
    byte[] bytes = text().asSlice(start, end - start).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// All values as doubles, as [#getDouble] gives them.
  public double[] toDoubles() {
    checkOpen();
    double[] values = new double[Math.toIntExact(size())];
    switch (dtype) {
      case FLOAT64 -> MemorySegment.copy(data, DOUBLE, 0, values, 0, values.length);
      case FLOAT32 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = data.getAtIndex(FLOAT, i);
        }
      }
      default -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = getDouble(i);
        }
      }
    }
    return values;
  }

  /// All values as longs, as [#getLong] gives them.
  public long[] toLongs() {
    checkOpen();
    long[] values = new long[Math.toIntExact(size())];
    if (dtype.itemSize() == Long.BYTES && !dtype.isFloating() && dtype != DType.STRING) {
      MemorySegment.copy(data, LONG, 0, values, 0, values.length);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = getLong(i);
    }
    return values;
  }

  /// All texts.
  public List<String> toStrings() {
    List<String> values = new ArrayList<>();
    for (long i = 0; i < size(); i++) {
      values.add(getString(i));
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

  /// Gives the memory back, if this array is no view of another one's.
  @Override
  public void close() {
    if (owner) {
      hold.close();
    }
  }

  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}
