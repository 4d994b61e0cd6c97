package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.TimeFields;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import java.util.Arrays;

/// The interval each time stands for: from its bounds, else from the calendar and the spacing of
/// the times.
///
/// Without bounds, times a month apart stand for their calendar months, times a year apart for
/// their years, times a day apart for their days; three months apart for the season they begin or
/// are the middle of. Any other equal spacing gives intervals of that length from each time on, and
/// unequal spacing gives intervals that meet halfway. A single time has no interval.
public final class TimeIntervals {
  private static final long DAY = Calendar.DAY_MICROS;

  /// Where intervals come from.
  public enum Origin {
    BOUNDS,
    MONTHS,
    YEARS,
    SEASONS,
    DAYS,
    /// Equal steps of another length.
    STEPS,
    /// Halfway between neighbours.
    NEIGHBOURS,
    /// Nothing known; all lengths are 0.
    INSTANTS
  }

  private final Calendar calendar;
  private final Origin origin;
  private final long[] starts;
  private final long[] ends;

  private TimeIntervals(Calendar calendar, Origin origin, long[] starts, long[] ends) {
    this.calendar = calendar;
    this.origin = origin;
    this.starts = starts;
    this.ends = ends;
  }

  /// The intervals of time coordinate `name` of `dataset`; loads it and its bounds.
  ///
  /// @throws AmasiaException.Usage if it is no 1-D time
  public static TimeIntervals of(Dataset dataset, String name) {
    Variable time = dataset.variable(name);
    if (time.ndim() != 1 || time.calendar().isEmpty()) {
      throw new AmasiaException.Usage(
          "'%s' is %s %s, not a 1-D time".formatted(name, time.dtype(), time.dims()));
    }
    Calendar calendar = time.calendar().get();
    long[] stamps = time.load().toLongs();
    // Climatological bounds span many years: they are no interval of time.
    boolean climatology = time.attr("climatology").isPresent();
    return CfLinks.bounds(dataset, name)
        .filter(bounds -> !climatology && usable(bounds))
        .map(bounds -> fromBounds(calendar, stamps, bounds.load().toLongs()))
        .orElseGet(() -> fromStamps(calendar, stamps));
  }

  private static boolean usable(Variable bounds) {
    return bounds.dtype() == DType.DATETIME && bounds.shape().size(1) == 2;
  }

  private static TimeIntervals fromBounds(Calendar calendar, long[] stamps, long[] bounds) {
    long[] starts = new long[stamps.length];
    long[] ends = new long[stamps.length];
    for (int i = 0; i < stamps.length; i++) {
      starts[i] = Math.min(bounds[2 * i], bounds[2 * i + 1]);
      ends[i] = Math.max(bounds[2 * i], bounds[2 * i + 1]);
      if (starts[i] == DType.NAT || starts[i] == ends[i]) {
        return fromStamps(calendar, stamps);
      }
    }
    return new TimeIntervals(calendar, Origin.BOUNDS, starts, ends);
  }

  /// The intervals of times without bounds, in microseconds of `calendar`.
  public static TimeIntervals fromStamps(Calendar calendar, long... stamps) {
    int n = stamps.length;
    boolean anyMissing = Arrays.stream(stamps).anyMatch(t -> t == DType.NAT);
    if (n < 2 || anyMissing) {
      return new TimeIntervals(calendar, Origin.INSTANTS, stamps.clone(), stamps.clone());
    }
    long[] months = Arrays.stream(stamps).map(t -> monthOf(calendar, t)).toArray();
    long[] steps = new long[n - 1];
    long[] monthSteps = new long[n - 1];
    for (int i = 1; i < n; i++) {
      steps[i - 1] = Math.abs(stamps[i] - stamps[i - 1]);
      monthSteps[i - 1] = Math.abs(months[i] - months[i - 1]);
    }
    long least = Arrays.stream(steps).min().orElse(0);
    long leastMonths = Arrays.stream(monthSteps).min().orElse(0);
    // A gap is a multiple of the step: one missing month leaves the others their months.
    if (least >= 27 * DAY && leastMonths == 1) {
      return ofMonths(calendar, Origin.MONTHS, months, 1);
    }
    if (leastMonths == 12 && allMultiples(monthSteps, 12)) {
      long[] januaries = Arrays.stream(months).map(m -> Math.floorDiv(m, 12L) * 12).toArray();
      return ofMonths(calendar, Origin.YEARS, januaries, 12);
    }
    if (leastMonths == 3 && allMultiples(monthSteps, 3)) {
      int day = calendar.fields(stamps[0]).day();
      long back = day >= 10 && day <= 20 ? 1 : 0;
      long[] begins = Arrays.stream(months).map(m -> m - back).toArray();
      return ofMonths(calendar, Origin.SEASONS, begins, 3);
    }
    return ofSteps(calendar, stamps, steps, least);
  }

  private static TimeIntervals ofSteps(Calendar calendar, long[] stamps, long[] steps, long least) {
    if (least == 0 || !allMultiples(steps, least)) {
      return halfway(calendar, stamps);
    }
    boolean days = least == DAY;
    long[] starts =
        Arrays.stream(stamps).map(t -> days ? Math.floorDiv(t, DAY) * DAY : t).toArray();
    long[] ends = Arrays.stream(starts).map(t -> t + least).toArray();
    return new TimeIntervals(calendar, days ? Origin.DAYS : Origin.STEPS, starts, ends);
  }

  private static boolean allMultiples(long[] steps, long of) {
    return Arrays.stream(steps).allMatch(step -> step % of == 0);
  }

  private static TimeIntervals halfway(Calendar calendar, long[] stamps) {
    int n = stamps.length;
    long[] starts = new long[n];
    long[] ends = new long[n];
    for (int i = 0; i < n; i++) {
      long before = i > 0 ? stamps[i - 1] : stamps[0] - (stamps[1] - stamps[0]);
      long after = i < n - 1 ? stamps[i + 1] : stamps[n - 1] + (stamps[n - 1] - stamps[n - 2]);
      long a = stamps[i] - (stamps[i] - before) / 2;
      long b = stamps[i] + (after - stamps[i]) / 2;
      starts[i] = Math.min(a, b);
      ends[i] = Math.max(a, b);
    }
    return new TimeIntervals(calendar, Origin.NEIGHBOURS, starts, ends);
  }

  private static TimeIntervals ofMonths(
      Calendar calendar, Origin origin, long[] months, int length) {
    long[] starts = new long[months.length];
    long[] ends = new long[months.length];
    for (int i = 0; i < months.length; i++) {
      starts[i] = startOfMonth(calendar, months[i]);
      ends[i] = startOfMonth(calendar, months[i] + length);
    }
    return new TimeIntervals(calendar, origin, starts, ends);
  }

  // Months are counted without a break: year -1 comes before year 1 where there is no year 0.
  private static long monthOf(Calendar calendar, long micros) {
    TimeFields fields = calendar.fields(micros);
    long year = fields.year() < 0 && !calendar.hasYearZero() ? fields.year() + 1 : fields.year();
    return year * 12 + fields.month() - 1;
  }

  private static long startOfMonth(Calendar calendar, long month) {
    long year = Math.floorDiv(month, 12L);
    long label = year <= 0 && !calendar.hasYearZero() ? year - 1 : year;
    return calendar.micros(label, (int) Math.floorMod(month, 12L) + 1, 1, 0, 0, 0, 0);
  }

  /// The number of times.
  public int size() {
    return starts.length;
  }

  /// Whether one of the times is missing, so that what they cover together is not known.
  public boolean anyMissing() {
    return Arrays.stream(starts).anyMatch(start -> start == DType.NAT);
  }

  public Calendar calendar() {
    return calendar;
  }

  public Origin origin() {
    return origin;
  }

  /// The first microsecond of interval `i`.
  public long start(int i) {
    return starts[i];
  }

  /// One past the last microsecond of interval `i`.
  public long end(int i) {
    return ends[i];
  }

  /// Microseconds of interval `i`.
  public long length(int i) {
    return ends[i] - starts[i];
  }

  /// The middle of interval `i`, by which its year, month and season are told.
  public long midpoint(int i) {
    return starts[i] + (ends[i] - starts[i]) / 2;
  }

  /// What each time weighs in a mean over time: its length in days; 1 where no length is known.
  public double[] weights() {
    double[] weights = new double[size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = origin == Origin.INSTANTS ? 1 : (double) length(i) / DAY;
    }
    return weights;
  }

  /// `dataset` with time `name` moved to the middle of its intervals.
  ///
  /// For files whose times are the ends (or beginnings) of what they stand for.
  ///
  /// @throws AmasiaException.Usage if it is no 1-D time or has no bounds
  public static Dataset timeFromBounds(Dataset dataset, String name) {
    TimeIntervals intervals = of(dataset, name);
    if (intervals.origin != Origin.BOUNDS) {
      throw new AmasiaException.Usage("time '" + name + "' has no bounds to take its middle from");
    }
    long[] middles = new long[intervals.size()];
    Arrays.setAll(middles, intervals::midpoint);
    Variable time = dataset.variable(name);
    NdArray values = NdArray.of(DType.DATETIME, Shape.of(middles.length), middles);
    Coordinates coords = dataset.coords();
    return dataset.withCoords(coords.with(name, time.computed(Nodes.literal(values))));
  }
}
