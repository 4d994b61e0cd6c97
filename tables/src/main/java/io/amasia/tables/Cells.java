package io.amasia.tables;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The values of an array one by one, in C order, as Java's own: `Double` or `Float`, `Long` or
/// `BigInteger`, `Boolean`, text; times as ISO 8601 text of their calendar, time differences as its
/// text of durations, such as `P1DT0.5S`. NaN, NaT and nothing else are null.
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
          case TIMEDELTA -> duration(array.getLong(i));
          case BOOL -> array.getLong(i) != 0;
          case UINT64 -> new BigInteger(Long.toUnsignedString(array.getLong(i)));
          case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 -> array.getLong(i);
        };
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static @Nullable String duration(long micros) {
    if (micros == DType.NAT) {
      return null;
    }
    long size = Math.abs(micros);
    long days = size / Calendar.DAY_MICROS;
    String rest = Duration.of(size % Calendar.DAY_MICROS, ChronoUnit.MICROS).toString();
    String text = days == 0 ? rest : "P%dD".formatted(days) + rest.substring(1);
    return (micros < 0 ? "-" : "") + (days > 0 ? text.replaceFirst("T0S$", "") : text);
  }

  private static @Nullable String time(long micros, Calendar calendar) {
    return micros == DType.NAT ? null : calendar.format(micros);
  }
}
