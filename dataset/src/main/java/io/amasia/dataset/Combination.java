package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.ResultType;
import io.amasia.array.Shape;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/// Datasets put together: along a dimension, or variable by variable.
public final class Combination {
  private Combination() {}

  /// Variables joined along `dim`, which all of them have, in the common dtype. Attributes and
  /// order of dimensions are the first's; dimensions that others have come after these, and those
  /// that lack one are repeated along it.
  ///
  /// @throws AmasiaException.Alignment if calendars differ
  public static Variable concat(List<Variable> variables, String dim) {
    Variable first = variables.getFirst();
    DType dtype = first.dtype();
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (Variable v : variables) {
      if (!v.calendar().equals(first.calendar())) {
        throw new AmasiaException.Alignment(
            "times of calendars %s and %s can't be joined along '%s'"
                .formatted(name(first), name(v), dim));
      }
      dtype = dtype == v.dtype() ? dtype : ResultType.of(ResultType.Binary.MIX, dtype, v.dtype());
      v.dims().forEach(d -> sizes.putIfAbsent(d, v.size(d)));
    }
    List<String> dims = List.copyOf(sizes.keySet());
    List<Node> parts = new ArrayList<>();
    for (Variable v : variables) {
      sizes.put(dim, v.size(dim));
      long[] lengths = sizes.values().stream().mapToLong(Long::longValue).toArray();
      parts.add(Nodes.cast(Layout.broadcast(v, dims, lengths).data(), dtype));
    }
    return first.joined(dims, Nodes.concat(dims.indexOf(dim), parts), variables);
  }

  private static String name(Variable v) {
    return v.calendar().map(c -> c.label()).orElse("none");
  }

  /// Datasets joined along `dim`: an existing dimension, or a new first one.
  ///
  /// Along an existing dimension, variables that lack it are taken from the first. Labels of other
  /// dimensions are outer-joined, as in xarray; call [Alignment#align] with EXACT first to refuse
  /// that.
  ///
  /// A variable that only some have is missing where it lies along `dim`; any other is taken from
  /// the first that has it.
  ///
  /// @throws AmasiaException.Alignment if a part has one label where others have a dimension of
  ///   them
  public static Dataset concat(String dim, List<Dataset> datasets) {
    return concat(Concat.along(dim), datasets);
  }

  static Dataset concat(Concat how, List<Dataset> datasets) {
    String dim = how.dim();
    if (datasets.isEmpty()) {
      throw new AmasiaException.Usage("concat of no datasets along '" + dim + "'");
    }
    boolean exists = datasets.stream().anyMatch(d -> d.sizes().containsKey(dim));
    boolean taken =
        datasets.stream()
            .anyMatch(d ->
                d.variables().containsKey(dim)
                    || d.coords().find(dim).filter(v -> v.ndim() > 0).isPresent());
    if (!exists && taken) {
      throw new AmasiaException.Usage(
          "concat along a new dimension '%s', which is the name of a variable or coordinate; name another"
              .formatted(dim));
    }
    how.require(exists || datasets.stream().anyMatch(d -> d.coords().has(dim)));
    List<Dataset> aligned = alignOthers(how, datasets);
    return exists ? join(how, aligned) : stack(aligned, how);
  }

  /// All but `dim` aligned: its labels are set aside meanwhile.
  private static List<Dataset> alignOthers(Concat how, List<Dataset> datasets) {
    String dim = how.dim();
    List<Dataset> renamed = new ArrayList<>();
    for (int i = 0; i < datasets.size(); i++) {
      Dataset dataset = datasets.get(i);
      refuseSingleLabels(dim, dataset, datasets);
      renamed.add(
          dataset.sizes().containsKey(dim)
              ? Reshaping.rename(dataset, Map.of(dim, dim + " " + i))
              : dataset);
    }
    List<Dataset> aligned = Alignment.align(how.join(), renamed, Set.of(), how.fill());
    List<Dataset> result = new ArrayList<>();
    for (int i = 0; i < aligned.size(); i++) {
      Dataset dataset = aligned.get(i);
      String set = dim + " " + i;
      result.add(
          dataset.sizes().containsKey(set) ? Reshaping.rename(dataset, Map.of(set, dim)) : dataset);
    }
    return result;
  }

  /// Refuses a part that has one label where others have a dimension of them: it would be repeated
  /// under labels that are not its own.
  private static void refuseSingleLabels(String dim, Dataset part, List<Dataset> all) {
    for (String name : part.coords().names()) {
      boolean single = !name.equals(dim) && part.coords().get(name).ndim() == 0;
      if (single && all.stream().anyMatch(other -> other.coords().hasIndex(name))) {
        throw new AmasiaException.Alignment(
            "concat along '%s' of parts with one '%s' and with a dimension of them; expandDims(\"%s\") of the one, or dropVars(\"%s\") to repeat it"
                .formatted(dim, name, name, name));
      }
    }
  }

  private static Dataset join(Concat how, List<Dataset> datasets) {
    String dim = how.dim();
    List<Dataset> expanded = new ArrayList<>();
    for (Dataset dataset : datasets) { // a single position goes where the others have the dimension
      expanded.add(dataset.sizes().containsKey(dim) ? dataset : Expanding.expand(dataset, dim));
    }
    Dataset first = expanded.getFirst();
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (String name : variableNames(expanded)) {
      boolean lies = datasets.stream().anyMatch(d -> along(d, name, dim));
      if (lies) {
        List<Variable> parts = ordered(name, parts(name, how, expanded, true), datasets);
        variables.put(name, concat(repeated(parts, dim, expanded), dim));
      } else {
        List<Variable> there = parts(name, how, datasets, false);
        settle(
            variables,
            name,
            how.fate(how.dataVars(), name, there, true),
            () -> concat(repeated(parts(name, how, datasets, true), dim, datasets), dim));
      }
    }
    return new Dataset(variables, joinCoords(how, expanded), first.attrs());
  }

  /// Puts what is left of the variables `name` into `kept`.
  private static void settle(
      Map<String, Variable> kept, String name, Concat.Fate fate, Supplier<Variable> repeated) {
    switch (fate) {
      case Concat.Fate.Stands(Variable one) -> kept.put(name, one);
      case Concat.Fate.Repeated() -> kept.put(name, repeated.get());
      case Concat.Fate.Dropped() -> {}
    }
  }

  /// Expanded `parts` with their dimensions as they first appear in the datasets they come from.
  private static List<Variable> ordered(String name, List<Variable> parts, List<Dataset> datasets) {
    List<String> order =
        Layout.union(
            datasets.stream().map(d -> d.variables().get(name)).filter(Objects::nonNull).toList());
    return parts.stream()
        .map(part -> Layout.arrange(part, order.stream().filter(part.dims()::contains).toList()))
        .toList();
  }

  private static Set<String> variableNames(List<Dataset> datasets) {
    Set<String> names = new LinkedHashSet<>();
    datasets.forEach(d -> names.addAll(d.variables().keySet()));
    return names;
  }

  private static boolean along(Dataset dataset, String name, String dim) {
    Variable v = dataset.variables().get(name);
    return v != null && v.dims().contains(dim);
  }

  /// The variable `name` of each dataset; where one lacks it missing values, or nothing.
  private static List<Variable> parts(
      String name, Concat how, List<Dataset> datasets, boolean everywhere) {
    List<Variable> there =
        datasets.stream().map(d -> d.variables().get(name)).filter(Objects::nonNull).toList();
    if (!everywhere || there.size() == datasets.size()) {
      return there;
    }
    return datasets.stream()
        .map(d -> {
          Variable own = d.variables().get(name);
          long length = d.sizes().getOrDefault(how.dim(), 1L);
          return own != null ? own : absent(there.getFirst(), name, how, length);
        })
        .toList();
  }

  /// Missing values in the shape of `like`, `length` of them along `dim`.
  private static Variable absent(Variable like, String name, Concat how, long length) {
    int axis = like.dims().indexOf(how.dim());
    Shape shape = axis < 0 ? like.shape() : like.shape().with(axis, length);
    Object fill = how.fill().of(name);
    return Reindexing.filled(like, Nodes.broadcast(Reindexing.nothing(like, fill), shape), fill);
  }

  private static Coordinates joinCoords(Concat how, List<Dataset> datasets) {
    String dim = how.dim();
    Map<String, Variable> coords = new LinkedHashMap<>();
    for (String name : names(datasets)) {
      boolean lies = datasets.stream().anyMatch(d -> lies(d, name, dim));
      requireSameIndexes(name, datasets);
      settle(
          coords,
          name,
          lies ? new Concat.Fate.Repeated() : fate(how, name, datasets, true),
          () -> concat(repeated(everywhere(name, dim, datasets), dim, datasets), dim));
    }
    return new Coordinates(coords);
  }

  /// Labels that are looked up by in some parts only would be half an index.
  private static void requireSameIndexes(String name, List<Dataset> datasets) {
    List<Dataset> having = datasets.stream().filter(d -> d.coords().has(name)).toList();
    long indexed = having.stream().filter(d -> d.coords().isIndexed(name)).count();
    if (indexed > 0 && indexed < having.size()) {
      throw new AmasiaException.Alignment(
          "'%s' has an index in %d of %d parts; give it one in all with setXindex, or in none with dropIndexes"
              .formatted(name, indexed, having.size()));
    }
  }

  /// What becomes of the coordinate `name`, which lacks the dimension.
  private static Concat.Fate fate(Concat how, String name, List<Dataset> datasets, boolean exists) {
    List<Variable> parts = datasets.stream().flatMap(d -> d.coords().find(name).stream()).toList();
    // Labels of other dimensions are aligned, so any of them is all of them.
    return parts.stream()
        .filter(v -> v.isIndexed(name))
        .findFirst()
        .<Concat.Fate>map(Concat.Fate.Stands::new)
        .orElseGet(() -> how.fate(how.coords(), name, parts, exists));
  }

  private static Set<String> names(List<Dataset> datasets) {
    Set<String> names = new LinkedHashSet<>();
    datasets.forEach(d -> names.addAll(d.coords().names()));
    return names;
  }

  private static boolean lies(Dataset dataset, String name, String dim) {
    return dataset.coords().find(name).filter(v -> v.dims().contains(dim)).isPresent();
  }

  /// The coordinate `name` of each dataset.
  private static List<Variable> everywhere(String name, String dim, List<Dataset> datasets) {
    for (int i = 0; i < datasets.size(); i++) {
      if (!datasets.get(i).coords().has(name)) {
        throw new AmasiaException.Alignment(
            "concat along '%s': part %d of %d lacks the coordinate '%s', which differs from part to part; add it, or dropVars(\"%s\") from the others"
                .formatted(dim, i + 1, datasets.size(), name, name));
      }
    }
    return datasets.stream().map(d -> d.coords().get(name)).toList();
  }

  /// Variables that lack `dim` repeated, each along its part of it, which comes first.
  private static List<Variable> repeated(List<Variable> parts, String dim, List<Dataset> datasets) {
    List<Variable> repeated = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Variable part = parts.get(i);
      if (part.dims().contains(dim)) {
        repeated.add(part);
        continue;
      }
      List<String> dims = new ArrayList<>(List.of(dim));
      dims.addAll(part.dims());
      long along = datasets.get(i).sizes().getOrDefault(dim, 1L);
      long[] sizes =
          dims.stream().mapToLong(d -> part.dims().contains(d) ? part.size(d) : along).toArray();
      repeated.add(Layout.broadcast(part, dims, sizes));
    }
    return repeated;
  }

  /// Aligned datasets along a new first dimension. Scalar coordinates that differ become
  /// coordinates along it.
  public static Dataset stack(List<Dataset> datasets, String dim) {
    return stack(datasets, Concat.along(dim));
  }

  private static Dataset stack(List<Dataset> datasets, Concat how) {
    String dim = how.dim();
    Dataset first = datasets.getFirst();
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (String name : variableNames(datasets)) {
      List<Variable> there = parts(name, how, datasets, false);
      settle(
          variables,
          name,
          how.fate(how.dataVars(), name, there, false),
          () -> stacked(parts(name, how, datasets, true), dim));
    }
    Map<String, Variable> coords = new LinkedHashMap<>();
    for (String name : names(datasets)) {
      boolean labels = name.equals(dim) && datasets.stream().allMatch(d -> d.coords().has(name));
      settle(
          coords,
          name,
          labels ? new Concat.Fate.Repeated() : fate(how, name, datasets, false),
          () -> stacked(everywhere(name, dim, datasets), dim));
    }
    return new Dataset(variables, new Coordinates(coords), first.attrs());
  }

  private static Variable stacked(List<Variable> parts, String dim) {
    List<String> dims = new ArrayList<>(List.of(dim));
    dims.addAll(Layout.union(parts));
    List<String> own = dims.subList(1, dims.size());
    long[] sizes =
        dims.stream()
            .mapToLong(d ->
                parts.stream()
                    .filter(p -> p.dims().contains(d))
                    .mapToLong(p -> p.size(d))
                    .findFirst()
                    .orElse(1))
            .toArray();
    List<Variable> expanded = new ArrayList<>();
    for (Variable part : parts) {
      expanded.add(
          part.dims().equals(own)
              ? Layout.arrange(part, dims)
              : Layout.broadcast(part, dims, sizes));
    }
    return concat(expanded, dim);
  }

  /// The variables of all datasets in one, labels outer-joined. Variables of one name must be equal
  /// where both have values; one fills the gaps of the other.
  ///
  /// @throws AmasiaException.Alignment if they differ
  public static Dataset merge(List<Dataset> datasets) {
    return merge(datasets, Merging.Compat.NO_CONFLICTS, Alignment.Join.OUTER, Fill.MISSING);
  }

  /// The same, with other rules for variables of one name, for labels that are not in all, and for
  /// what is filled in.
  public static Dataset merge(
      List<Dataset> datasets, Merging.Compat compat, Alignment.Join join, Fill fill) {
    return Merging.merge(datasets, compat, join, fill);
  }

  /// Datasets joined along the dimensions whose labels differ, in the order of their first labels;
  /// datasets of other variables are merged. Holes are missing.
  ///
  /// @throws AmasiaException.Alignment if nothing tells their order, or labels don't run one way
  public static Dataset byCoords(List<Dataset> datasets) {
    return Merging.combineByCoords(datasets);
  }

  /// Datasets (or named arrays) in lists nested as deep as there are `dims`, joined along these:
  /// the outermost list along the first.
  public static Dataset nested(List<?> nested, String... dims) {
    return Merging.combineNested(nested, List.of(dims));
  }

  /// The same of arrays alone, with or without names; the name is the first's.
  public static DataArray nestedArrays(List<?> nested, String... dims) {
    DataArray first = Merging.firstArray(nested);
    return first.fromTemporary(Merging.combineNested(Merging.temporaries(nested), List.of(dims)));
  }
}
