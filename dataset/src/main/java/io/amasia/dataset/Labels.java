package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.PartialDate;
import io.amasia.array.PartialDate.Resolution;
import io.amasia.dataset.group.DateRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The labels of one dimension as comparable keys: `Long` for integers, times and bool, `Double`
/// for floats, `String` for text.
public final class Labels {
  private static final long SECOND = 1_000_000;
  private static final Pattern SPAN = Pattern.compile("(-?\\d{1,15}) ?([A-Za-z]+)");

  private final DType dtype;
  private final Calendar calendar;
  private final NdArray values;
  private final int size;
  private final long @Nullable [] longs;
  private final double @Nullable [] doubles;
  private @Nullable Resolution resolution;

  Labels(NdArray values, @Nullable Calendar calendar) {
    this.dtype = values.dtype();
    this.calendar = calendar == null ? Calendar.STANDARD : calendar;
    this.values = values;
    this.size = Math.toIntExact(values.size());
    this.doubles = dtype.isFloating() ? values.toDoubles() : null;
    this.longs = dtype.isFloating() || dtype == DType.STRING ? null : values.toLongs();
  }

  public int size() {
    return size;
  }

  DType dtype() {
    return dtype;
  }

  /// The calendar of times.
  Calendar calendar() {
    return calendar;
  }

  /// Label `i`; -0.0 as 0.0, so that equal labels are equal keys.
  public Object key(int i) {
    if (doubles != null) {
      return doubles[i] + 0.0;
    }
    return longs != null ? (Object) longs[i] : values.getString(i);
  }

  /// Label `i` for people.
  String text(int i) {
    if (dtype == DType.DATETIME) {
      String iso = calendar.format((Long) key(i));
      return iso.endsWith("T00:00:00") ? iso.substring(0, iso.length() - 9) : iso;
    }
    if (dtype == DType.FLOAT32) {
      return Float.toString(((Double) key(i)).floatValue());
    }
    return String.valueOf(key(i));
  }

  /// The key a user's label stands for.
  ///
  /// @throws AmasiaException.Label if it is of another kind than the labels
  Object keyOf(Object label) {
    if (label instanceof Boolean flag) {
      return flag ? 1L : 0L;
    }
    if (dtype == DType.STRING) {
      return String.valueOf(label);
    }
    if (dtype == DType.DATETIME && label instanceof String text) {
      return PartialDate.parse(text, calendar).start();
    }
    if (dtype == DType.TIMEDELTA && label instanceof String text) {
      return span(text);
    }
    if (label instanceof Number number) {
      boolean whole = !(number instanceof Double || number instanceof Float);
      if (doubles != null) {
        // NumPy casts the key to the index's dtype, so that 0.1 finds the float32 nearest to it.
        double key = number.doubleValue();
        return (dtype == DType.FLOAT64 ? key : (double) (float) key) + 0.0;
      }
      double value = number.doubleValue();
      return whole || (value == Math.rint(value) && Math.abs(value) < 0x1p53)
          ? (Object) number.longValue()
          : value;
    }
    throw new AmasiaException.Label(
        "label '%s' does not fit labels of dtype %s".formatted(label, dtype));
  }

  /// A length of time such as `6h`, in microseconds.
  private static long span(String text) {
    Matcher written = SPAN.matcher(text);
    if (!written.matches()) {
      throw new AmasiaException.Label(
          "'%s' is no length of time; write it as 6h, 1D, 30min, 10s or 5ms".formatted(text));
    }
    long count = Long.parseLong(written.group(1));
    long unit = DateRange.stepMicros(written.group(2));
    if (Math.abs(count) > Long.MAX_VALUE / unit) {
      throw new AmasiaException.Label(
          "'%s' is longer than times reach, which count microseconds: about 292,000 years"
              .formatted(text));
    }
    return count * unit;
  }

  /// The last microsecond that a length of time covers as the end of a slice: as in pandas, `6h` is
  /// any length from 6 hours to before 7.
  static long spanEnd(String text) {
    long micros = span(text);
    long unit = 1;
    for (long longer : new long[] {1000, SECOND, 60 * SECOND, 3600 * SECOND, 24 * 3600 * SECOND}) {
      unit = micros % longer == 0 ? longer : unit;
    }
    return micros > Long.MAX_VALUE - unit ? Long.MAX_VALUE : micros + unit - 1;
  }

  /// Whether a key of another index can be equal to one of these: shorter floats don't hold each.
  boolean isExact(Object key) {
    return !(key instanceof Double wide)
        || dtype == DType.FLOAT64
        || !dtype.isFloating()
        || Double.compare((double) wide.floatValue(), wide) == 0;
  }

  /// The span of time that a text label covers.
  PartialDate date(String text) {
    return PartialDate.parse(text, calendar);
  }

  /// Whether a date of resolution `written` names a span of these times rather than one of them: it
  /// is coarser than they are. Times are never taken as coarser than days, as in pandas; in
  /// calendars that pandas lacks every date is a span, as with xarray's index of them.
  boolean isSpan(Resolution written) {
    return !calendar.isGregorian() || written.compareTo(resolution()) < 0;
  }

  private Resolution resolution() {
    Resolution known = resolution;
    if (known == null) {
      known = Resolution.DAY;
      for (int i = 0; i < size; i++) {
        Resolution own = resolution((Long) key(i));
        known = own.compareTo(known) > 0 ? own : known;
      }
      resolution = known;
    }
    return known;
  }

  private static Resolution resolution(long micros) {
    if (micros == DType.NAT || micros % Calendar.DAY_MICROS == 0) {
      return Resolution.DAY;
    }
    if (micros % (3600 * SECOND) == 0) {
      return Resolution.HOUR;
    }
    if (micros % (60 * SECOND) == 0) {
      return Resolution.MINUTE;
    }
    return micros % SECOND == 0 ? Resolution.SECOND : Resolution.MICROSECOND;
  }

  /// Compares label `i` with `key`. NaN comes last.
  int compare(int i, Object key) {
    if (longs != null && key instanceof Long whole) {
      return dtype == DType.UINT64
          ? Long.compareUnsigned(longs[i], whole)
          : Long.compare(longs[i], whole);
    }
    if (key instanceof String text) {
      return values.getString(i).compareTo(text);
    }
    return Double.compare(number(i), ((Number) key).doubleValue() + 0.0);
  }

  /// Label `i` as a number.
  double number(int i) {
    return doubles != null ? doubles[i] + 0.0 : values.getDouble(i);
  }

  /// All labels as numbers.
  double[] numbers() {
    return IntStream.range(0, size()).mapToDouble(this::number).toArray();
  }

  /// How far `key` lies from label `i`; infinite for text.
  double distance(int i, Object key) {
    if (key instanceof String) {
      return Double.POSITIVE_INFINITY;
    }
    if (longs != null && key instanceof Long whole) {
      return Math.abs((double) (longs[i] - whole));
    }
    return Math.abs(number(i) - ((Number) key).doubleValue());
  }

  /// Whether label `i` is missing.
  public boolean isMissing(int i) {
    return doubles != null
        ? Double.isNaN(doubles[i])
        : dtype.isTime() && longs != null && longs[i] == DType.NAT;
  }

  /// The labels as keys, in order.
  List<Object> keys() {
    List<Object> keys = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      keys.add(key(i));
    }
    return keys;
  }

  /// Compares labels `i` and `j`; missing ones come last.
  int compareMissingLast(int i, int j) {
    if (isMissing(i) || isMissing(j)) {
      return Boolean.compare(isMissing(i), isMissing(j));
    }
    return compare(i, key(j));
  }

  /// Positions of the distinct labels, each where it comes first, sorted by label; missing ones
  /// left out.
  public List<Integer> sortedDistinct() {
    var firsts = new LinkedHashMap<Object, Integer>();
    for (int i = 0; i < size; i++) {
      if (!isMissing(i)) {
        firsts.putIfAbsent(key(i), i);
      }
    }
    List<Integer> order = new ArrayList<>(firsts.values());
    order.sort((i, j) -> compare(i, key(j)));
    return order;
  }
}
