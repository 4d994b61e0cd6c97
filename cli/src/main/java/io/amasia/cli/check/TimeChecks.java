package io.amasia.cli.check;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.cf.TimeIntervals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Times of files that continue each other: missing, repeated, overlapping, out of order, in
/// several units or calendars, at the ends of their intervals.
final class TimeChecks {
  /// So many gaps are named one by one.
  private static final int NAMED = 3;

  private final List<FileFacts> files;
  private final List<Finding> found = new ArrayList<>();

  private TimeChecks(List<FileFacts> files) {
    this.files = files;
  }

  static List<Finding> of(List<FileFacts> all) {
    List<FileFacts> timed = all.stream().filter(f -> f.times().isPresent()).toList();
    var checks = new TimeChecks(timed);
    all.forEach(checks::undecoded);
    if (timed.isEmpty()) {
      return checks.found;
    }
    timed.forEach(checks::inside);
    boolean oneCalendar =
        checks.agree("calendar", Finding.Level.WRONG, "calendars", t -> t.calendar().label());
    checks.agree("time-units", Finding.Level.NOTE, "times count in", FileFacts.Times::units);
    if (!oneCalendar) {
      return checks.found;
    }
    boolean members =
        timed.size() > 1 && timed.stream().map(f -> times(f).stamps()).distinct().count() == 1;
    if (members) {
      checks.found.add(
          Finding.note(
              "equal-times",
              Inspection.urls(timed),
              "all files have the same times; join them along a new dimension, for example --concat member"));
      checks.gaps(List.of(timed.getFirst()));
    } else {
      checks.overlaps();
      checks.gaps(timed);
    }
    return checks.found;
  }

  private static FileFacts.Times times(FileFacts file) {
    return file.times().orElseThrow();
  }

  /// Says where files differ; whether they do not.
  private boolean agree(
      String kind, Finding.Level level, String what, Function<FileFacts.Times, String> of) {
    Map<String, List<String>> by = new LinkedHashMap<>();
    for (FileFacts file : files) {
      by.computeIfAbsent(of.apply(times(file)), _ -> new ArrayList<>())
          .add(Inspection.name(file.url()));
    }
    if (by.size() > 1) {
      found.add(
          new Finding(
              level,
              kind,
              Inspection.urls(files),
              "%s %s%s"
                  .formatted(
                      what,
                      VariableChecks.listed(by),
                      level == Finding.Level.NOTE
                          ? "; they are joined all the same"
                          : "; different calendars meet only after --yearly or --monthly")));
    }
    return by.size() == 1;
  }

  private void undecoded(FileFacts file) {
    file.undecoded()
        .forEach((name, units) ->
            found.add(
                Finding.wrong(
                    "undecodable-times",
                    List.of(file.url()),
                    "'%s' is in '%s', of which no dates can be made in its calendar: nothing over time is possible"
                        .formatted(name, units))));
  }

  /// Whether intervals follow each other without gap or overlap.
  private void meet(FileFacts file, List<Long> bounds) {
    int holes = 0;
    int overlaps = 0;
    for (int i = 2; i + 1 < bounds.size(); i += 2) {
      long end = Math.max(bounds.get(i - 2), bounds.get(i - 1));
      long begin = Math.min(bounds.get(i), bounds.get(i + 1));
      holes += begin > end ? 1 : 0;
      overlaps += begin < end ? 1 : 0;
    }
    if (holes + overlaps > 0
        && times(file).stamps().stream().sorted().toList().equals(times(file).stamps())) {
      found.add(
          Finding.note(
              "bounds-apart",
              List.of(file.url()),
              "of the bounds of times %d begin after the ones before end, and %d earlier"
                  .formatted(holes, overlaps)));
    }
  }

  /// Order, repeats and stamps of one file.
  private void inside(FileFacts file) {
    FileFacts.Times times = times(file);
    List<Long> stamps = times.stamps();
    long missing = stamps.stream().filter(t -> t == DType.NAT).count();
    if (missing > 0) {
      found.add(
          Finding.wrong(
              "undecodable-times",
              List.of(file.url()),
              "%d of %d times are missing or can't be decoded".formatted(missing, stamps.size())));
    }
    int repeated = 0;
    int back = 0;
    String first = "";
    for (int i = 1; i < stamps.size(); i++) {
      int order = Long.compare(stamps.get(i), stamps.get(i - 1));
      if (order <= 0 && first.isEmpty()) {
        first = text(times.calendar(), stamps.get(i));
      }
      repeated += order == 0 ? 1 : 0;
      back += order < 0 ? 1 : 0;
    }
    boolean turned = back == stamps.size() - 1 && back > 0;
    if (repeated + back > 0) {
      found.add(
          turned
              ? Finding.note(
                  "descending-times", List.of(file.url()), "times run from last to first")
              : Finding.wrong(
                  back > 0 ? "unordered-times" : "duplicate-times",
                  List.of(file.url()),
                  "%s, the first at %s"
                      .formatted(
                          back > 0
                              ? "times go back %d times".formatted(back)
                              : "%d times are there twice".formatted(repeated),
                          first)));
    }
    stampsAtEnds(file, times);
  }

  private void stampsAtEnds(FileFacts file, FileFacts.Times times) {
    List<Long> bounds = times.bounds();
    int n = times.stamps().size();
    if (bounds.size() == 2 * n && n > 0) {
      boolean ends = true;
      boolean starts = true;
      boolean outside = false;
      for (int i = 0; i < n; i++) {
        long low = Math.min(bounds.get(2 * i), bounds.get(2 * i + 1));
        long high = Math.max(bounds.get(2 * i), bounds.get(2 * i + 1));
        long stamp = times.stamps().get(i);
        ends &= stamp == high && low < high;
        starts &= stamp == low && low < high;
        outside |= stamp < low || stamp > high;
      }
      if (ends || starts) {
        found.add(
            Finding.note(
                "stamps-at-ends",
                List.of(file.url()),
                "times stand at the %s of their bounds; years and months are told by the middle of the bounds"
                    .formatted(ends ? "end" : "beginning")));
      }
      if (outside) {
        found.add(
            Finding.wrong(
                "bounds", List.of(file.url()), "some times lie outside of their own bounds"));
      }
      meet(file, bounds);
      return;
    }
    boolean firsts =
        n > 1
            && times.stamps().stream()
                .allMatch(t -> t != DType.NAT && isFirstOfMonth(times.calendar(), t));
    if (firsts) {
      found.add(
          Finding.note(
              "stamps-at-ends",
              List.of(file.url()),
              "times are first moments of months without bounds: each is taken for the month or year that it begins, not the one that it ends"));
    }
  }

  private static boolean isFirstOfMonth(Calendar calendar, long micros) {
    var f = calendar.fields(micros);
    return f.day() == 1 && f.hour() == 0 && f.minute() == 0;
  }

  private void overlaps() {
    List<FileFacts> order =
        files.stream()
            .filter(f -> !times(f).stamps().isEmpty())
            .sorted(Comparator.comparingLong(f -> least(times(f))))
            .toList();
    // The file that reaches farthest so far.
    FileFacts before = order.isEmpty() ? files.getFirst() : order.getFirst();
    for (FileFacts file : order.subList(Math.min(1, order.size()), order.size())) {
      long end = most(times(before));
      long begin = least(times(file));
      if (begin <= end) {
        Set<Long> earlier = new HashSet<>(times(before).stamps());
        long shared = times(file).stamps().stream().filter(earlier::contains).count();
        Calendar calendar = times(file).calendar();
        found.add(
            Finding.wrong(
                "overlap",
                List.of(before.url(), file.url()),
                "%s begins at %s, but %s ends at %s (%d common times); leave one out, or cut with --sel %s=.."
                    .formatted(
                        Inspection.name(file.url()),
                        text(calendar, begin),
                        Inspection.name(before.url()),
                        text(calendar, end),
                        shared,
                        times(file).name())));
      }
      before = most(times(file)) > end ? file : before;
    }
  }

  private static long least(FileFacts.Times times) {
    return times.stamps().stream().mapToLong(Long::longValue).min().orElse(DType.NAT);
  }

  private static long most(FileFacts.Times times) {
    return times.stamps().stream().mapToLong(Long::longValue).max().orElse(DType.NAT);
  }

  /// Times that are absent between the first and the last one of all files.
  private void gaps(List<FileFacts> series) {
    Map<Long, FileFacts> owner = new TreeMap<>();
    for (FileFacts file : series) {
      times(file).stamps().stream()
          .filter(t -> t != DType.NAT)
          .forEach(t -> owner.putIfAbsent(t, file));
    }
    long[] stamps = owner.keySet().stream().mapToLong(Long::longValue).toArray();
    Calendar calendar = times(series.getFirst()).calendar();
    TimeIntervals intervals = TimeIntervals.fromStamps(calendar, stamps);
    if (intervals.origin() == TimeIntervals.Origin.NEIGHBOURS && stamps.length > 2) {
      found.add(
          Finding.note(
              "unequal-steps",
              Inspection.urls(series),
              "times have no common step: missing ones can't be told"));
    }
    List<String> gaps = new ArrayList<>();
    List<String> where = new ArrayList<>();
    long absent = 0;
    for (int i = 1; i < intervals.size(); i++) {
      long gap = intervals.start(i) - intervals.end(i - 1);
      if (gap > intervals.length(i - 1) / 2) {
        absent += Math.max(1, Math.round(gap / (double) intervals.length(i - 1)));
        gaps.add("%s and %s".formatted(text(calendar, stamps[i - 1]), text(calendar, stamps[i])));
        where.add(Objects.requireNonNull(owner.get(stamps[i])).url());
      }
    }
    if (!gaps.isEmpty()) {
      found.add(
          Finding.wrong(
              "missing-times",
              where.stream().distinct().toList(),
              "%d time%s missing between %s%s; periods with gaps are missing in results below --min-coverage 1"
                  .formatted(
                      absent,
                      absent == 1 ? " is" : "s are",
                      String.join(", ", gaps.subList(0, Math.min(NAMED, gaps.size()))),
                      gaps.size() > NAMED
                          ? " and in %d other places".formatted(gaps.size() - NAMED)
                          : "")));
    }
  }

  static String text(Calendar calendar, long micros) {
    String stamp = calendar.format(micros);
    return stamp.endsWith("T00:00:00") ? stamp.substring(0, stamp.length() - 9) : stamp;
  }

  /// The first and last time of a file, as text; two empty ones where it has none.
  static List<String> span(FileFacts file) {
    if (file.times().isEmpty() || times(file).stamps().isEmpty()) {
      return List.of("", "");
    }
    Calendar calendar = times(file).calendar();
    return List.of(text(calendar, least(times(file))), text(calendar, most(times(file))));
  }
}
