package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.TimeFields;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import java.util.Map;
import java.util.Optional;

/// Turns times back into the numbers a file holds.
///
/// The units the times were read in are kept where they give every value back; else the coarsest
/// unit that divides all of them is taken, counted from the day of the first.
final class TimeEncoder {
  // A double of the original units must decode to the same microsecond.
  private static final Object[][] UNITS = {
    {"days", Calendar.DAY_MICROS},
    {"hours", 3_600_000_000L},
    {"minutes", 60_000_000L},
    {"seconds", 1_000_000L},
    {"milliseconds", 1_000L},
    {"microseconds", 1L},
  };

  private final String units;
  private final String calendarName;
  private final long epochMicros;
  private final long unitMicros;
  private final Numbers numbers;

  /// What the numbers of a file are: its own dtype where all fit it, else `float64`; or the
  /// shortest integers.
  private enum Numbers {
    FLOAT64,
    INT32,
    INT64,
    SHORTEST
  }

  private TimeEncoder(
      String units, String calendarName, long epochMicros, long unitMicros, Numbers numbers) {
    this.units = units;
    this.calendarName = calendarName;
    this.epochMicros = epochMicros;
    this.unitMicros = unitMicros;
    this.numbers = numbers;
  }

  /// The coding of `time` that also suits `bounds`, both as microseconds.
  static TimeEncoder of(Variable time, long[] values, long[] bounds) {
    Calendar calendar = time.calendar().orElse(Calendar.STANDARD);
    Map<String, Attribute> encoding = time.encoding();
    String name =
        text(encoding, "calendar")
            .filter(n -> Calendar.find(n).filter(calendar::equals).isPresent())
            .orElse(calendar.label());
    Optional<String> original = text(encoding, "units");
    if (original.isPresent()) {
      try {
        TimeUnits read = TimeUnits.parse(original.get(), name);
        var kept =
            new TimeEncoder(
                original.get(), name, read.epochMicros(), read.unitMicros(), Numbers.FLOAT64);
        if (read.unitMicros() > 0 && kept.isExact(values) && kept.isExact(bounds)) {
          return kept.with(kept.own(encoding, values, bounds));
        }
      } catch (AmasiaException.Unsupported _) {
        // Units of another kind: chosen anew below.
      }
    }
    return coarsest(calendar, name, values, bounds);
  }

  private TimeEncoder with(Numbers changed) {
    return new TimeEncoder(units, calendarName, epochMicros, unitMicros, changed);
  }

  /// The integers that the file had, where all are whole and fit them.
  private Numbers own(Map<String, Attribute> encoding, long[] values, long[] bounds) {
    String dtype = text(encoding, "dtype").orElse("");
    if (!divides(values, epochMicros, unitMicros) || !divides(bounds, epochMicros, unitMicros)) {
      return Numbers.FLOAT64;
    }
    return switch (dtype) {
      case "int64" -> Numbers.INT64;
      case "int32" -> isInt(values) && isInt(bounds) ? Numbers.INT32 : Numbers.FLOAT64;
      default -> Numbers.FLOAT64;
    };
  }

  private boolean isInt(long[] values) {
    for (long value : values) {
      long count = (value - epochMicros) / unitMicros;
      if (value == DType.NAT || count != (int) count) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> text(Map<String, Attribute> encoding, String name) {
    return encoding.get(name) instanceof Attribute.Text(String value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private static TimeEncoder coarsest(
      Calendar calendar, String name, long[] values, long[] bounds) {
    long first = firstTime(values);
    long epoch = Math.floorDiv(first, Calendar.DAY_MICROS) * Calendar.DAY_MICROS;
    TimeFields day = calendar.fields(epoch);
    for (Object[] unit : UNITS) {
      long micros = (long) unit[1];
      if (divides(values, epoch, micros) && divides(bounds, epoch, micros)) {
        String text =
            "%s since %04d-%02d-%02d 00:00:00"
                .formatted(unit[0], day.year(), day.month(), day.day());
        return new TimeEncoder(text, name, epoch, micros, Numbers.SHORTEST);
      }
    }
    throw new IllegalStateException("microseconds divide all times");
  }

  private static long firstTime(long[] values) {
    for (long value : values) {
      if (value != DType.NAT) {
        return value;
      }
    }
    return 0;
  }

  private static boolean divides(long[] values, long epoch, long unit) {
    for (long value : values) {
      if (value != DType.NAT && (value - epoch) % unit != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isExact(long[] values) {
    for (long value : values) {
      if (value != DType.NAT) {
        double number = number(value);
        if (epochMicros + (long) Math.rint(number * unitMicros) != value) {
          return false;
        }
      }
    }
    return true;
  }

  private double number(long micros) {
    long since = micros - epochMicros;
    // Whole units and their rest apart, so that the quotient is rounded once.
    return since % unitMicros == 0
        ? wholeNumber(since / unitMicros)
        : (double) since / (double) unitMicros;
  }

  private static double wholeNumber(long count) {
    return count;
  }

  /// Times as numbers in these units: float64 with NaN, or int64 with the least value, for NaT.
  NdArray encode(Shape shape, long[] values) {
    if (numbers == Numbers.FLOAT64) {
      double[] reals = new double[values.length];
      for (int i = 0; i < reals.length; i++) {
        reals[i] = values[i] == DType.NAT ? Double.NaN : number(values[i]);
      }
      return NdArray.of(shape, reals);
    }
    long[] counts = new long[values.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = values[i] == DType.NAT ? DType.NAT : (values[i] - epochMicros) / unitMicros;
    }
    boolean fits = numbers != Numbers.INT64;
    for (long count : counts) {
      fits &= count == (int) count;
    }
    return fits ? ints(shape, counts) : NdArray.of(shape, counts);
  }

  // Classic files have no 64-bit integers; most counts fit 32 bits.
  private static NdArray ints(Shape shape, long[] numbers) {
    int[] small = new int[numbers.length];
    for (int i = 0; i < small.length; i++) {
      small[i] = (int) numbers[i];
    }
    return NdArray.of(shape, small);
  }

  /// Puts `units` and `calendar` into `attrs`.
  void describe(Map<String, Attribute> attrs) {
    attrs.put("units", Attribute.of(units));
    attrs.put("calendar", Attribute.of(calendarName));
  }
}
