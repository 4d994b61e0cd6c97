package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.netcdf.FixedText;
import io.amasia.netcdf.Rows;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.ByteOrders;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes arrays of the elements of a dataset as they lie in the file.
sealed interface Elements {
  DType dtype();

  /// Bytes of an element in the file.
  long bytes();

  /// The value of unwritten parts, of shape `[]`; null is zero, or the empty text.
  NdArray fill(byte @Nullable [] stored);

  /// An array of `shape` out of `data`, which holds elements of shape `full`.
  ///
  /// @param stored what of `shape` is in `data`; the rest gets `fill`
  NdArray decode(MemorySegment data, Shape full, Shape stored, Shape shape, NdArray fill);

  /// Whether elements in the file are values as they are.
  default boolean areValues() {
    return false;
  }

  static Elements of(DatasetInfo info, Hdf5File file, Map<String, Attribute> attrs) {
    return switch (info.type()) {
      case Datatype.Numbers numbers -> new Numbers(numbers);
      case Datatype.FixedString text -> {
        Charset charset =
            attrs.containsKey("_Encoding") ? FixedText.charset(attrs) : text.charset();
        long[] sizes = info.space().sizes();
        yield new Fixed(info.isCharacters() ? sizes[sizes.length - 1] : text.size(), charset);
      }
      case Datatype.VlenString text -> new Vlen(text, file, new GlobalHeap(file));
      case Datatype.Vlen _, Datatype.Reference _, Datatype.Other _ ->
          throw new AmasiaException.Unsupported("elements of this type");
    };
  }

  /// Integers and floats.
  record Numbers(Datatype.Numbers type) implements Elements {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    @Override
    public DType dtype() {
      return type.dtype();
    }

    @Override
    public boolean areValues() {
      return !type.isPartial() && (type.size() == 1 || type.order() == ByteOrder.nativeOrder());
    }

    @Override
    public long bytes() {
      return type.size();
    }

    @Override
    public NdArray fill(byte @Nullable [] stored) {
      // Lives as long as the array that holds it, so the collector frees it.
      MemorySegment element = Arena.ofAuto().allocate(type.size(), 8);
      if (stored != null && stored.length == type.size()) {
        MemorySegment from = MemorySegment.ofArray(stored);
        copy(from, 0, element, 0, 1);
      }
      return NdArray.wrap(type.dtype(), Shape.SCALAR, element);
    }

    @Override
    public NdArray decode(MemorySegment data, Shape full, Shape stored, Shape shape, NdArray fill) {
      require(data, full.size() * type.size());
      NdArray values = NdArray.allocate(type.dtype(), shape);
      if (!stored.equals(shape)) {
        for (long i = 0; i < values.size(); i++) {
          MemorySegment.copy(fill.data(), 0, values.data(), i * type.size(), type.size());
        }
      }
      Rows.forEach(
          full,
          stored,
          shape,
          (from, to, count) ->
              copy(data, from * type.size(), values.data(), to * type.size(), count));
      return values;
    }

    private void copy(MemorySegment from, long fromAt, MemorySegment to, long toAt, long count) {
      ByteOrders.copy(type.order(), from, fromAt, to, toAt, count * type.size(), type.size());
      if (type.isPartial()) {
        for (long i = 0; i < count; i++) {
          widen(to, toAt + i * type.size());
        }
      }
    }

    private void widen(MemorySegment values, long at) {
      switch (type.size()) {
        case 1 -> values.set(BYTE, at, (byte) type.value(values.get(BYTE, at)));
        case 2 -> values.set(SHORT, at, (short) type.value(values.get(SHORT, at)));
        case 4 -> values.set(INT, at, (int) type.value(values.get(INT, at)));
        default -> values.set(LONG, at, type.value(values.get(LONG, at)));
      }
    }
  }

  /// Text of a fixed number of bytes, or of that many characters stored one by one.
  record Fixed(long bytes, Charset charset) implements Elements {
    @Override
    public DType dtype() {
      return DType.STRING;
    }

    @Override
    public NdArray fill(byte @Nullable [] stored) {
      return NdArray.of(Shape.SCALAR, List.of(""));
    }

    @Override
    public NdArray decode(MemorySegment data, Shape full, Shape stored, Shape shape, NdArray fill) {
      int width = Math.toIntExact(bytes);
      // Chunks may be wider than the text, or cut it.
      long stride = full.size() == 0 ? 0 : data.byteSize() / full.size();
      if (stride < bytes) {
        throw new AmasiaException.Unsupported("texts whose characters lie in several chunks");
      }
      String[] texts = filled(shape, fill);
      byte[] element = new byte[width];
      Rows.forEach(
          full,
          stored,
          shape,
          (from, to, count) -> {
            for (int i = 0; i < count; i++) {
              MemorySegment.copy(
                  data, ValueLayout.JAVA_BYTE, (from + i) * stride, element, 0, width);
              texts[(int) to + i] = FixedText.decode(element, 0, width, charset);
            }
          });
      return NdArray.of(shape, List.of(texts));
    }
  }

  /// Text in global heaps.
  record Vlen(Datatype.VlenString type, Hdf5File file, GlobalHeap heap) implements Elements {
    @Override
    public DType dtype() {
      return DType.STRING;
    }

    @Override
    public long bytes() {
      return type.size();
    }

    @Override
    public NdArray fill(byte @Nullable [] stored) {
      return NdArray.of(Shape.SCALAR, List.of(""));
    }

    @Override
    public NdArray decode(MemorySegment data, Shape full, Shape stored, Shape shape, NdArray fill) {
      require(data, full.size() * type.size());
      String[] texts = filled(shape, fill);
      byte[] places = data.toArray(ValueLayout.JAVA_BYTE);
      file.renew();
      Rows.forEach(
          full,
          stored,
          shape,
          (from, to, count) -> {
            for (int i = 0; i < count; i++) {
              int at = Math.toIntExact((from + i) * type.size());
              byte[] place = Arrays.copyOfRange(places, at, at + type.size());
              Cursor bytes = heap.element(new Cursor(file, 0, place, "a variable-length text"), 1);
              texts[(int) to + i] = bytes.text(bytes.remaining(), type.charset());
            }
          });
      return NdArray.of(shape, List.of(texts));
    }
  }

  private static String[] filled(Shape shape, NdArray fill) {
    String[] texts = new String[Math.toIntExact(shape.size())];
    Arrays.fill(texts, fill.getString(0));
    return texts;
  }

  private static void require(MemorySegment data, long bytes) {
    if (data.byteSize() != bytes) {
      throw new AmasiaException.Format(
          "%d bytes where %d are due".formatted(data.byteSize(), bytes));
    }
  }
}
