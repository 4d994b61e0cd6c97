package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.TimeFields;
import io.amasia.dataset.Variable;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns times, or differences of times, back into the numbers a file holds.
///
/// The units they were read in are kept where they give every value back; else the coarsest unit
/// that divides all of them is taken, counted from the day of the first. So are the dtype of the
/// numbers and the fill that stands for missing ones.
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

  // Classic files have no 64-bit integers; most counts fit 32 bits.
  private static final List<DType> SHORTEST = List.of(DType.INT32, DType.INT64);

  private final String units;
  private final @Nullable String calendarName;
  private final long epochMicros;
  private final long unitMicros;
  private final List<DType> dtypes;

  /// @param calendarName null for differences
  /// @param dtypes what numbers are where the array's own encoding says nothing that fits, the
  ///   first that holds all; the last does in any case
  private TimeEncoder(
      String units,
      @Nullable String calendarName,
      long epochMicros,
      long unitMicros,
      List<DType> dtypes) {
    this.units = units;
    this.calendarName = calendarName;
    this.epochMicros = epochMicros;
    this.unitMicros = unitMicros;
    this.dtypes = List.copyOf(dtypes);
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
        List<DType> dtypes = new ArrayList<>(List.of(DType.FLOAT64));
        Encoding.of(time).dtype().filter(DType::isNumeric).ifPresent(dtypes::addFirst);
        var kept =
            new TimeEncoder(original.get(), name, read.epochMicros(), read.unitMicros(), dtypes);
        if (read.unitMicros() > 0 && kept.isExact(values) && kept.isExact(bounds)) {
          return kept;
        }
      } catch (AmasiaException.Unsupported _) {
        // Units of another kind: chosen anew below.
      }
    }
    return coarsest(calendar, name, values, bounds);
  }

  /// The units that differences of times were read in or are to be stored in; empty if none are
  /// said, or none that microseconds make up.
  static Optional<String> unitsOfDifferences(Encoding encoding) {
    return text(encoding.asMap(), "units").filter(unit -> TimeUnits.duration(unit).orElse(0L) > 0);
  }

  /// The coding of differences of times, as microseconds, in `units`; in microseconds if those
  /// don't give every value back.
  static TimeEncoder ofDifferences(String units, long[] values) {
    long micros = TimeUnits.duration(units).orElseThrow();
    var kept = new TimeEncoder(units, null, 0, micros, List.of(DType.INT64, DType.FLOAT64));
    return kept.isExact(values)
        ? kept
        : new TimeEncoder("microseconds", null, 0, 1, List.of(DType.INT64));
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
        return new TimeEncoder(text, name, epoch, micros, SHORTEST);
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
      if (value != DType.NAT && read(number(value)) != value) {
        return false;
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

  /// The time that readers make of `number`.
  private long read(double number) {
    double whole = Math.floor(number);
    return epochMicros
        + ((long) whole) * unitMicros
        + (long) Math.rint((number - whole) * unitMicros);
  }

  /// `values` as numbers in these units, of the dtype and with the fill for missing ones that
  /// `encoding` says, where each is the same when read. Units, calendar and fill go into `attrs`.
  Node encode(Shape shape, long[] values, Encoding encoding, Map<String, Attribute> attrs) {
    attrs.put("units", Attribute.of(units));
    if (calendarName == null) {
      attrs.put("dtype", resolution(values, encoding));
    } else {
      attrs.put("calendar", Attribute.of(calendarName));
    }
    Set<DType> wanted = new LinkedHashSet<>();
    encoding.dtype().filter(DType::isNumeric).ifPresent(wanted::add);
    wanted.addAll(dtypes);
    for (DType dtype : wanted) {
      Map<String, Attribute> fills = FillValues.spelt(dtype, encoding.missing());
      Node numbers = numbers(shape, values, dtype, fills);
      if (numbers != null) {
        attrs.putAll(fills);
        return numbers;
      }
    }
    // One of the times is counted as what the file had for missing ones.
    Map<String, Attribute> fills = new HashMap<>();
    Node numbers = Objects.requireNonNull(numbers(shape, values, dtypes.getLast(), fills));
    attrs.putAll(fills);
    return numbers;
  }

  /// The dtype that the file had for differences, if it holds all `values`; else ours.
  private static Attribute resolution(long[] values, Encoding encoding) {
    Attribute said = encoding.get(Encoding.TIMEDELTA);
    if (said instanceof Attribute.Text(String text)) {
      String unit = text.replaceAll(".*\\[|].*", "");
      long micros = TimeUnits.duration(unit).orElse(-1L);
      if (micros == 0 || (micros > 0 && divides(values, 0, micros))) {
        return said;
      }
    }
    return Attribute.of(DType.TIMEDELTA.label());
  }

  /// `values` as numbers of `dtype`; null if one would be another time when read. Missing ones are
  /// the `_FillValue` of `fills`; if it has none, it gets NaN or the least `int64`, which are
  /// missing times by themselves.
  private @Nullable Node numbers(
      Shape shape, long[] values, DType dtype, Map<String, Attribute> fills) {
    if (Arrays.stream(values).anyMatch(value -> value == DType.NAT)
        && !fills.containsKey(Encoding.FILL)) {
      if (!dtype.isFloating() && dtype != DType.INT64) {
        return null;
      }
      Number missing = dtype.isFloating() ? (Number) Double.NaN : (Number) DType.NAT;
      fills.put(Encoding.FILL, new Attribute.Numbers(dtype, List.of(missing)));
    }
    return dtype.isFloating()
        ? reals(shape, values, dtype, fills)
        : counts(shape, values, dtype, fills);
  }

  private @Nullable Node reals(
      Shape shape, long[] values, DType dtype, Map<String, Attribute> fills) {
    Set<Number> taken = new HashSet<>(FillValues.of(dtype, fills, _ -> {}));
    Number missing = FillValues.written(fills);
    double[] reals = new double[values.length];
    for (int i = 0; i < reals.length; i++) {
      if (values[i] == DType.NAT && missing != null) {
        reals[i] = missing.doubleValue();
        continue;
      }
      reals[i] = dtype.rounded(number(values[i]));
      if (read(reals[i]) != values[i] || taken.contains(reals[i])) {
        return null;
      }
    }
    return Nodes.cast(Nodes.literal(NdArray.of(shape, reals)), dtype);
  }

  private @Nullable Node counts(
      Shape shape, long[] values, DType dtype, Map<String, Attribute> fills) {
    Set<Number> taken = new HashSet<>(FillValues.of(dtype, fills, _ -> {}));
    Number missing = FillValues.written(fills);
    long[] counts = new long[values.length];
    for (int i = 0; i < counts.length; i++) {
      if (values[i] == DType.NAT && missing != null) {
        counts[i] = missing.longValue();
        continue;
      }
      long since = values[i] - epochMicros;
      counts[i] = since / unitMicros;
      if (since % unitMicros != 0 || !isOne(counts[i], dtype) || taken.contains(counts[i])) {
        return null;
      }
    }
    return dtype == DType.INT32
        ? Nodes.literal(ints(shape, counts))
        : Nodes.cast(Nodes.literal(NdArray.of(shape, counts)), dtype);
  }

  /// Whether the integers of `dtype` have `count`, and readers all its digits.
  private static boolean isOne(long count, DType dtype) {
    int bits = 8 * dtype.itemSize();
    if (dtype == DType.UINT64) {
      return count >= 0 && count <= 1L << 53;
    }
    return dtype.isUnsigned()
        ? count >= 0 && count < 1L << bits
        : count << (64 - bits) >> (64 - bits) == count;
  }

  private static NdArray ints(Shape shape, long[] numbers) {
    int[] small = new int[numbers.length];
    for (int i = 0; i < small.length; i++) {
      small[i] = (int) numbers[i];
    }
    return NdArray.of(shape, small);
  }
}
