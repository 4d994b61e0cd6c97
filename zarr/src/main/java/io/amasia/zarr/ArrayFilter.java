package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.storage.codec.Bytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.BiConsumer;

/// An array-to-array codec on values in stored order, as `numcodecs` defines them.
///
/// Specification: <https://numcodecs.readthedocs.io/en/stable/>
sealed interface ArrayFilter {
  /// The dtype of the values before encoding.
  DType decodedType();

  /// The dtype of the encoded values.
  DType encodedType();

  /// Its name in messages.
  String name();

  /// Decodes all of `encoded`, native byte order, into `decoded`, of as many elements.
  void decode(MemorySegment encoded, MemorySegment decoded);

  /// Encodes all of `decoded`, native byte order, into `encoded`, of as many elements.
  ///
  /// @throws AmasiaException.Conflict if a value can't be held by the encoded dtype
  void encode(MemorySegment decoded, MemorySegment encoded);

  /// What [#decode] makes of `encoded`, in a new block; the caller closes it.
  default Bytes decoded(MemorySegment encoded) {
    return made(encoded, encodedType(), decodedType(), this::decode);
  }

  /// What [#encode] makes of `decoded`, in a new block; the caller closes it.
  default Bytes encoded(MemorySegment decoded) {
    return made(decoded, decodedType(), encodedType(), this::encode);
  }

  private static Bytes made(
      MemorySegment values, DType from, DType to, BiConsumer<MemorySegment, MemorySegment> step) {
    Bytes result = Bytes.allocate(values.byteSize() / from.itemSize() * to.itemSize());
    try {
      step.accept(values, result.segment());
      return result;
    } catch (Throwable e) {
      result.close();
      throw e;
    }
  }

  /// Differences of neighbours; sums are taken in the decoded dtype, integers wrap.
  record Delta(DType decodedType, DType encodedType) implements ArrayFilter {
    @Override
    public String name() {
      return "delta";
    }

    @Override
    public void decode(MemorySegment encoded, MemorySegment decoded) {
      long count = encoded.byteSize() / encodedType.itemSize();
      if (!decodedType.isFloating()) {
        long sum = 0;
        for (long i = 0; i < count; i++) {
          sum += Values.whole(encoded, encodedType, i);
          Values.set(decoded, decodedType, i, sum);
        }
        return;
      }
      double sum = 0;
      for (long i = 0; i < count; i++) {
        sum += Values.real(encoded, encodedType, i);
        sum = decodedType == DType.FLOAT32 ? (float) sum : sum;
        Values.set(decoded, decodedType, i, sum);
      }
    }

    @Override
    public void encode(MemorySegment decoded, MemorySegment encoded) {
      long count = decoded.byteSize() / decodedType.itemSize();
      boolean floating = decodedType.isFloating();
      long whole = 0;
      double real = 0;
      for (long i = 0; i < count; i++) {
        if (floating) {
          double value = Values.real(decoded, decodedType, i);
          Values.put(encoded, encodedType, i, value - real, name());
          real = value;
        } else {
          long value = Values.whole(decoded, decodedType, i);
          Values.put(encoded, encodedType, i, value - whole);
          whole = value;
        }
      }
    }
  }

  /// `encoded / scale + offset`, in float32 where the encoded values are, else in float64; whole
  /// dtypes drop the fraction.
  record FixedScaleOffset(DType decodedType, DType encodedType, double scale, double offset)
      implements ArrayFilter {
    @Override
    public String name() {
      return "fixedscaleoffset";
    }

    @Override
    public void decode(MemorySegment encoded, MemorySegment decoded) {
      long count = encoded.byteSize() / encodedType.itemSize();
      boolean single = encodedType == DType.FLOAT32;
      for (long i = 0; i < count; i++) {
        double value = Values.real(encoded, encodedType, i);
        double result =
            single ? (float) value / (float) scale + (float) offset : value / scale + offset;
        if (decodedType.isFloating()) {
          Values.set(decoded, decodedType, i, result);
        } else {
          Values.set(decoded, decodedType, i, (long) result);
        }
      }
    }

    @Override
    public void encode(MemorySegment decoded, MemorySegment encoded) {
      long count = decoded.byteSize() / decodedType.itemSize();
      for (long i = 0; i < count; i++) {
        double value = (Values.real(decoded, decodedType, i) - offset) * scale;
        Values.put(encoded, encodedType, i, Math.rint(value), name());
      }
    }
  }

  /// A change of dtype, also what is left to undo of `quantize`.
  record AsType(DType decodedType, DType encodedType) implements ArrayFilter {
    @Override
    public String name() {
      return "astype";
    }

    @Override
    public void decode(MemorySegment encoded, MemorySegment decoded) {
      long count = encoded.byteSize() / encodedType.itemSize();
      for (long i = 0; i < count; i++) {
        if (encodedType.isFloating() && decodedType.isFloating()) {
          Values.set(decoded, decodedType, i, Values.real(encoded, encodedType, i));
        } else if (decodedType.isFloating()) {
          Values.set(decoded, decodedType, i, Values.real(encoded, encodedType, i));
        } else if (encodedType.isFloating()) {
          Values.set(decoded, decodedType, i, (long) Values.real(encoded, encodedType, i));
        } else {
          Values.set(decoded, decodedType, i, Values.whole(encoded, encodedType, i));
        }
      }
    }

    @Override
    public void encode(MemorySegment decoded, MemorySegment encoded) {
      long count = decoded.byteSize() / decodedType.itemSize();
      for (long i = 0; i < count; i++) {
        if (decodedType.isFloating()) {
          Values.put(encoded, encodedType, i, Values.real(decoded, decodedType, i), name());
        } else {
          Values.put(encoded, encodedType, i, Values.whole(decoded, decodedType, i));
        }
      }
    }
  }

  /// Elements of any numeric dtype, one at a time.
  final class Values {
    private Values() {}

    static long whole(MemorySegment data, DType dtype, long i) {
      return switch (dtype) {
        case INT8 -> data.get(ValueLayout.JAVA_BYTE, i);
        case UINT8, BOOL -> data.get(ValueLayout.JAVA_BYTE, i) & 0xFFL;
        case INT16 -> data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i);
        case UINT16 -> data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i) & 0xFFFFL;
        case INT32 -> data.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i);
        case UINT32 -> data.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i) & 0xFFFF_FFFFL;
        case INT64, UINT64, DATETIME, TIMEDELTA ->
            data.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i);
        case FLOAT16, FLOAT32, FLOAT64, STRING ->
            throw new IllegalArgumentException(dtype + " is not whole");
      };
    }

    static double real(MemorySegment data, DType dtype, long i) {
      return switch (dtype) {
        case FLOAT64 -> data.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
        case FLOAT32 -> data.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
        case FLOAT16 -> Float.float16ToFloat(data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i));
        case UINT64 -> {
          long bits = whole(data, dtype, i);
          yield bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
        }
        default -> (double) whole(data, dtype, i);
      };
    }

    static void set(MemorySegment data, DType dtype, long i, long value) {
      switch (dtype.itemSize()) {
        case 1 -> data.set(ValueLayout.JAVA_BYTE, i, (byte) value);
        case 2 -> data.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i, (short) value);
        case 4 -> data.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i, (int) value);
        default -> data.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i, value);
      }
    }

    static void set(MemorySegment data, DType dtype, long i, double value) {
      switch (dtype) {
        case FLOAT64 -> data.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i, value);
        case FLOAT32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, (float) value);
        case FLOAT16 ->
            data.setAtIndex(
                ValueLayout.JAVA_SHORT_UNALIGNED, i, Float.floatToFloat16((float) value));
        default -> throw new IllegalArgumentException(dtype + " is not a float");
      }
    }

    /// Sets a whole number, wrapped where the dtype is shorter.
    static void put(MemorySegment data, DType dtype, long i, long value) {
      if (dtype.isFloating()) {
        set(data, dtype, i, (double) value);
      } else {
        set(data, dtype, i, value);
      }
    }

    /// Sets a real number; of whole dtypes without its fraction.
    static void put(MemorySegment data, DType dtype, long i, double value, String filter) {
      if (dtype.isFloating()) {
        set(data, dtype, i, value);
        return;
      }
      int bits = dtype.itemSize() * 8;
      double least = dtype.isUnsigned() ? 0 : -Math.scalb(1.0, bits - 1);
      double end = Math.scalb(1.0, dtype.isUnsigned() ? bits : bits - 1);
      if (!(value >= least && value < end)) {
        throw new AmasiaException.Conflict(
            "filter '%s' makes %s of a value, which %s can't hold"
                .formatted(filter, value, dtype.label()));
      }
      boolean high = value >= Math.scalb(1.0, 63);
      set(
          data,
          dtype,
          i,
          high ? (long) (value - Math.scalb(1.0, 63)) ^ Long.MIN_VALUE : (long) value);
    }

    /// The dtype a filter's configuration names, numbers only, little-endian or of one byte.
    static DType dtype(ElementType type, boolean bigEndian, String filter) {
      if (type instanceof ElementType.Plain(DType dtype) && dtype != DType.BOOL) {
        if (!bigEndian) {
          return dtype;
        }
      }
      throw new AmasiaException.Unsupported(
          "filter '" + filter + "' is supported for little-endian numbers only");
    }
  }
}
