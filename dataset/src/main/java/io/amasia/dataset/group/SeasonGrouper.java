package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.Variable;
import io.amasia.plan.Groups;
import java.util.ArrayList;
import java.util.List;

/// Groups of months that follow each other, named by their first letters, such as `DJF`, `NDJFM` or
/// `JJAS`; of all years, in the order given, along `season`. Months may be in several seasons, or
/// in none.
///
/// @param seasons the letters of each; a single one is read with the season after it
public record SeasonGrouper(List<String> seasons) implements Grouper {
  public SeasonGrouper {
    seasons = List.copyOf(seasons);
    Seasons.months(seasons);
  }

  /// The seasons of these letters.
  ///
  /// @throws AmasiaException.Usage if letters are no months that follow each other
  public static SeasonGrouper of(String... seasons) {
    return new SeasonGrouper(List.of(seasons));
  }

  @Override
  public Grouping group(String name, Variable along) {
    Seasons.check(name, along);
    Calendar calendar = along.calendar().orElse(Calendar.STANDARD);
    long[] times = along.index().values().toLongs();
    List<List<Integer>> months = Seasons.months(seasons);
    List<Integer> codes = new ArrayList<>();
    List<Long> taken = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      int month = times[i] == DType.NAT ? 0 : calendar.fields(times[i]).month();
      for (int s = 0; s < months.size(); s++) {
        if (months.get(s).contains(month)) {
          codes.add(s);
          taken.add((long) i);
        }
      }
    }
    Variable labels = Variable.of(List.of("season"), seasons.toArray(String[]::new));
    var groups = new Groups(codes.stream().mapToInt(c -> c).toArray(), seasons.size());
    return new Grouping(along.dims(), "season", labels, groups)
        .taking(taken.stream().mapToLong(i -> i).toArray(), times.length);
  }
}
