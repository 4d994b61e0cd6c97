package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.Indexer;
import io.amasia.dataset.Combination;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Labelled;
import io.amasia.dataset.Reindexing;
import io.amasia.dataset.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Work on each group apart.
final class GroupMapping {
  private GroupMapping() {}

  /// `work` on each group, the results together again; see [GroupBy#map].
  static <T extends Labelled<T>> T map(T object, Grouping by, UnaryOperator<T> work) {
    by.once("work on each");
    Variable labels = by.labels();
    List<long[]> members = new ArrayList<>();
    List<T> results = new ArrayList<>();
    List<Long> used = new ArrayList<>();
    T folded = object.through(by::fold);
    long[][] groups = by.groups().members();
    for (int g = 0; g < groups.length; g++) {
      long[] positions = groups[g];
      if (positions.length > 0) {
        used.add((long) g);
        members.add(positions);
        results.add(work.apply(folded.isel(by.dim(), Reindexing.range(positions))));
      }
    }
    if (results.isEmpty()) {
      throw new AmasiaException.Label("no position along %s is in a group".formatted(by.dims()));
    }
    List<Dataset> parts = results.stream().map(GroupMapping::dataset).toList();
    boolean stays = parts.getFirst().sizes().containsKey(by.dim());
    Dataset joined = stays ? along(parts, members, by) : perGroup(parts, used, labels, by);
    Dataset ordered = ordered(joined, object, by, stays ? by.dim() : by.name());
    return results.getFirst().through(_ -> ordered);
  }

  private static Dataset dataset(Labelled<?> result) {
    return switch (result) {
      case DataArray array -> array.toTemporary();
      case Dataset dataset -> dataset;
    };
  }

  /// Results as long as their group, each position back at its place.
  private static Dataset along(List<Dataset> parts, List<long[]> members, Grouping by) {
    long[] order = members.stream().flatMapToLong(java.util.Arrays::stream).toArray();
    boolean fits = true;
    for (int g = 0; g < parts.size(); g++) {
      fits &= parts.get(g).size(by.dim()) == members.get(g).length;
    }
    Dataset joined = Combination.concat(by.dim(), parts);
    if (!fits || by.dims().size() > 1) {
      return joined;
    }
    long[] back =
        IntStream.range(0, order.length)
            .boxed()
            .sorted(java.util.Comparator.comparingLong(i -> order[i]))
            .mapToLong(i -> i)
            .toArray();
    return joined.isel(by.dim(), new Indexer.Points(back));
  }

  private static Dataset perGroup(
      List<Dataset> parts, List<Long> used, Variable labels, Grouping by) {
    long[] positions = used.stream().mapToLong(g -> g).toArray();
    Variable there = Reindexing.reindex(labels, by.name(), positions);
    return Combination.stack(parts, by.name()).withCoord(by.name(), there);
  }

  /// The dimension of the results at the place of the grouped one.
  private static Dataset ordered(Dataset joined, Labelled<?> object, Grouping by, String dim) {
    List<String> order = new ArrayList<>();
    for (String d : object.sizes().keySet()) {
      if (d.equals(by.dims().getFirst())) {
        order.add(dim);
      } else if (joined.sizes().containsKey(d)) {
        order.add(d);
      }
    }
    joined.sizes().keySet().stream().filter(d -> !order.contains(d)).forEach(order::add);
    return joined.transpose(order.stream().distinct().toArray(String[]::new));
  }
}
