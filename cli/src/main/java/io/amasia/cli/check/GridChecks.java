package io.amasia.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Coordinates other than time that should be the same in all files.
final class GridChecks {
  /// What opening several files takes as the same: a share of the coordinate's step.
  private static final double TOLERANCE = 1e-4;

  private GridChecks() {}

  static List<Finding> of(List<FileFacts> files) {
    List<Finding> found = new ArrayList<>();
    FileFacts first = files.getFirst();
    for (Map.Entry<String, FileFacts.Grid> entry : first.grid().entrySet()) {
      String name = entry.getKey();
      List<String> near = new ArrayList<>();
      double most = 0;
      for (FileFacts file : files.subList(1, files.size())) {
        FileFacts.Grid other = file.grid().get(name);
        if (other == null) {
          found.add(
              Finding.wrong("grid", List.of(file.url()), "no coordinate '%s'".formatted(name)));
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
    files.subList(1, files.size()).forEach(file -> found.addAll(unknown(first, file)));
    return found;
  }

  /// The coordinates of `file` that `first` lacks: variables and coordinates are the first file's
  /// where several are opened.
  private static List<Finding> unknown(FileFacts first, FileFacts file) {
    return file.grid().keySet().stream()
        .filter(name -> !first.grid().containsKey(name))
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
    } else if (apart(ours, theirs) > TOLERANCE) {
      text = "runs %s, that of %s %s; they differ by %s of a step";
      text =
          text.formatted(
              range(theirs), Inspection.name(first.url()), range(ours), share(apart(ours, theirs)));
    } else if (!ours.units().equals(theirs.units())) {
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
    double step = Double.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(a.values().size(), b.values().size()); i++) {
      double x = a.values().get(i);
      double y = b.values().get(i);
      most = Double.isNaN(x) && Double.isNaN(y) ? most : Math.max(most, Math.abs(x - y));
      double here = i == 0 ? 0 : Math.abs(x - a.values().get(i - 1));
      step = here > 0 ? Math.min(step, here) : step;
    }
    return most == 0 ? 0 : Double.isInfinite(step) ? Double.POSITIVE_INFINITY : most / step;
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
