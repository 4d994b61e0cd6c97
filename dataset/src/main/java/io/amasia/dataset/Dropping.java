package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;

/// Positions left out: by label, by number, where values are missing or labels repeat.
final class Dropping {
  private Dropping() {}

  /// `dataset` without the positions along `dim` where too few values are there, over all or the
  /// named variables. Counts at once.
  ///
  /// @param least how many values must be there; negative for what `how` says
  static Dataset dropna(
      Dataset dataset, String dim, How how, long least, Collection<String> subset) {
    long n = dataset.size(dim);
    List<Node> counts = new ArrayList<>();
    long others = 0;
    for (String name : subset.isEmpty() ? dataset.variables().keySet() : subset) {
      Variable v = dataset.variable(name);
      if (!v.dims().contains(dim)) {
        continue;
      }
      others += v.shape().size() / Math.max(1, n);
      Node there = Nodes.elementwise(Op.Unary.NOTNULL, v.data());
      List<String> rest = v.dims().stream().filter(d -> !d.equals(dim)).toList();
      counts.add(
          rest.isEmpty()
              ? Nodes.cast(there, DType.INT64)
              : Reducing.reduce(v.computed(there), Reduction.of(Reduction.Kind.SUM), rest, false)
                  .data());
    }
    long[] sums = new long[Math.toIntExact(n)];
    for (NdArray count : Computation.ahead("dropna along '" + dim + "'", counts)) {
      long[] own = count.toLongs();
      for (int i = 0; i < own.length; i++) {
        sums[i] += own[i];
      }
    }
    long wanted = least >= 0 ? least : how == How.ANY ? others : 1;
    long[] kept = LongStream.range(0, n).filter(i -> sums[Math.toIntExact(i)] >= wanted).toArray();
    return take(dataset, dim, kept);
  }

  private static Dataset take(Dataset dataset, String dim, long[] kept) {
    return Selection.isel(dataset, Map.of(dim, Reindexing.range(kept)));
  }

  /// `dataset` with each label along `dim` once; positions, where there are no labels, are once.
  static Dataset duplicates(Dataset dataset, String dim, Keep keep) {
    Labels labels = dataset.getIndex(dim).labels();
    Map<Object, List<Integer>> where = new HashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      where.computeIfAbsent(labels.key(i), _ -> new ArrayList<>()).add(i);
    }
    var kept = new TreeSet<Integer>();
    for (List<Integer> same : where.values()) {
      switch (keep) {
        case FIRST -> kept.add(same.getFirst());
        case LAST -> kept.add(same.getLast());
        case NONE -> {
          if (same.size() == 1) {
            kept.add(Objects.requireNonNull(same.getFirst()));
          }
        }
      }
    }
    return take(dataset, dim, kept.stream().mapToLong(Integer::longValue).toArray());
  }

  /// `dataset` without the given labels along `dim`.
  static Dataset labels(Dataset dataset, String dim, Object labels) {
    Indexer gone =
        dataset
            .coords()
            .index(dim)
            .map(index -> Selection.positions(index, labels).positions())
            .or(() -> withoutIndex(dataset, dim))
            .orElseGet(() -> Selection.positions(dataset, dim, labels));
    return positions(dataset, dim, gone);
  }

  /// Refuses labels that are there but have no index: positions would be dropped in their place.
  private static Optional<Indexer> withoutIndex(Dataset dataset, String dim) {
    if (dataset.coords().hasLabels(dim)) {
      throw new AmasiaException.Label(
          "'%s' has no index to find labels by; setXindex(\"%s\") gives it one, or use dropIsel"
              .formatted(dim, dim));
    }
    return Optional.empty();
  }

  /// `dataset` without the given positions along `dim`.
  static Dataset positions(Dataset dataset, String dim, Indexer gone) {
    var drop = new TreeSet<Long>();
    for (long i = 0; i < gone.count(); i++) {
      drop.add(gone.at(i));
    }
    long[] kept = LongStream.range(0, dataset.size(dim)).filter(i -> !drop.contains(i)).toArray();
    return take(dataset, dim, kept);
  }
}
