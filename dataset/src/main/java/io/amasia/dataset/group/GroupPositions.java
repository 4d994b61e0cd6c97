package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Labelled;
import io.amasia.dataset.Labels;
import io.amasia.dataset.Layout;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The positions that are in a group, beside each of which stands what its group has.
///
/// @param object what is grouped; without the positions in no group, if one dimension is grouped
/// @param grouping the groups of its positions
record GroupPositions<T extends Labelled<T>>(T object, Grouping grouping) {
  /// Those of `object`.
  ///
  /// @throws AmasiaException.Unsupported for groups that share positions; `what` says what for
  static <T extends Labelled<T>> GroupPositions<T> of(T object, Grouping grouping, String what) {
    grouping.once(what);
    long[] grouped = grouping.grouped();
    return grouping.dims().size() == 1 && grouped.length < grouping.codes().length
        ? new GroupPositions<>(object.isel(grouping.dim(), grouped), grouping.select(grouped))
        : new GroupPositions<>(object, grouping);
  }

  /// `result`, along these positions, with the group of each as a coordinate.
  <U extends Labelled<U>> U labelled(U result) {
    Variable groups = grouping.unfold(grouping.expand(grouping.labels()), object.sizes());
    return result.through(dataset -> dataset.withCoord(grouping.name(), groups));
  }

  /// What `other` has for the group of each position.
  Labelled<?> beside(Labelled<?> other) {
    return other.through(this::expand);
  }

  /// Whether `other` has something for each group.
  boolean isGrouped(Object other) {
    return other instanceof Labelled<?> labelled && labelled.sizes().containsKey(grouping.name());
  }

  /// What `other` has for the group of each position; `other` itself where it has nothing to do
  /// with the groups.
  Object besideIfGrouped(Object other) {
    return isGrouped(other) ? beside((Labelled<?>) other) : other;
  }

  /// A value for each group made a value for each position.
  <U extends Labelled<U>> U expanded(U groups) {
    return groups.through(this::expand);
  }

  private Dataset expand(Dataset groups) {
    String name = grouping.name();
    if (!groups.coords().hasIndex(name)) {
      throw new AmasiaException.Alignment(
          "the other operand has no labels along '%s' to find groups by; it has %s"
              .formatted(name, groups.sizes().keySet()));
    }
    Labels labels = grouping.labels().index().labels();
    int[] codes = grouping.codes();
    long[] positions = new long[codes.length];
    for (int i = 0; i < codes.length; i++) {
      positions[i] =
          codes[i] < 0 ? -1 : groups.coords().get(name).index().find(labels.key(codes[i]));
    }
    Map<String, Long> sizes = object.sizes();
    Map<String, Variable> variables = new LinkedHashMap<>();
    groups
        .variables()
        .forEach(
            (key, v) -> variables.put(key, grouping.unfold(grouping.expand(v, positions), sizes)));
    Map<String, Variable> coords = new LinkedHashMap<>();
    long[] all = {groups.size(name)};
    groups
        .coords()
        .apartFrom(List.of(name))
        .asMap()
        .forEach((key, v) -> {
          // What is said of all groups alone is said of each position, as in xarray.
          boolean alone = v.ndim() == 0 && !object.coords().has(key);
          Variable each = alone ? Layout.broadcast(v, List.of(name), all) : v;
          coords.put(key, alone ? grouping.unfold(grouping.expand(each, positions), sizes) : v);
        });
    return new Dataset(variables, new Coordinates(coords), groups.attrs());
  }

  /// `object` in the order of its groups, each a chunk of its lazy values, with the group of each
  /// position as a coordinate.
  ///
  /// @throws AmasiaException.Unsupported for groups along several dimensions
  T shuffled() {
    if (grouping.dims().size() > 1) {
      throw new AmasiaException.Unsupported(
          "an order by groups along %s; group along one dimension".formatted(grouping.dims()));
    }
    long[][] members = grouping.groups().members();
    long[] order = Arrays.stream(members).flatMapToLong(Arrays::stream).toArray();
    long[] lengths =
        Arrays.stream(members).mapToLong(one -> one.length).filter(n -> n > 0).toArray();
    String dim = grouping.dim();
    return labelled(object)
        .isel(dim, order)
        .through(dataset -> dataset.mapVariables(v -> chunked(v, dim, lengths)));
  }

  private static Variable chunked(Variable v, String dim, long[] lengths) {
    if (v.isLoaded() || !v.dims().contains(dim) || lengths.length == 0) {
      return v;
    }
    Chunks groups = v.data().chunks().with(v.axis(dim), new Chunks.Ragged(lengths));
    return v.computed(Nodes.rechunk(v.data(), groups)).withAttrs(v.attrs());
  }
}
