package io.amasia.cli.check;

import io.amasia.dataset.GridStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Coordinates other than time that should be the same in all files.
final class GridChecks {
  private GridChecks() {}

  static List<Finding> of(List<FileFacts> files) {
    List<Finding> found = new ArrayList<>();
    files.forEach(file -> inside(file, found));
    FileFacts first = files.getFirst();
    for (Map.Entry<String, FileFacts.Grid> entry : first.grid().entrySet()) {
      String name = entry.getKey();
      List<String> near = new ArrayList<>();
      double most = 0;
      for (FileFacts file : files.subList(1, files.size())) {
        FileFacts.Grid other = file.grid().get(name);
        boolean single = entry.getValue().shape().isEmpty();
        if (other == null && !single) {
          found.add(
              Finding.wrong("grid", List.of(file.url()), "no coordinate '%s'".formatted(name)));
        }
        if (single && !entry.getValue().equals(other)) {
          found.add(label(name, first, entry.getValue(), file, Optional.ofNullable(other)));
        }
        if (single || other == null) {
          continue;
        }
        Optional<Finding> wrong = wrong(name, first, entry.getValue(), file, other);
        wrong.ifPresent(found::add);
        double apart = apart(entry.getValue(), other);
        if (wrong.isEmpty() && apart > 0) {
          near.add(file.url());
          most = Math.max(most, apart);
        }
      }
      if (!near.isEmpty()) {
        found.add(
            Finding.note(
                "grid-nearly",
                near,
                "'%s' nearly matches that of %s (within %s of a step), which is taken"
                    .formatted(name, Inspection.name(first.url()), share(most))));
      }
    }
    files
        .subList(1, files.size())
        .forEach(file -> {
          found.addAll(unknown(first, file));
          found.addAll(lengths(first, file));
        });
    return found;
  }

  /// Labels of one file that no tool can find places by.
  private static void inside(FileFacts file, List<Finding> found) {
    file.grid()
        .forEach((name, grid) -> {
          boolean latitude = grid.standardName().equals("latitude") || isNorth(grid.units());
          double most = grid.values().stream().mapToDouble(Math::abs).max().orElse(0);
          boolean axis = grid.shape().size() == 1 && file.sizes().containsKey(name);
          if (axis && grid.values().stream().anyMatch(v -> v.isNaN())) {
            found.add(
                Finding.wrong(
                    "labels", List.of(file.url()), "'%s' has missing labels".formatted(name)));
          } else if (latitude && most > 90.001) {
            found.add(
                Finding.wrong(
                    "labels",
                    List.of(file.url()),
                    "'%s' are latitudes, but reach %s".formatted(name, most)));
          } else if (axis && !isMonotonic(grid.values())) {
            found.add(
                Finding.note(
                    "labels",
                    List.of(file.url()),
                    "'%s' goes up and down: files can't be joined along it, and only bounds tell its cells"
                        .formatted(name)));
          }
        });
  }

  private static boolean isNorth(String units) {
    return units.matches("degrees?_?(north|N)");
  }

  private static boolean isMonotonic(List<Double> values) {
    for (int i = 2; i < values.size(); i++) {
      double before = values.get(1) - values.get(0);
      if ((values.get(i) - values.get(i - 1)) * before <= 0) {
        return false;
      }
    }
    return values.size() < 2 || !values.get(0).equals(values.get(1));
  }

  /// A single label, such as a height, that is another one in `file`.
  private static Finding label(
      String name,
      FileFacts first,
      FileFacts.Grid ours,
      FileFacts file,
      Optional<FileFacts.Grid> theirs) {
    return Finding.note(
        "label",
        List.of(file.url()),
        "'%s' is %s, that of %s %s, which stands for all"
            .formatted(
                name,
                theirs.map(GridChecks::only).orElse("not there"),
                Inspection.name(first.url()),
                only(ours)));
  }

  private static String only(FileFacts.Grid label) {
    String value =
        Stream.concat(label.texts().stream(), label.values().stream().map(String::valueOf))
            .collect(Collectors.joining());
    return (value + " " + label.units()).strip();
  }

  /// Dimensions without labels that are as long in `first` as in `file`, or not.
  private static List<Finding> lengths(FileFacts first, FileFacts file) {
    return first.sizes().entrySet().stream()
        .filter(e -> !first.grid().containsKey(e.getKey()))
        .filter(e -> !file.sizes().getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()))
        .map(e ->
            Finding.wrong(
                "grid",
                List.of(file.url()),
                "dimension '%s' has length %d, that of %s %d"
                    .formatted(
                        e.getKey(),
                        file.sizes().get(e.getKey()),
                        Inspection.name(first.url()),
                        e.getValue())))
        .toList();
  }

  /// The coordinates of `file` that `first` lacks: variables and coordinates are the first file's
  /// where several are opened.
  private static List<Finding> unknown(FileFacts first, FileFacts file) {
    return file.grid().keySet().stream()
        .filter(name -> !first.grid().containsKey(name))
        .filter(name -> !Objects.requireNonNull(file.grid().get(name)).shape().isEmpty())
        .map(name ->
            Finding.wrong(
                "grid",
                List.of(file.url()),
                "coordinate '%s', which %s lacks, would be left out"
                    .formatted(name, Inspection.name(first.url()))))
        .toList();
  }

  private static Optional<Finding> wrong(
      String name, FileFacts first, FileFacts.Grid ours, FileFacts file, FileFacts.Grid theirs) {
    String text = null;
    if (!ours.shape().equals(theirs.shape())) {
      text = "has size %s, that of %s %s";
      text = text.formatted(theirs.shape(), Inspection.name(first.url()), ours.shape());
    } else if (!ours.texts().equals(theirs.texts())) {
      text = "has labels %s, that of %s %s";
      text = text.formatted(some(theirs), Inspection.name(first.url()), some(ours));
    } else if (apart(ours, theirs) > GridStep.ROUNDING) {
      text = "runs %s, that of %s %s; they differ by %s of a step";
      text =
          text.formatted(
              range(theirs), Inspection.name(first.url()), range(ours), share(apart(ours, theirs)));
    } else if (!VariableChecks.areSame(ours.units(), theirs.units())) {
      text = "is in '%s', that of %s in '%s'";
      text = text.formatted(theirs.units(), Inspection.name(first.url()), ours.units());
    }
    return text == null
        ? Optional.empty()
        : Optional.of(Finding.wrong("grid", List.of(file.url()), "'%s' %s".formatted(name, text)));
  }

  /// The largest difference, as a share of the smallest step between neighbours. Longitudes a whole
  /// turn apart are not the same labels.
  private static double apart(FileFacts.Grid a, FileFacts.Grid b) {
    double most = 0;
    for (int i = 0; i < Math.min(a.values().size(), b.values().size()); i++) {
      double x = a.values().get(i);
      double y = b.values().get(i);
      most = Double.isNaN(x) && Double.isNaN(y) ? most : Math.max(most, Math.abs(x - y));
    }
    double step = GridStep.least(a.values().stream().mapToDouble(x -> x).toArray());
    return most == 0 ? 0 : Double.isInfinite(step) ? Double.POSITIVE_INFINITY : most / step;
  }

  private static String some(FileFacts.Grid grid) {
    return grid.texts().stream().limit(3).collect(Collectors.joining(", "))
        + (grid.texts().size() > 3 ? " …" : "");
  }

  private static String range(FileFacts.Grid grid) {
    if (grid.values().isEmpty()) {
      return "empty";
    }
    return "from %s to %s".formatted(grid.values().getFirst(), grid.values().getLast());
  }

  private static String share(double apart) {
    return Double.isInfinite(apart) ? "more than one" : String.format(Locale.ROOT, "%.2g", apart);
  }
}
