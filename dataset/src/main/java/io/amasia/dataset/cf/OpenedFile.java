package io.amasia.dataset.cf;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Node;
import io.amasia.plan.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// One file of several, with the coordinates by which it is joined to the others in memory.
///
/// @param url where it is from
/// @param dataset its variables
/// @param labels the usable 1-D coordinate of each dimension
record OpenedFile(String url, Dataset dataset, Map<String, Labelling> labels) {
  /// Reads the dimension coordinates of `dataset`, all in one go.
  static OpenedFile of(String url, Dataset dataset, Session session, Notices notices) {
    Dataset usable = withUsableTime(dataset, notices);
    List<String> dims = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    usable.sizes().keySet().stream()
        .filter(dim -> usable.coords().hasLabels(dim))
        .forEach(dim -> {
          dims.add(dim);
          nodes.add(usable.coords().get(dim).data());
        });
    Map<String, Labelling> labels = new LinkedHashMap<>();
    List<NdArray> values = nodes.isEmpty() ? List.of() : session.compute(nodes);
    for (int i = 0; i < dims.size(); i++) {
      String dim = dims.get(i);
      labels.put(dim, new Labelling(url, dim, usable.coords().get(dim), values.get(i)));
    }
    return new OpenedFile(url, usable, labels);
  }

  // NEMO counts records in time_counter and keeps the real time in time_centered.
  private static Dataset withUsableTime(Dataset dataset, Notices notices) {
    Coordinates coords = dataset.coords();
    for (Map.Entry<String, Variable> entry : coords.asMap().entrySet()) {
      Variable time = entry.getValue();
      if (time.ndim() != 1
          || time.dtype() != DType.DATETIME
          || !time.attr("standard_name").filter("time"::equals).isPresent()) {
        continue;
      }
      String dim = time.dims().getFirst();
      boolean usable =
          coords.hasLabels(dim)
              && (coords.get(dim).dtype().isTime() || coords.get(dim).attr("units").isPresent());
      if (!entry.getKey().equals(dim) && !usable) {
        notices.say(
            "dimension '%s' has no usable coordinate: its time '%s' is taken"
                .formatted(dim, entry.getKey()));
        return dataset.withCoords(coords.with(dim, time));
      }
    }
    return dataset;
  }

  /// The coordinate of a dimension that has one.
  Labelling label(String dim) {
    return Objects.requireNonNull(labels.get(dim), dim);
  }

  /// The variables that carry data: not the bounds, grid mappings, cell measures and terms that
  /// others refer to.
  Set<String> mainVariables() {
    Set<String> names = new TreeSet<>(dataset.variables().keySet());
    names.removeAll(linked());
    return names.isEmpty() ? new TreeSet<>(dataset.variables().keySet()) : names;
  }

  private Set<String> linked() {
    Set<String> linked = new HashSet<>();
    Map<String, Variable> all = CfLinks.all(dataset);
    for (Variable variable : all.values()) {
      CfLinks.related(variable).values().forEach(linked::addAll);
    }
    return linked;
  }
}
