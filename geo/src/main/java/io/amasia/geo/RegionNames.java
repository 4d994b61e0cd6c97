package io.amasia.geo;

import io.amasia.array.AmasiaException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The names of bundled regions, and what is said about a name that is none.
final class RegionNames {
  private static final int SUGGESTIONS = 4;

  private RegionNames() {}

  /// `land`, `ocean`, the continents, every country with its code, then the reference regions.
  static List<String> all() {
    List<String> names = new ArrayList<>(List.of("land", "ocean"));
    for (Continent continent : Continent.values()) {
      names.add(continent.title());
    }
    Countries.all().stream()
        .sorted(Comparator.comparing(Country::name, String.CASE_INSENSITIVE_ORDER))
        .map(c -> c.alpha3().map(code -> c.name() + " (" + code + ")").orElse(c.name()))
        .forEach(names::add);
    Ar6Region.all().forEach(r -> names.add(Ar6Region.PREFIX + r.acronym() + " (" + r.name() + ")"));
    return names;
  }

  static AmasiaException unknown(String text) {
    if (Countries.key(text).equals("list")) {
      return new AmasiaException.Label("regions: " + String.join(", ", all()));
    }
    Set<String> candidates = new LinkedHashSet<>(List.of("land", "ocean"));
    for (Continent continent : Continent.values()) {
      candidates.add(continent.title());
    }
    candidates.addAll(Countries.names());
    for (Ar6Region region : Ar6Region.all()) {
      candidates.add(region.acronym());
      candidates.add(region.name());
    }
    return new AmasiaException.Label(
        "no region '%s'; nearest: %s. A region is a country's name or ISO code, a continent, land,"
                .formatted(text, String.join(", ", nearest(text, candidates)))
            + " ocean, a reference region of the IPCC (MED, AR6:SAU), or FILE.geojson[#NAME]; region 'list' gives all names");
  }

  /// The names most like `text`: those that begin with it or hold it first, then by edits.
  static List<String> nearest(String text, Iterable<String> names) {
    String wanted = Countries.key(text);
    record Scored(String name, double score) {}
    List<Scored> scored = new ArrayList<>();
    for (String name : names) {
      scored.add(new Scored(name, score(wanted, Countries.key(name))));
    }
    return scored.stream()
        .sorted(Comparator.comparingDouble(Scored::score))
        .limit(SUGGESTIONS)
        .map(Scored::name)
        .toList();
  }

  private static double score(String wanted, String name) {
    if (wanted.length() > 2 && name.startsWith(wanted)) {
      return 0;
    }
    if (wanted.length() > 2 && name.contains(wanted)) {
      return 1;
    }
    return 1 + edits(wanted, name);
  }

  /// Damerau–Levenshtein distance (optimal string alignment): insertions, deletions, replacements
  /// and swaps of neighbours.
  static int edits(String a, String b) {
    int[][] distance = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        distance[i][j] = i == 0 || j == 0 ? i + j : cheapest(distance, a, b, i, j);
      }
    }
    return distance[a.length()][b.length()];
  }

  private static int cheapest(int[][] distance, String a, String b, int i, int j) {
    int replaced = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, distance[i - 2][j - 2] + 1) : best;
  }
}
