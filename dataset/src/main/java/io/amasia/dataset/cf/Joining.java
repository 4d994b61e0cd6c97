package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Joins files by their coordinates: those that continue each other along one dimension become one
/// series; those with other variables on the same coordinates are put side by side.
///
/// Variables without the joined dimension, and all attributes, are the first file's. Nothing is
/// filled: what does not fit is an error that says both sides.
final class Joining {
  private final OpenOptions options;

  Joining(OpenOptions options) {
    this.options = options;
  }

  /// The dataset of all `files`.
  ///
  /// @throws AmasiaException.Alignment if coordinates do not fit, overlap, or are all equal
  Dataset join(List<OpenedFile> files) {
    Map<Set<String>, List<OpenedFile>> byVariables = new LinkedHashMap<>();
    for (OpenedFile file : files) {
      byVariables.computeIfAbsent(file.mainVariables(), _ -> new ArrayList<>()).add(file);
    }
    List<OpenedFile> series = new ArrayList<>();
    for (List<OpenedFile> group : byVariables.values()) {
      series.add(group.size() == 1 ? group.getFirst() : series(group));
    }
    return series.size() == 1 ? series.getFirst().dataset() : sideBySide(series);
  }

  private OpenedFile series(List<OpenedFile> files) {
    OpenedFile first = files.getFirst();
    Set<String> differing = new LinkedHashSet<>();
    for (Map.Entry<String, Labelling> entry : first.labels().entrySet()) {
      for (OpenedFile file : files) {
        Labelling other = labelling(file, entry.getKey(), first);
        if (!same(entry.getValue(), other)) {
          differing.add(entry.getKey());
        }
      }
    }
    if (differing.isEmpty()) {
      throw ConcatAdvice.allEqual(files);
    }
    String dim = joinDim(first, differing);
    for (String other : differing) {
      if (!other.equals(dim)) {
        throw mismatch(first.label(other), files, other);
      }
    }
    requireEqualSizes(files, dim);
    return concat(sorted(files, dim), dim);
  }

  private static Labelling labelling(OpenedFile file, String dim, OpenedFile first) {
    Labelling found = file.labels().get(dim);
    if (found == null) {
      throw new AmasiaException.Alignment(
          "'%s' has coordinate '%s' but '%s' has not".formatted(first.url(), dim, file.url()));
    }
    return found;
  }

  private boolean same(Labelling first, Labelling other) {
    if (!first.matches(other)) {
      return false;
    }
    double distance = first.distance(other);
    if (distance > 0) {
      options
          .notices()
          .say(
              "coordinate '%s' differs between files by less than 1e-4 of its step: '%s' is taken"
                  .formatted(first.dim(), first.url()));
    }
    return true;
  }

  // Time first; a single other dimension otherwise.
  private static String joinDim(OpenedFile first, Set<String> differing) {
    return differing.stream()
        .filter(dim -> first.label(dim).values().dtype() == DType.DATETIME)
        .findFirst()
        .orElse(differing.iterator().next());
  }

  private static AmasiaException.Alignment mismatch(
      Labelling first, List<OpenedFile> files, String dim) {
    Labelling other =
        files.stream()
            .map(file -> file.labels().get(dim))
            .filter(labels -> labels != null && !first.matches(labels))
            .findFirst()
            .orElse(first);
    return mismatch(first, other);
  }

  static AmasiaException.Alignment mismatch(Labelling first, Labelling other) {
    return new AmasiaException.Alignment(
        "coordinate '%s' does not match:\n  %s: %s\n  %s: %s\nopen them apart, or interpolate one"
            .formatted(first.dim(), first.url(), first.describe(), other.url(), other.describe()));
  }

  // Dimensions without coordinate have nothing but their length to be told apart by.
  static void requireEqualSizes(List<OpenedFile> files, String except) {
    OpenedFile first = files.getFirst();
    for (OpenedFile file : files) {
      first
          .dataset()
          .sizes()
          .forEach((dim, size) -> {
            Long other = file.dataset().sizes().get(dim);
            if (!dim.equals(except) && other != null && !other.equals(size)) {
              throw new AmasiaException.Alignment(
                  "dimension '%s' has length %d in '%s' but %d in '%s'"
                      .formatted(dim, size, first.url(), other, file.url()));
            }
          });
    }
  }

  /// The files in the order of their first values along `dim`.
  private List<OpenedFile> sorted(List<OpenedFile> files, String dim) {
    int direction = 0;
    for (OpenedFile file : files) {
      requireSameMeaning(files.getFirst().label(dim), file.label(dim));
      int own = file.label(dim).direction();
      if (direction != 0 && own != 0 && own != direction) {
        throw new AmasiaException.Alignment(
            "'%s' rises in some files and falls in others, such as '%s'"
                .formatted(dim, file.url()));
      }
      direction = own == 0 ? direction : own;
    }
    List<OpenedFile> kept = new ArrayList<>(files);
    kept.removeIf(file -> file.label(dim).size() == 0);
    if (kept.isEmpty()) {
      return List.of(files.getFirst());
    }
    int sign = direction < 0 ? -1 : 1;
    kept.sort((a, b) -> sign * a.label(dim).compare(0, b.label(dim), 0));
    for (int i = 1; i < kept.size(); i++) {
      requireGap(kept.get(i - 1).label(dim), kept.get(i).label(dim), sign);
    }
    return kept;
  }

  private static void requireGap(Labelling before, Labelling after, int sign) {
    int last = before.size() - 1;
    int order = sign * after.compare(0, before, last);
    if (order > 0) {
      return;
    }
    boolean isTime = before.calendar() != null;
    throw new AmasiaException.Alignment(
        ("'%s' %s:\n  %s: %s\n  %s: %s\n"
                + "%s; leave one out, or select apart and concat what is wanted")
            .formatted(
                before.dim(),
                order == 0 ? "has " + after.text(0) + " in two files" : "overlaps",
                before.url(),
                before.describe(),
                after.url(),
                after.describe(),
                isTime
                    ? "times may occur once only"
                    : "values must continue each other or be all equal"));
  }

  private void requireSameMeaning(Labelling first, Labelling other) {
    Calendar a = first.calendar();
    Calendar b = other.calendar();
    if (a != b) {
      if (a == null || b == null || !gregorianNow(first) || !gregorianNow(other)) {
        throw new AmasiaException.Alignment(
            "calendar of '%s' is %s in '%s' but %s in '%s'; they meet after yearly or monthly means"
                .formatted(first.dim(), label(a), first.url(), label(b), other.url()));
      }
      options
          .notices()
          .say("calendars %s and %s are one after 1582".formatted(a.label(), b.label()));
    }
    Optional<String> unitsA = first.variable().attr("units");
    Optional<String> unitsB = other.variable().attr("units");
    if (unitsA.isPresent() && unitsB.isPresent() && !unitsA.equals(unitsB)) {
      throw new AmasiaException.Alignment(
          "units of '%s' are '%s' in '%s' but '%s' in '%s'"
              .formatted(first.dim(), unitsA.get(), first.url(), unitsB.get(), other.url()));
    }
  }

  private static String label(@Nullable Calendar calendar) {
    return calendar == null ? "not known" : calendar.label();
  }

  // The mixed and the proleptic calendar count the same microseconds after the switch of 1582.
  private static boolean gregorianNow(Labelling times) {
    Calendar calendar = times.calendar();
    if (calendar == null || !calendar.isGregorian()) {
      return false;
    }
    long start = Calendar.STANDARD.micros(1582, 10, 15, 0, 0, 0, 0);
    for (int i = 0; i < times.size(); i++) {
      if (times.values().getLong(i) < start && times.values().getLong(i) != DType.NAT) {
        return false;
      }
    }
    return true;
  }

  private OpenedFile concat(List<OpenedFile> files, String dim) {
    OpenedFile first = files.getFirst();
    var series = new Series(files, dim, options);
    Dataset dataset = series.dataset();
    Map<String, Labelling> labels = new LinkedHashMap<>(first.labels());
    Variable joined = dataset.coords().get(dim);
    labels.put(dim, new Labelling(first.url() + " …", dim, joined, joined.load()));
    return new OpenedFile(first.url() + " …", dataset, labels);
  }

  private Dataset sideBySide(List<OpenedFile> series) {
    OpenedFile first = series.getFirst();
    Map<String, Variable> variables = new LinkedHashMap<>();
    Coordinates coords = Coordinates.NONE;
    requireEqualSizes(series, "");
    Map<String, Labelling> labels = new LinkedHashMap<>();
    Map<String, String> owners = new LinkedHashMap<>();
    for (OpenedFile one : series) {
      for (Labelling own : one.labels().values()) {
        Labelling before = labels.putIfAbsent(own.dim(), own);
        if (before != null) {
          requireSameMeaning(before, own);
          if (!same(before, own)) {
            throw mismatch(before, own);
          }
        }
      }
      for (var entry : one.dataset().variables().entrySet()) {
        String owner = owners.putIfAbsent(entry.getKey(), one.url());
        if (owner != null && one.mainVariables().contains(entry.getKey())) {
          throw new AmasiaException.Alignment(
              "variable '%s' is in '%s' and in '%s', which hold different variables besides"
                  .formatted(entry.getKey(), owner, one.url()));
        }
        variables.putIfAbsent(entry.getKey(), entry.getValue());
      }
      for (var entry : one.dataset().coords().asMap().entrySet()) {
        if (!coords.has(entry.getKey())) {
          coords = coords.with(entry.getKey(), entry.getValue());
        }
      }
    }
    for (String name : coords.names()) {
      variables.remove(name);
    }
    return new Dataset(variables, coords, first.dataset().attrs());
  }
}
