package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Folding;
import io.amasia.dataset.Labelled;
import io.amasia.dataset.Layout;
import io.amasia.dataset.Over;
import io.amasia.dataset.Reducing;
import io.amasia.dataset.Reindexing;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.plan.Groups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/// Which group each position of one or several dimensions belongs to, and what the groups are
/// called.
///
/// Several dimensions are seen as one, [#dim]. Groups by several keys are the combinations of them;
/// results have a dimension for each key.
///
/// @param dims the dimensions that are grouped
/// @param name the dimension of the results, `month` or the like; the dimension itself for
///   resampling
/// @param keys what the groups are of: the labels of each key, the last key's changing fastest
/// @param groups the group of each position, -1 for none
/// @param taken the positions that are grouped, some of them several times, if it is not each once
public record Grouping(
    List<String> dims,
    String name,
    List<Variable> keys,
    Groups groups,
    Optional<Indexer.Points> taken) {
  private static final List<String> SEASONS = List.of("DJF", "JJA", "MAM", "SON");

  public Grouping {
    dims = List.copyOf(dims);
    keys = List.copyOf(keys);
  }

  /// Groups by one key.
  Grouping(List<String> dims, String name, Variable labels, Groups groups) {
    this(dims, name, List.of(labels), groups, Optional.empty());
  }

  /// These groups as groups of the positions `taken` out of `size`.
  Grouping taking(long[] positions, long size) {
    boolean each = Arrays.equals(positions, LongStream.range(0, size).toArray());
    return each
        ? this
        : new Grouping(dims, name, keys, groups, Optional.of(new Indexer.Points(positions)));
  }

  /// Refuses what needs each position once.
  Grouping once(String what) {
    if (taken.isPresent()) {
      throw new AmasiaException.Unsupported(
          "%s of groups that share positions or leave some out; reduce them, or use groups that don't"
              .formatted(what));
    }
    return this;
  }

  /// The dimension that is grouped; of several, the name of their merger.
  public String dim() {
    return dims.size() == 1 ? dims.getFirst() : "stacked_" + String.join("_", dims);
  }

  /// The label of each group, `[name]`.
  ///
  /// @throws AmasiaException.Unsupported for groups by several keys
  public Variable labels() {
    if (keys.size() > 1) {
      throw new AmasiaException.Unsupported(
          "arithmetic with groups by several keys %s; group by one".formatted(keyNames()));
    }
    return keys.getFirst();
  }

  /// What group `g` is called; a list for groups by several keys.
  Object label(int g) {
    List<Object> all = new ArrayList<>();
    int rest = g;
    for (Variable key : keys.reversed()) {
      int count = Math.toIntExact(key.shape().size());
      all.addFirst(Part.label(key, rest % count));
      rest /= count;
    }
    return all.size() == 1 ? all.getFirst() : all;
  }

  private List<String> keyNames() {
    return keys.stream().map(key -> key.dims().getFirst()).toList();
  }

  /// `dataset` with the grouped dimensions made one; coordinates along several of them go.
  Dataset fold(Dataset dataset) {
    if (dims.size() == 1) {
      return taken.isEmpty() ? dataset : dataset.isel(dims.getFirst(), taken.get());
    }
    Map<String, Long> sizes = Folding.sizes(dataset, dims);
    return dataset
        .withCoords(dataset.coords().apartFrom(dims))
        .mapVariables(v -> Folding.merge(v, sizes, dim()));
  }

  /// A variable along the merged dimension, along the grouped ones themselves.
  Variable unfold(Variable v, Map<String, Long> sizes) {
    Map<String, Long> own = new LinkedHashMap<>();
    dims.forEach(d -> own.put(d, sizes.getOrDefault(d, 1L)));
    return dims.size() == 1 ? v : Folding.split(v, dim(), own);
  }

  /// `reduced`, whose dimension [#name] is the groups, with a labelled dimension for each key.
  Dataset label(Dataset reduced) {
    Dataset split = reduced;
    if (keys.size() > 1) {
      Map<String, Long> sizes = new LinkedHashMap<>();
      keys.forEach(key -> sizes.put(key.dims().getFirst(), key.shape().size()));
      split =
          reduced.mapVariables(v -> {
            Variable apart = Folding.split(v, name, sizes);
            List<String> order = new ArrayList<>(apart.dims());
            if (dims.size() > 1 && order.removeAll(sizes.keySet())) {
              order.addAll(
                  sizes.keySet()); // as in xarray, groups along several dimensions come last
            }
            return Layout.arrange(apart, order);
          });
    }
    Coordinates coords = split.coords();
    for (Variable key : keys) {
      coords = coords.with(key.dims().getFirst(), key);
    }
    return split.withCoords(coords);
  }

  /// `reduced` and labelled, as xarray leaves a dataset: groups before all other dimensions, or
  /// after them if they are by several keys or dimensions, where those of an array stand at the
  /// place of what was grouped. What lies along no group is repeated for each, bounds apart.
  Dataset arranged(Dataset reduced) {
    List<String> names = keyNames();
    boolean simple = keys.size() == 1 && dims.size() == 1;
    List<String> bounds = CfLinks.allBounds(reduced);
    Map<String, Variable> variables = new LinkedHashMap<>(reduced.variables());
    variables.replaceAll((key, v) -> {
      if (bounds.contains(key)) {
        return v;
      }
      List<String> order = new ArrayList<>(v.dims());
      boolean along = order.removeAll(names);
      order.addAll(along && !simple ? order.size() : 0, names);
      return Layout.broadcast(v, order, order.stream().mapToLong(reduced::size).toArray());
    });
    return new Dataset(variables, reduced.coords(), reduced.attrs());
  }

  /// Whether none of the grouped dimensions is to be reduced, so that groups don't matter.
  boolean isApartFrom(Over over) {
    return !over.dims().isEmpty()
        && !over.isAll()
        && taken.isEmpty()
        && dims.stream().noneMatch(over.dims()::contains);
  }

  /// Groups by the combinations of what two groupings are by.
  Grouping and(Grouping other, Map<String, Long> sizes) {
    once("combinations");
    other.once("combinations");
    Map<String, Long> all = new LinkedHashMap<>();
    dims.forEach(d -> all.put(d, sizes.getOrDefault(d, 1L)));
    other.dims.forEach(d -> all.put(d, sizes.getOrDefault(d, 1L)));
    int[] mine = spread(all);
    int[] others = other.spread(all);
    int[] both = new int[mine.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = mine[i] < 0 || others[i] < 0 ? -1 : mine[i] * other.groups.count() + others[i];
    }
    List<Variable> joined = new ArrayList<>(keys);
    joined.addAll(other.keys);
    int count = Math.multiplyExact(groups.count(), other.groups.count());
    return new Grouping(
        List.copyOf(all.keySet()),
        name + " " + other.name,
        joined,
        new Groups(both, count),
        Optional.empty());
  }

  /// The code of each position of the merger of more dimensions.
  private int[] spread(Map<String, Long> sizes) {
    Map<String, Long> own = new LinkedHashMap<>();
    dims.forEach(d -> own.put(d, sizes.getOrDefault(d, 1L)));
    int[] codes = codes();
    long[] plain = Arrays.stream(codes).asLongStream().toArray();
    Variable along = Folding.split(Variable.of(List.of(dim()), plain), dim(), own);
    long[] all = Folding.merge(along, sizes, "all").load().toLongs();
    return Arrays.stream(all).mapToInt(Math::toIntExact).toArray();
  }

  /// A value for each group becomes a value for each position, missing where a position is in none.
  Variable expand(Variable v) {
    return expand(v, Arrays.stream(codes()).asLongStream().toArray());
  }

  /// The same of values in another order than the groups: those at `places`, one for each position.
  Variable expand(Variable v, long[] places) {
    Variable taken = Reindexing.reindex(v, name, places);
    return taken.withDims(taken.dims().stream().map(d -> d.equals(name) ? dim() : d).toList());
  }

  /// Groups that `grouper` makes of a part of time such as `time.month`, of the coordinate `what`,
  /// or of the positions of a dimension without coordinate; reads it at once.
  ///
  /// @throws AmasiaException.Label if there is no such coordinate, dimension or part of time
  public static Grouping by(Labelled<?> object, String what, Grouper grouper) {
    int dot = what.lastIndexOf('.');
    if (object.coords().has(what) || dot < 0) {
      return grouper.group(what, object.labels(what));
    }
    String of = what.substring(0, dot);
    String part = what.substring(dot + 1);
    DataArray times = new DataArray(of, object.labels(of).compute(), Coordinates.NONE);
    Variable labels = times.dt().get(part).variable().compute();
    // Seasons of missing times are the text "nan", which is no season.
    boolean texts = labels.dtype() == DType.STRING && Reducing.anyMissing(times.variable());
    boolean all = grouper.equals(UniqueGrouper.all());
    return (texts && all ? UniqueGrouper.of(SEASONS) : grouper).group(part, labels);
  }

  /// The positions that are in a group.
  long[] grouped() {
    return LongStream.range(0, groups.size()).filter(i -> groups.of(i) >= 0).toArray();
  }

  /// `dataset` without the positions that are in no group.
  Dataset inGroups(Dataset dataset) {
    long[] in = grouped();
    return dims.size() == 1 && in.length < groups.size() ? dataset.isel(dim(), in) : dataset;
  }

  /// The groups of some of the positions.
  Grouping select(long[] positions) {
    int[] codes = Arrays.stream(positions).mapToInt(i -> groups.of(i)).toArray();
    return new Grouping(dims, name, keys, new Groups(codes, groups.count()), taken);
  }

  /// The code of each position.
  int[] codes() {
    int[] codes = new int[groups.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = groups.of(i);
    }
    return codes;
  }
}
