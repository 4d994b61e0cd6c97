package io.amasia.array.kernel;

import static io.amasia.array.kernel.Layouts.BYTE;
import static io.amasia.array.kernel.Layouts.DOUBLE;
import static io.amasia.array.kernel.Layouts.FLOAT;
import static io.amasia.array.kernel.Layouts.INT;
import static io.amasia.array.kernel.Layouts.LONG;
import static io.amasia.array.kernel.Layouts.SHORT;

import io.amasia.array.DType;
import java.lang.foreign.MemorySegment;

/// Elements of any number type or time, to and from strips of Java numbers.
///
/// Offsets and lengths count elements. Rules are [Conversions]'.
final class Strips {
  private Strips() {}

  /// Reads `n` elements from `first` on as doubles; NaT gives NaN.
  static void toDoubles(DType dtype, MemorySegment x, long first, double[] out, int at, int n) {
    switch (dtype) {
      case FLOAT64 -> MemorySegment.copy(x, DOUBLE, first * 8, out, at, n);
      case FLOAT32 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = x.getAtIndex(FLOAT, first + i);
        }
      }
      case FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = Float.float16ToFloat(x.getAtIndex(SHORT, first + i));
        }
      }
      case BOOL, UINT8 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = x.get(BYTE, first + i) & 0xFF;
        }
      }
      case INT8 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = x.get(BYTE, first + i);
        }
      }
      case INT16 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = x.getAtIndex(SHORT, first + i);
        }
      }
      case UINT16 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = x.getAtIndex(SHORT, first + i) & 0xFFFF;
        }
      }
      case INT32 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = x.getAtIndex(INT, first + i);
        }
      }
      case UINT32 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = x.getAtIndex(INT, first + i) & 0xFFFF_FFFFL;
        }
      }
      case INT64 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = x.getAtIndex(LONG, first + i);
        }
      }
      case UINT64 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = Rounding.unsignedToDouble(x.getAtIndex(LONG, first + i));
        }
      }
      case DATETIME, TIMEDELTA -> {
        for (int i = 0; i < n; i++) {
          long time = x.getAtIndex(LONG, first + i);
          out[at + i] = time == DType.NAT ? Double.NaN : time;
        }
      }
      case STRING -> throw noNumber();
    }
  }

  /// Reads `n` elements from `first` on as longs: `uint64` as its bits, floats truncated.
  static void toLongs(DType dtype, MemorySegment x, long first, long[] out, int at, int n) {
    switch (dtype) {
      case INT64, UINT64, DATETIME, TIMEDELTA -> MemorySegment.copy(x, LONG, first * 8, out, at, n);
      case BOOL, UINT8 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = x.get(BYTE, first + i) & 0xFF;
        }
      }
      case INT8 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = x.get(BYTE, first + i);
        }
      }
      case INT16 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = x.getAtIndex(SHORT, first + i);
        }
      }
      case UINT16 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = x.getAtIndex(SHORT, first + i) & 0xFFFF;
        }
      }
      case INT32 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = x.getAtIndex(INT, first + i);
        }
      }
      case UINT32 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = x.getAtIndex(INT, first + i) & 0xFFFF_FFFFL;
        }
      }
      case FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = (long) Float.float16ToFloat(x.getAtIndex(SHORT, first + i));
        }
      }
      case FLOAT32 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = (long) x.getAtIndex(FLOAT, first + i);
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = (long) x.getAtIndex(DOUBLE, first + i);
        }
      }
      case STRING -> throw noNumber();
    }
  }

  /// Writes `n` doubles from `first` on.
  static void fromDoubles(double[] in, int at, DType dtype, MemorySegment x, long first, int n) {
    switch (dtype) {
      case FLOAT64 -> MemorySegment.copy(in, at, x, DOUBLE, first * 8, n);
      case FLOAT32 -> {
        for (int i = 0; i < n; i++) {
          x.setAtIndex(FLOAT, first + i, (float) in[at + i]);
        }
      }
      case FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          x.setAtIndex(SHORT, first + i, Rounding.doubleToHalf(in[at + i]));
        }
      }
      case BOOL -> {
        for (int i = 0; i < n; i++) {
          x.set(BYTE, first + i, (byte) (in[at + i] != 0 ? 1 : 0));
        }
      }
      case INT8, UINT8 -> {
        for (int i = 0; i < n; i++) {
          x.set(BYTE, first + i, (byte) (long) in[at + i]);
        }
      }
      case INT16, UINT16 -> {
        for (int i = 0; i < n; i++) {
          x.setAtIndex(SHORT, first + i, (short) (long) in[at + i]);
        }
      }
      case INT32, UINT32 -> {
        for (int i = 0; i < n; i++) {
          x.setAtIndex(INT, first + i, (int) (long) in[at + i]);
        }
      }
      case INT64 -> {
        for (int i = 0; i < n; i++) {
          x.setAtIndex(LONG, first + i, (long) in[at + i]);
        }
      }
      case UINT64 -> {
        for (int i = 0; i < n; i++) {
          x.setAtIndex(LONG, first + i, Rounding.doubleToUnsigned(in[at + i]));
        }
      }
      case DATETIME, TIMEDELTA -> {
        for (int i = 0; i < n; i++) {
          double value = in[at + i];
          x.setAtIndex(LONG, first + i, Double.isNaN(value) ? DType.NAT : (long) value);
        }
      }
      case STRING -> throw noNumber();
    }
  }

  /// Writes `n` longs from `first` on; those of an unsigned source are `uint64` bits.
  static void fromLongs(
      long[] in, int at, boolean unsigned, DType dtype, MemorySegment x, long first, int n) {
    switch (dtype) {
      case INT64, UINT64, DATETIME, TIMEDELTA -> MemorySegment.copy(in, at, x, LONG, first * 8, n);
      case FLOAT64 -> {
        for (int i = 0; i < n; i++) {
          long value = in[at + i];
          x.setAtIndex(
              DOUBLE, first + i, unsigned ? Rounding.unsignedToDouble(value) : (double) value);
        }
      }
      case FLOAT32 -> {
        for (int i = 0; i < n; i++) {
          long value = in[at + i];
          x.setAtIndex(
              FLOAT, first + i, unsigned ? Rounding.unsignedToFloat(value) : (float) value);
        }
      }
      case FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          long value = in[at + i];
          x.setAtIndex(
              SHORT,
              first + i,
              Rounding.doubleToHalf(unsigned ? Rounding.unsignedToDouble(value) : (double) value));
        }
      }
      case BOOL -> {
        for (int i = 0; i < n; i++) {
          x.set(BYTE, first + i, (byte) (in[at + i] != 0 ? 1 : 0));
        }
      }
      case INT8, UINT8 -> {
        for (int i = 0; i < n; i++) {
          x.set(BYTE, first + i, (byte) in[at + i]);
        }
      }
      case INT16, UINT16 -> {
        for (int i = 0; i < n; i++) {
          x.setAtIndex(SHORT, first + i, (short) in[at + i]);
        }
      }
      case INT32, UINT32 -> {
        for (int i = 0; i < n; i++) {
          x.setAtIndex(INT, first + i, (int) in[at + i]);
        }
      }
      case STRING -> throw noNumber();
    }
  }

  private static IllegalArgumentException noNumber() {
    return new IllegalArgumentException("text has no numbers");
  }
}
