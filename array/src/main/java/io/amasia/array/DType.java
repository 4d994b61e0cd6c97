package io.amasia.array;

import java.math.BigInteger;

/// The element type of an array.
///
/// Labels are NumPy's. Times are `int64` microseconds since 1970-01-01T00:00:00 in the calendar
/// that the variable carries; the missing time is [#NAT]. Text is variable-length UTF-8.
public enum DType {
  BOOL("bool", 1),
  INT8("int8", 1),
  INT16("int16", 2),
  INT32("int32", 4),
  INT64("int64", 8),
  UINT8("uint8", 1),
  UINT16("uint16", 2),
  UINT32("uint32", 4),
  UINT64("uint64", 8),
  FLOAT16("float16", 2),
  FLOAT32("float32", 4),
  FLOAT64("float64", 8),
  DATETIME("datetime64[us]", 8),
  TIMEDELTA("timedelta64[us]", 8),
  /// Text. Its item size is that of an offset; the bytes lie apart.
  STRING("str", 8);

  /// The missing time or time difference ("not a time"): the smallest `int64`.
  public static final long NAT = Long.MIN_VALUE;

  private final String label;
  private final int itemSize;

  DType(String label, int itemSize) {
    this.label = label;
    this.itemSize = itemSize;
  }

  /// The name that NumPy gives the type, such as `float32`.
  public String label() {
    return label;
  }

  /// Bytes an element takes in memory.
  public int itemSize() {
    return itemSize;
  }

  /// Whether values are IEEE floats, so that NaN means missing.
  public boolean isFloating() {
    return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
  }

  /// Whether values are signed or unsigned integers; bool and times are not.
  public boolean isInteger() {
    return switch (this) {
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> true;
      default -> false;
    };
  }

  /// Whether values are unsigned integers.
  public boolean isUnsigned() {
    return switch (this) {
      case UINT8, UINT16, UINT32, UINT64 -> true;
      default -> false;
    };
  }

  /// Whether values are times or time differences, so that [#NAT] means missing.
  public boolean isTime() {
    return this == DATETIME || this == TIMEDELTA;
  }

  /// Whether values are numbers: floats or integers.
  public boolean isNumeric() {
    return isFloating() || isInteger();
  }

  /// Whether `whole` is a value of this integer type.
  public boolean has(BigInteger whole) {
    int bits = 8 * itemSize();
    return isUnsigned()
        ? whole.signum() >= 0 && whole.bitLength() <= bits
        : whole.bitLength() < bits;
  }

  /// `value` as an array of this type holds it: rounded, if it is a narrower float.
  public double rounded(double value) {
    return switch (this) {
      case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16((float) value));
      case FLOAT32 -> (float) value;
      default -> value;
    };
  }

  /// The type with the given NumPy label.
  ///
  /// @throws AmasiaException.Unsupported if no type has it
  public static DType of(String label) {
    for (DType dtype : values()) {
      if (dtype.label.equals(label)) {
        return dtype;
      }
    }
    throw new AmasiaException.Unsupported(
        "dtype '" + label + "' is not supported; supported are: " + labels());
  }

  private static String labels() {
    var text = new StringBuilder();
    for (DType dtype : values()) {
      text.append(text.isEmpty() ? "" : ", ").append(dtype.label);
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return label;
  }
}
