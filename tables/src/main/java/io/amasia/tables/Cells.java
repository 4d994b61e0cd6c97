package io.amasia.tables;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// The values of an array one by one, in C order, as Java's own: `Double` or `Float`, `Long` or
/// `BigInteger`, `Boolean`, text; times as ISO 8601 text of their calendar. NaN, NaT and nothing
/// else are null.
@FunctionalInterface
public interface Cells {
  /// Value `i`.
  @Nullable Object value(long i);

  /// The values of `array`; times are of `calendar`.
  static Cells of(NdArray array, Calendar calendar) {
    DType dtype = array.dtype();
    return i ->
        switch (dtype) {
          case STRING -> array.getString(i);
          case FLOAT16, FLOAT64 -> number(array.getDouble(i));
          case FLOAT32 -> {
            Double value = number(array.getDouble(i));
            yield value == null ? null : value.floatValue();
          }
          case DATETIME -> time(array.getLong(i), calendar);
          case TIMEDELTA -> array.getLong(i) == DType.NAT ? null : (Object) array.getLong(i);
          case BOOL -> array.getLong(i) != 0;
          case UINT64 -> new BigInteger(Long.toUnsignedString(array.getLong(i)));
          case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 -> array.getLong(i);
        };
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static @Nullable String time(long micros, Calendar calendar) {
    return micros == DType.NAT ? null : calendar.format(micros);
  }
}
