package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Index;
import io.amasia.storage.Locations;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.StoredDataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where in a store the labels of what is written are: xarray's `region="auto"`.
///
/// A store's labels are its own values; floats are compared as the store has them.
final class RegionByLabels {
  private RegionByLabels() {}

  /// The index at which the region starts, by dimension.
  ///
  /// @param groups datasets by their path from the root; the root's is empty
  /// @param dims the dimensions that are asked for; none for all that have labels
  /// @throws AmasiaException.Label if a label is not there, or a dimension has none
  /// @throws AmasiaException.Conflict if labels are no run of those there
  static Map<String, Long> starts(
      Map<String, Dataset> groups, List<String> dims, Format format, String url) {
    Map<String, Long> starts = new LinkedHashMap<>();
    groups.forEach((path, dataset) -> {
      try (StoredDataset stored = format.openTarget(Locations.of(url));
          Dataset there =
              CfDecoder.open(
                  stored, path.isEmpty() ? "/" : path, Decoding.STANDARD, Notices.NONE)) {
        for (String dim : dims.isEmpty() ? dataset.sizes().keySet() : dims) {
          if (dataset.coords().hasIndex(dim)) {
            long start = start(dim, dataset, there, url);
            if (starts.getOrDefault(dim, start) != start) {
              throw new AmasiaException.Conflict(
                  "the regions of groups start at %d and %d along '%s'; write them one by one"
                      .formatted(starts.get(dim), start, dim));
            }
            starts.put(dim, start);
          }
        }
      }
    });
    for (String dim : dims) {
      if (!starts.containsKey(dim)) {
        throw new AmasiaException.Label(
            "what is written has no labels along '%s' to find the region by; give the index where it starts"
                .formatted(dim));
      }
    }
    if (starts.isEmpty()) {
      throw new AmasiaException.Label(
          "what is written has no labels to find the region by; give the index where it starts");
    }
    return starts;
  }

  private static long start(String dim, Dataset dataset, Dataset there, String url) {
    Index labels =
        there
            .coords()
            .index(dim)
            .orElseThrow(() ->
                new AmasiaException.Label(
                    "%s has no labels along '%s' to find the region by; give the index where it starts"
                        .formatted(url, dim)));
    requireSameCalendar(dim, dataset, there, url);
    if (!labels.isUnique()) {
      throw new AmasiaException.Conflict(
          "'%s' repeats labels in %s; give the index where the region starts".formatted(dim, url));
    }
    Index wanted = dataset.coords().get(dim).index();
    int start = 0;
    for (int i = 0; i < wanted.size(); i++) {
      int at = labels.find(wanted.labels().key(i));
      if (at < 0) {
        throw new AmasiaException.Label(
            "%s along '%s' is not in %s, which has %s; append what is new"
                .formatted(wanted.text(i), dim, url, range(labels)));
      }
      start = i == 0 ? at : start;
      if (at != start + i) {
        throw new AmasiaException.Conflict(
            "'%s' is no run of the labels of %s, where %s is at %d and %s at %d; write each run by itself"
                .formatted(dim, url, wanted.text(i - 1), start + i - 1, wanted.text(i), at));
      }
    }
    return start;
  }

  private static String range(Index labels) {
    int size = labels.size();
    return size == 0
        ? "none"
        : "%d from %s to %s".formatted(size, labels.text(0), labels.text(size - 1));
  }

  private static void requireSameCalendar(String dim, Dataset dataset, Dataset there, String url) {
    Optional<Calendar> own = dataset.coords().get(dim).calendar();
    Optional<Calendar> theirs = there.coords().get(dim).calendar();
    if (!own.equals(theirs)) {
      throw new AmasiaException.Conflict(
          "the calendar of '%s' is %s, in %s it is %s"
              .formatted(
                  dim,
                  own.map(Calendar::label).orElse("none"),
                  url,
                  theirs.map(Calendar::label).orElse("none")));
    }
  }
}
