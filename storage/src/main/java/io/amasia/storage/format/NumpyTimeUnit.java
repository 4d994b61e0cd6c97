package io.amasia.storage.format;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import java.time.DateTimeException;
import java.time.LocalDate;

/// A step of NumPy's `datetime64` or `timedelta64`, and how a count of it becomes microseconds.
///
/// Finer steps are rounded half to even. Years and months count from 1970 in the proleptic
/// Gregorian calendar, NumPy's only one; NaT stays NaT.
///
/// Specification: <https://numpy.org/doc/stable/reference/arrays.datetime.html#datetime-units>
///
/// @param name NumPy's unit
/// @param scale units a step
/// @param months months a unit, or 0
/// @param micros microseconds a unit, or 0
/// @param perMicro units a microsecond where they are finer, else 0
public record NumpyTimeUnit(String name, long scale, long months, long micros, long perMicro) {
  private static final long SECOND = 1_000_000;
  private static final long DAY = 86_400 * SECOND;

  /// The step of `scale` times the unit `name`.
  ///
  /// @throws AmasiaException.Unsupported if there is no such unit, or a time difference is in years
  ///   or months, which have no one length
  public static NumpyTimeUnit of(String name, long scale, DType dtype) {
    NumpyTimeUnit unit =
        switch (name) {
          case "Y" -> new NumpyTimeUnit(name, scale, 12, 0, 0);
          case "M" -> new NumpyTimeUnit(name, scale, 1, 0, 0);
          case "W" -> new NumpyTimeUnit(name, scale, 0, 7 * DAY, 0);
          case "D" -> new NumpyTimeUnit(name, scale, 0, DAY, 0);
          case "h" -> new NumpyTimeUnit(name, scale, 0, 3600 * SECOND, 0);
          case "m" -> new NumpyTimeUnit(name, scale, 0, 60 * SECOND, 0);
          case "s" -> new NumpyTimeUnit(name, scale, 0, SECOND, 0);
          case "ms" -> new NumpyTimeUnit(name, scale, 0, 1000, 0);
          case "us", "μs" -> new NumpyTimeUnit(name, scale, 0, 1, 0);
          case "ns" -> new NumpyTimeUnit(name, scale, 0, 0, 1000);
          case "ps" -> new NumpyTimeUnit(name, scale, 0, 0, 1_000_000);
          case "fs" -> new NumpyTimeUnit(name, scale, 0, 0, 1_000_000_000);
          case "as" -> new NumpyTimeUnit(name, scale, 0, 0, 1_000_000_000_000L);
          default -> null;
        };
    if (unit == null) {
      throw new AmasiaException.Unsupported("times in the unit '" + name + "' are not supported");
    }
    if (unit.months > 0 && dtype == DType.TIMEDELTA) {
      throw new AmasiaException.Unsupported(
          "time differences in '" + name + "' are not supported: they have no one length");
    }
    return unit;
  }

  /// Whether counts are microseconds already.
  public boolean isMicros() {
    return micros == 1 && scale == 1;
  }

  /// Microseconds (since 1970-01-01 for a time) of `count` steps.
  ///
  /// A time that doesn't fit 64 bits of them is NaT, and that is said.
  public long toMicros(long count) {
    if (count == DType.NAT) {
      return DType.NAT;
    }
    try {
      long units = Math.multiplyExact(count, scale);
      if (perMicro > 0) {
        return divideHalfEven(units, perMicro);
      }
      return months > 0 ? sinceEpoch(units) : Math.multiplyExact(units, micros);
    } catch (ArithmeticException | DateTimeException _) {
      Notice.say(beyond("%d [%d%s]".formatted(count, scale, name)));
      return DType.NAT;
    }
  }

  /// What is said of a time that 64 bits of microseconds can't hold.
  public static String beyond(String value) {
    return "time value %s lies beyond the years that can be held; such values are taken as missing"
        .formatted(value);
  }

  /// The count of steps that is `micros`, the reverse of [#toMicros].
  ///
  /// @throws AmasiaException.Conflict if no count is exactly that time, or it doesn't fit 64 bits
  public long fromMicros(long time) {
    if (time == DType.NAT) {
      return time;
    }
    try {
      long units =
          perMicro > 0
              ? Math.multiplyExact(time, perMicro)
              : months > 0 ? months(time) / months : time / micros;
      long count = units / scale;
      if (toMicros(count) == time) {
        return count;
      }
    } catch (ArithmeticException _) {
      // said below
    }
    throw new AmasiaException.Conflict(
        "time %d us since 1970 is no count of [%d%s]".formatted(time, scale, name));
  }

  private static long months(long time) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(time, DAY));
    return (day.getYear() - 1970) * 12L + day.getMonthValue() - 1;
  }

  private long sinceEpoch(long units) {
    long month = Math.multiplyExact(units, months);
    int year = Math.toIntExact(Math.floorDiv(month, 12L) + 1970);
    LocalDate day = LocalDate.of(year, Math.floorMod(month, 12) + 1, 1);
    return Math.multiplyExact(day.toEpochDay(), DAY);
  }

  private static long divideHalfEven(long value, long divisor) {
    long floor = Math.floorDiv(value, divisor);
    long twice = 2 * Math.floorMod(value, divisor);
    boolean up = twice > divisor || (twice == divisor && (floor & 1) != 0);
    return up ? floor + 1 : floor;
  }
}
