package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.dataset.Variable;
import java.util.ArrayList;
import java.util.List;

/// Seasons by the first letters of their months.
final class Seasons {
  private static final String YEAR = "JFMAMJJASOND";

  private Seasons() {}

  /// The months, 1 to 12, of each season.
  ///
  /// @throws AmasiaException.Usage if letters are no months that follow each other
  static List<List<Integer>> months(List<String> seasons) {
    List<List<Integer>> all = new ArrayList<>();
    for (int s = 0; s < seasons.size(); s++) {
      String season = seasons.get(s);
      // A single letter may mean several months: the season after it tells.
      String next = seasons.get((s + 1) % seasons.size());
      String sought = season.length() == 1 && !next.isEmpty() ? season + next.charAt(0) : season;
      int start = (YEAR + YEAR).indexOf(sought);
      if (season.isEmpty() || season.length() > 12 || start < 0) {
        throw new AmasiaException.Usage(
            "season '%s' of %s; allowed are the first letters of months that follow each other, such as DJF or NDJFM"
                .formatted(season, seasons));
      }
      List<Integer> months = new ArrayList<>();
      for (int k = 0; k < season.length(); k++) {
        months.add((start + k) % 12 + 1);
      }
      all.add(List.copyOf(months));
    }
    return all;
  }

  static void check(String name, Variable along) {
    if (along.dtype() != DType.DATETIME || along.ndim() != 1) {
      throw new AmasiaException.Usage(
          "seasons of '%s' need times along one dimension there; it has %s".formatted(name, along));
    }
  }
}
