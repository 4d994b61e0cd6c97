package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.TimeFields;
import io.amasia.dataset.Variable;
import io.amasia.plan.Groups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Periods of months that follow each other, such as `DJF` or `NDJFM`, year by year, each labelled
/// by its first day. Months may be left out; periods without a time between others stay, empty.
///
/// @param seasons the letters of each, in the order of the year
/// @param dropIncomplete whether the first and the last season go if the record does not begin with
///   its first month, or end with its last
public record SeasonResampler(List<String> seasons, boolean dropIncomplete) implements Grouper {
  private static final long NONE = Long.MIN_VALUE;

  public SeasonResampler {
    seasons = List.copyOf(seasons);
    List<Integer> months = Seasons.months(seasons).stream().flatMap(List::stream).toList();
    if (months.stream().distinct().count() < months.size()) {
      throw new AmasiaException.Usage(
          "seasons %s overlap; only groupBy with SeasonGrouper takes such".formatted(seasons));
    }
    int turns = 0;
    for (int i = 0; i < months.size(); i++) {
      turns += months.get(i) > months.get((i + 1) % months.size()) ? 1 : 0;
    }
    if (turns > 1) {
      throw new AmasiaException.Usage(
          "seasons %s are not in the order of the year".formatted(seasons));
    }
  }

  /// The seasons of these letters, incomplete ones at the ends dropped.
  ///
  /// @throws AmasiaException.Usage if letters are no months that follow each other, or seasons
  ///   overlap or are not in the order of the year
  public static SeasonResampler of(String... seasons) {
    return new SeasonResampler(List.of(seasons), true);
  }

  public SeasonResampler dropIncomplete(boolean drop) {
    return new SeasonResampler(seasons, drop);
  }

  @Override
  public Grouping group(String name, Variable along) {
    Seasons.check(name, along);
    Calendar calendar = along.calendar().orElse(Calendar.STANDARD);
    long[] times = along.index().values().toLongs();
    TimeBins.checkAscending(times, calendar);
    List<List<Integer>> months = Seasons.months(seasons);
    // For each time the count of its season: years times seasons; NONE where it is in none.
    long[] season = new long[times.length];
    int[] month = new int[times.length];
    Arrays.fill(season, NONE);
    for (int i = 0; i < times.length; i++) {
      TimeFields t = calendar.fields(times[i]);
      month[i] = t.month();
      for (int s = 0; s < months.size(); s++) {
        if (months.get(s).contains(t.month())) {
          long year = t.month() < months.get(s).getFirst() ? t.year() - 1 : t.year();
          season[i] = year * months.size() + s;
        }
      }
    }
    int[] in =
        java.util.stream.IntStream.range(0, times.length).filter(i -> season[i] != NONE).toArray();
    if (in.length == 0) {
      throw new AmasiaException.Label("no time lies in the seasons " + seasons);
    }
    long[] order = order(months, season[in[0]], season[in[in.length - 1]]);
    int from = 0;
    int to = order.length;
    if (dropIncomplete) {
      int first = in[0];
      int last = in[in.length - 1];
      from += month[first] == months.get(place(season[first])).getFirst() ? 0 : 1;
      to -= month[last] == months.get(place(season[last])).getLast() ? 0 : 1;
    }
    long[] kept = from < to ? Arrays.copyOfRange(order, from, to) : new long[0];
    Map<Long, Integer> positions = new HashMap<>();
    for (int i = 0; i < kept.length; i++) {
      positions.put(kept[i], i);
    }
    int[] codes = Arrays.stream(season).mapToInt(s -> positions.getOrDefault(s, -1)).toArray();
    long[] labels =
        Arrays.stream(kept)
            .map(s -> calendar.micros(year(s), months.get(place(s)).getFirst(), 1, 0, 0, 0, 0))
            .toArray();
    String dim = along.dims().getFirst();
    Variable starts = Variable.times(calendar, dim, labels).withAttrs(along.attrs());
    return new Grouping(List.of(dim), dim, starts, new Groups(codes, kept.length));
  }

  private int place(long season) {
    return (int) Math.floorMod(season, (long) seasons.size());
  }

  private long year(long season) {
    return Math.floorDiv(season, (long) seasons.size());
  }

  /// The seasons from the first to the last, by the date they begin with.
  private long[] order(List<List<Integer>> months, long first, long last) {
    List<Long> all = new ArrayList<>();
    LongStream.rangeClosed(year(first) - 1, year(last) + 1)
        .forEach(y -> {
          for (int s = 0; s < months.size(); s++) {
            all.add(y * months.size() + s);
          }
        });
    all.sort(java.util.Comparator.comparingLong(s -> start(months, s)));
    return all.stream()
        .mapToLong(Long::longValue)
        .filter(s ->
            start(months, s) >= start(months, first) && start(months, s) <= start(months, last))
        .toArray();
  }

  private long start(List<List<Integer>> months, long season) {
    return year(season) * 12 + months.get(place(season)).getFirst();
  }
}
