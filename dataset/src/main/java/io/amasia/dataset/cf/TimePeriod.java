package io.amasia.dataset.cf;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.TimeFields;
import io.amasia.dataset.Variable;
import java.util.List;
import java.util.Optional;

/// The span of time between the two bounds of one time, as people say it: `2041–2060`, `2050-01`,
/// `2050-12 – 2051-02`, `1961-01-01 – 1961-01-14`; and that of a climatology: `Jan of 1961–1990`.
///
/// Bounds meet, so the last day of a period is the one before its upper bound.
///
/// @param start the first microsecond, in `calendar`
/// @param end one past the last microsecond
/// @param climatology whether it is a part of each year from the first to the last rather than all
///   that lies between ([CF conventions,
///   7.4](https://cfconventions.org/cf-conventions/cf-conventions.html#climatological-statistics))
public record TimePeriod(Calendar calendar, long start, long end, boolean climatology) {
  private static final long DAY = Calendar.DAY_MICROS;
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  /// The period of position `i` of `time`, whose bounds are `[…, 2]` times; empty where these are
  /// no times, missing or equal. Reads the bounds.
  public static Optional<TimePeriod> of(Variable time, Variable bounds, long i) {
    boolean pairs = bounds.dtype() == DType.DATETIME && bounds.shape().size(bounds.ndim() - 1) == 2;
    if (!pairs || time.calendar().isEmpty()) {
      return Optional.empty();
    }
    NdArray values = bounds.load();
    long a = values.getLong(2 * i);
    long b = values.getLong(2 * i + 1);
    return a == DType.NAT || b == DType.NAT || a == b
        ? Optional.empty()
        : Optional.of(
            new TimePeriod(
                time.calendar().get(),
                Math.min(a, b),
                Math.max(a, b),
                time.attr("climatology").isPresent()));
  }

  /// The period in words; empty if it is shorter than a day, so that the time itself says more.
  public Optional<String> words() {
    TimeFields first = calendar.fields(start);
    TimeFields last = calendar.fields(end - 1);
    if (climatology) {
      return Optional.of(climatological(first, last));
    }
    return end - start < DAY ? Optional.empty() : Optional.of(through(first, last));
  }

  private String through(TimeFields first, TimeFields last) {
    if (wholeMonths() && first.month() == 1 && last.month() == 12) {
      return years(first, last);
    }
    return wholeMonths() ? span(month(first), month(last)) : span(day(first), day(last));
  }

  /// Months of years where it is whole months of each year, else the days it begins and ends with:
  /// what lies between may be hours of each day or days of each year.
  private String climatological(TimeFields first, TimeFields last) {
    if (!wholeMonths()) {
      return "within " + span(day(first), day(last));
    }
    boolean allYear = first.month() == last.month() % 12 + 1;
    if (allYear) {
      return through(first, last);
    }
    String months = MONTHS.get(first.month() - 1);
    if (first.month() != last.month()) {
      months += "–" + MONTHS.get(last.month() - 1);
    }
    boolean overNewYear = last.month() < first.month();
    String years = overNewYear ? span(month(first), month(last)) : years(first, last);
    return months + " of " + years;
  }

  private boolean wholeMonths() {
    return beginsMonth(start) && beginsMonth(end);
  }

  private boolean beginsMonth(long micros) {
    return Math.floorMod(micros, DAY) == 0 && calendar.fields(micros).day() == 1;
  }

  private static String years(TimeFields first, TimeFields last) {
    return first.year() == last.year() ? year(first) : year(first) + "–" + year(last);
  }

  private static String span(String first, String last) {
    return first.equals(last) ? first : first + " – " + last;
  }

  private static String year(TimeFields time) {
    return "%04d".formatted(time.year());
  }

  private static String month(TimeFields time) {
    return "%s-%02d".formatted(year(time), time.month());
  }

  private static String day(TimeFields time) {
    return "%s-%02d".formatted(month(time), time.day());
  }
}
