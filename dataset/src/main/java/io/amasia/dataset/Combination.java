package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.ResultType;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Datasets put together: along a dimension, or variable by variable.
public final class Combination {
  private Combination() {}

  /// Variables joined along `dim`, which all of them have, in the common dtype. Attributes and
  /// order of dimensions are the first's.
  ///
  /// @throws AmasiaException.Alignment if calendars differ
  public static Variable concat(List<Variable> variables, String dim) {
    Variable first = variables.getFirst();
    DType dtype = first.dtype();
    for (Variable v : variables) {
      if (!v.calendar().equals(first.calendar())) {
        throw new AmasiaException.Alignment(
            "times of calendars %s and %s can't be joined along '%s'"
                .formatted(name(first), name(v), dim));
      }
      dtype = dtype == v.dtype() ? dtype : ResultType.of(ResultType.Binary.MIX, dtype, v.dtype());
    }
    List<Node> parts = new ArrayList<>();
    for (Variable v : variables) {
      parts.add(Nodes.cast(Layout.arrange(v, first.dims()).data(), dtype));
    }
    return first.withData(Nodes.concat(first.axis(dim), parts));
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
  /// @throws AmasiaException.Alignment if one lacks a variable that another has
  public static Dataset concat(String dim, List<Dataset> datasets) {
    if (datasets.isEmpty()) {
      throw new AmasiaException.Usage("concat of no datasets along '" + dim + "'");
    }
    Set<String> names = datasets.getFirst().variables().keySet();
    for (Dataset dataset : datasets) {
      if (!dataset.variables().keySet().equals(names)) {
        throw new AmasiaException.Alignment(
            "concat along '%s' of datasets with variables %s and %s; select the common ones first"
                .formatted(dim, names, dataset.variables().keySet()));
      }
    }
    boolean exists = datasets.stream().anyMatch(d -> d.sizes().containsKey(dim));
    List<Dataset> aligned = alignOthers(dim, datasets);
    return exists ? join(dim, aligned) : stack(aligned, dim);
  }

  /// All but `dim` aligned: its labels are set aside meanwhile.
  private static List<Dataset> alignOthers(String dim, List<Dataset> datasets) {
    List<Dataset> renamed = new ArrayList<>();
    for (int i = 0; i < datasets.size(); i++) {
      Dataset dataset = datasets.get(i);
      renamed.add(
          dataset.sizes().containsKey(dim)
              ? Reshaping.rename(dataset, Map.of(dim, dim + " " + i))
              : dataset);
    }
    List<Dataset> aligned = Alignment.align(Alignment.Join.OUTER, renamed);
    List<Dataset> result = new ArrayList<>();
    for (int i = 0; i < aligned.size(); i++) {
      Dataset dataset = aligned.get(i);
      String set = dim + " " + i;
      result.add(
          dataset.sizes().containsKey(set) ? Reshaping.rename(dataset, Map.of(set, dim)) : dataset);
    }
    return result;
  }

  private static Dataset join(String dim, List<Dataset> datasets) {
    List<Dataset> expanded = new ArrayList<>();
    for (Dataset dataset : datasets) {
      expanded.add(
          dataset.sizes().containsKey(dim) ? dataset : Reshaping.expand(dataset, dim, null));
    }
    Dataset first = expanded.getFirst();
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (String name : first.variables().keySet()) {
      List<Variable> parts = expanded.stream().map(d -> d.variables().get(name)).toList();
      variables.put(name, joined(parts, dim));
    }
    return new Dataset(variables, joinCoords(dim, expanded), first.attrs());
  }

  private static Variable joined(List<Variable> parts, String dim) {
    return parts.stream().allMatch(v -> v.dims().contains(dim))
        ? concat(parts, dim)
        : parts.getFirst();
  }

  private static Coordinates joinCoords(String dim, List<Dataset> datasets) {
    Map<String, Variable> coords = new LinkedHashMap<>();
    Coordinates agreed =
        Alignment.merge(
            datasets.stream()
                .map(d -> d.withCoords(d.coords().where((_, v) -> !v.dims().contains(dim))))
                .toList());
    datasets
        .getFirst()
        .coords()
        .asMap()
        .forEach((name, v) -> {
          if (agreed.has(name)) {
            coords.put(name, agreed.get(name));
          } else if (datasets.stream().allMatch(d -> d.coords().has(name))) {
            List<Variable> parts = datasets.stream().map(d -> d.coords().get(name)).toList();
            if (parts.stream().allMatch(p -> p.dims().contains(dim))) {
              coords.put(name, concat(parts, dim));
            } else if (v.ndim() == 0) {
              coords.put(name, concat(repeated(parts, dim, datasets), dim));
            }
          }
        });
    return new Coordinates(coords);
  }

  /// Scalars that differ, each repeated along its part of `dim`.
  private static List<Variable> repeated(List<Variable> parts, String dim, List<Dataset> datasets) {
    List<Variable> repeated = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      long[] size = {datasets.get(i).sizes().getOrDefault(dim, 1L)};
      repeated.add(Layout.broadcast(parts.get(i), List.of(dim), size));
    }
    return repeated;
  }

  /// Aligned datasets along a new first dimension. Scalar coordinates that differ become
  /// coordinates along it.
  public static Dataset stack(List<Dataset> datasets, String dim) {
    Dataset first = datasets.getFirst();
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (String name : first.variables().keySet()) {
      variables.put(
          name, stacked(datasets.stream().map(d -> d.variables().get(name)).toList(), dim));
    }
    Map<String, Variable> coords = new LinkedHashMap<>();
    Coordinates agreed = Alignment.merge(datasets);
    for (var entry : first.coords().asMap().entrySet()) {
      String name = entry.getKey();
      boolean everywhere = datasets.stream().allMatch(d -> d.coords().has(name));
      if (agreed.has(name) && !(name.equals(dim) && everywhere)) {
        coords.put(name, agreed.get(name));
      } else if (everywhere) {
        coords.put(name, stacked(datasets.stream().map(d -> d.coords().get(name)).toList(), dim));
      }
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
    List<Dataset> aligned = Alignment.align(Alignment.Join.OUTER, datasets);
    Map<String, Variable> variables = new LinkedHashMap<>();
    Map<String, Attribute> attrs = new LinkedHashMap<>(datasets.getFirst().attrs());
    for (Dataset dataset : aligned) {
      dataset.variables().forEach((name, v) -> variables.merge(name, v, (a, b) -> one(name, a, b)));
    }
    Set<String> coordNames = new LinkedHashSet<>();
    aligned.forEach(d -> coordNames.addAll(d.coords().names()));
    Coordinates coords = Alignment.merge(aligned);
    coordNames.removeAll(coords.names());
    if (!coordNames.isEmpty()) {
      throw new AmasiaException.Alignment(
          "merge of datasets that differ in coordinates %s; drop or rename them first"
              .formatted(coordNames));
    }
    return new Dataset(variables, coords, attrs);
  }

  private static Variable one(String name, Variable a, Variable b) {
    Variable filled = Arithmetic.binary(Op.Binary.FILLNA, a, b);
    Variable other = Arithmetic.binary(Op.Binary.FILLNA, b, a);
    if (!Comparison.broadcastEquals(filled, other)) {
      throw new AmasiaException.Alignment(
          "merge of two different variables '%s'; rename one of them".formatted(name));
    }
    return Comparison.equals(a, b) ? a : filled;
  }
}
