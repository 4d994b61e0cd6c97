package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The error of a label that is not in an index: what there is, and what lies nearest.
final class MissingLabel {
  private MissingLabel() {}

  static AmasiaException.Label of(Index index, Object label) {
    Labels labels = index.labels();
    String dim = index.dim();
    if (index.size() == 0) {
      return new AmasiaException.Label(
          "no label %s along '%s', which is empty".formatted(label, dim));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < index.size(); i++) {
      order.add(i);
    }
    if (labels.dtype() == DType.STRING) {
      String some = order.stream().limit(12).map(labels::text).collect(Collectors.joining(", "));
      return new AmasiaException.Label(
          "no label '%s' along '%s'; there are %s%s"
              .formatted(label, dim, some, index.size() > 12 ? ", …" : ""));
    }
    Object key = labels.keyOf(label);
    order.sort((i, j) -> labels.compare(i, labels.key(j)));
    int first = order.getFirst();
    int last = order.getLast();
    List<Integer> near = new ArrayList<>(order);
    near.sort((i, j) -> Double.compare(labels.distance(i, key), labels.distance(j, key)));
    String nearest =
        near.stream()
            .limit(2)
            .sorted((i, j) -> labels.compare(i, labels.key(j)))
            .map(labels::text)
            .collect(Collectors.joining(" and "));
    double tolerance = NearLabels.tolerance(index);
    String hint =
        labels.distance(near.getFirst(), key) <= tolerance && tolerance > 0
            ? "; it misses one by a rounding, which Lookup.nearest().within(%.1g) forgives"
                .formatted(tolerance)
            : "";
    return new AmasiaException.Label(
        "no label %s along '%s', which goes from %s to %s; the nearest are %s%s"
            .formatted(label, dim, labels.text(first), labels.text(last), nearest, hint));
  }
}
