package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.TimeFields;
import io.amasia.dataset.group.DateRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Times brought into another calendar, with xarray's meaning of `convert_calendar`.
///
/// Dates that the new calendar lacks, such as 29 February, go. Between calendars of months of 30
/// days and others it must be said what is kept: the date, or the place in the year.
///
/// @param dim the dimension of the times
/// @param to the new calendar
/// @param alignOn what is kept to and from a 360-day calendar
/// @param missing whether dates that only the new calendar has are put in, with missing values; the
///   times need one frequency then
/// @param seed what the choice of days follows from where `alignOn` is [AlignOn#RANDOM]
public record CalendarConversion(
    String dim, Calendar to, @Nullable AlignOn alignOn, boolean missing, long seed) {
  /// What is kept to and from a 360-day calendar.
  public enum AlignOn {
    /// Year, month and day: the 31st and, to a 360-day calendar, nothing else goes.
    DATE,
    /// The part of the year that has gone by.
    YEAR,
    /// As [#YEAR], but the five days that go or are left out lie anywhere, one in each fifth of a
    /// year, and 29 February is always one more: for daily data. The same seed chooses the same.
    RANDOM
  }

  /// To `calendar`, between calendars of true months.
  public static CalendarConversion of(String dim, Calendar calendar) {
    return new CalendarConversion(dim, calendar, null, false, 0);
  }

  public CalendarConversion alignOn(AlignOn what) {
    return new CalendarConversion(dim, to, what, missing, seed);
  }

  /// With days chosen by another seed than 0.
  public CalendarConversion seed(long chosen) {
    return new CalendarConversion(dim, to, alignOn, missing, chosen);
  }

  public CalendarConversion insertingMissing() {
    return new CalendarConversion(dim, to, alignOn, true, seed);
  }

  /// `dataset` in the new calendar. Reads the times at once.
  ///
  /// @throws AmasiaException.Usage if a 360-day calendar is part of it and nothing says how
  Dataset convert(Dataset dataset) {
    Variable times = dataset.coords().get(dim);
    if (times.dtype() != DType.DATETIME || !times.dims().equals(List.of(dim))) {
      throw new AmasiaException.Usage(
          "convertCalendar along '%s' needs times there; it has %s".formatted(dim, times));
    }
    Calendar from = times.calendar().orElseThrow();
    boolean by30 = from == Calendar.D360 || to == Calendar.D360;
    if (by30 && from != to && alignOn == null) {
      throw new AmasiaException.Usage(
          "to or from a 360-day calendar; say alignOn DATE (keep the date), or YEAR or RANDOM (keep the place in the year)");
    }
    long[] stamps = times.index().values().toLongs();
    List<Long> kept = new ArrayList<>();
    List<Long> converted = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    RandomDays random = new RandomDays(seed, from, to);
    for (int i = 0; i < stamps.length; i++) {
      Optional<Long> time =
          by30 && from != to && alignOn != AlignOn.DATE && stamps[i] != DType.NAT
              ? inYear(from, stamps[i], random)
              : onDate(from, stamps[i]);
      if (time.isPresent() && (alignOn != AlignOn.YEAR || seen.add(time.get()))) {
        kept.add((long) i);
        converted.add(time.get());
      }
    }
    long[] positions = kept.stream().mapToLong(Long::longValue).toArray();
    Variable labels =
        Variable.times(to, dim, converted.stream().mapToLong(Long::longValue).toArray())
            .withAttrs(times.attrs());
    Dataset result =
        Selection.isel(dataset, java.util.Map.of(dim, Reindexing.range(positions)))
            .withCoord(dim, labels);
    return missing ? filled(result, times, labels) : result;
  }

  /// `dataset` interpolated at the times of `target`, whatever their calendar, by straight lines
  /// between equal parts of the year: 1 March is a bit later in a year of 365 days. Only for data
  /// whose time of day means nothing. Reads the times at once.
  static Dataset interpolate(Dataset dataset, DataArray target, String dim) {
    Variable own = dataset.coords().get(dim);
    DataArray places = new DataArray(dim, own.compute(), Coordinates.NONE).dt().decimalYear();
    DataArray wanted = target.withCoords(Coordinates.NONE).compute().dt().decimalYear();
    return dataset
        .withCoord(dim, Variable.of(List.of(dim), places.load()))
        .interp(dim, wanted)
        .withCoord(dim, target.variable());
  }

  private Dataset filled(Dataset result, Variable times, Variable labels) {
    String frequency =
        DateRange.inferFreq(times)
            .orElseThrow(() ->
                new AmasiaException.Usage(
                    "times along '%s' have no one frequency, so nothing says which are missing"
                        .formatted(dim)));
    long[] stamps = times.index().values().toLongs();
    if (stamps.length == 0) {
      return result;
    }
    Calendar from = times.calendar().orElseThrow();
    long end = end(from, stamps[stamps.length - 1], frequency);
    Variable all =
        DateRange.between(orBefore(from, stamps[0]), end, frequency, to, dim)
            .withAttrs(labels.attrs());
    return Reindexing.reindex(result, dim, all, Lookup.EXACT, Fill.MISSING);
  }

  /// The last time, at the end of its month where it stands there and the frequency may.
  private long end(Calendar from, long micros, String frequency) {
    long end = orBefore(from, micros);
    TimeFields was = from.fields(micros);
    TimeFields is = to.fields(end);
    boolean last = was.day() == from.daysInMonth(was.year(), was.month());
    boolean mayEnd = frequency.matches("\\d*(D|ME|[QY]E.*)");
    long days = last && mayEnd ? to.daysInMonth(is.year(), is.month()) - is.day() : 0;
    return end + days * Calendar.DAY_MICROS;
  }

  /// The same date and time of day, or the first before it that the new calendar has.
  private long orBefore(Calendar from, long micros) {
    long at = micros;
    Optional<Long> there = onDate(from, at);
    while (there.isEmpty()) {
      at -= Calendar.DAY_MICROS;
      there = onDate(from, at);
    }
    return there.get();
  }

  /// The same date and time of day; empty if the new calendar lacks it.
  private Optional<Long> onDate(Calendar from, long micros) {
    if (micros == DType.NAT) {
      return Optional.of(micros);
    }
    TimeFields f = from.fields(micros);
    boolean exists = f.day() <= to.daysInMonth(f.year(), f.month()) && !skipped(f);
    return exists
        ? Optional.of(
            to.micros(f.year(), f.month(), f.day(), f.hour(), f.minute(), f.second(), f.micro()))
        : Optional.empty();
  }

  /// The ten days that the standard calendar left out in 1582.
  private boolean skipped(TimeFields f) {
    return to == Calendar.STANDARD
        && f.year() == 1582
        && f.month() == 10
        && f.day() > 4
        && f.day() < 15;
  }

  /// The same part of the year, with the time of day; empty if its day goes.
  private Optional<Long> inYear(Calendar from, long micros, RandomDays random) {
    TimeFields f = from.fields(micros);
    int day = from.dayOfYear(micros);
    long there =
        alignOn == AlignOn.RANDOM
            ? random.of(f.year(), day)
            : (long) Math.rint(day * (double) to.daysInYear(f.year()) / from.daysInYear(f.year()));
    long start = to.micros(f.year(), 1, 1, f.hour(), f.minute(), f.second(), f.micro());
    return there == 0 ? Optional.empty() : Optional.of(start + (there - 1) * Calendar.DAY_MICROS);
  }
}
