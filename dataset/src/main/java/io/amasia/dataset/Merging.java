package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Datasets put together variable by variable.
public final class Merging {
  private Merging() {}

  /// What variables of one name must have in common. Values are read to compare them, in bounded
  /// memory, unless they are the same node.
  public enum Compat {
    /// Equal where both have values; one fills the gaps of the other.
    NO_CONFLICTS,
    /// Equal values and dimensions.
    EQUALS,
    /// Equal after broadcasting against each other.
    BROADCAST_EQUALS,
    /// Equal, with equal attributes.
    IDENTICAL,
    /// Nothing: the first is taken, unread.
    OVERRIDE,
    /// Nothing: those that differ are left out.
    MINIMAL
  }

  /// All variables and coordinates; attributes are the first's.
  ///
  /// @throws AmasiaException.Alignment if variables of one name differ more than `compat` allows
  static Dataset merge(List<Dataset> datasets, Compat compat, Alignment.Join join, Fill fill) {
    if (datasets.isEmpty()) {
      throw new AmasiaException.Usage("merge of no datasets");
    }
    List<Dataset> aligned = Alignment.align(join, datasets, Set.of(), fill);
    Set<String> coordNames = new LinkedHashSet<>();
    Map<String, List<Variable>> all = new LinkedHashMap<>();
    for (Dataset dataset : aligned) {
      coordNames.addAll(dataset.coords().names());
      dataset.coords().asMap().forEach((name, v) -> add(all, name, v));
      dataset.variables().forEach((name, v) -> add(all, name, v));
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    Map<String, Variable> coords = new LinkedHashMap<>();
    all.forEach((name, found) -> {
      Map<String, Variable> target = coordNames.contains(name) ? coords : variables;
      one(name, found, compat).ifPresent(v -> target.put(name, v));
    });
    return new Dataset(variables, new Coordinates(coords), datasets.getFirst().attrs());
  }

  private static void add(Map<String, List<Variable>> to, String name, Variable v) {
    to.computeIfAbsent(name, _ -> new ArrayList<>()).add(v);
  }

  /// What stands for variables of one name; empty for nothing.
  static Optional<Variable> one(String name, List<Variable> found, Compat compat) {
    for (Variable v : found) {
      // Indexes are aligned, so any of them is all of them.
      if (v.isIndexed(name)) {
        return Optional.of(v);
      }
    }
    Variable result = found.getFirst();
    for (Variable other : found.subList(1, found.size())) {
      Optional<Variable> both = both(result, other, compat);
      if (both.isEmpty() && compat == Compat.MINIMAL) {
        return both;
      }
      result =
          both.orElseThrow(() ->
              new AmasiaException.Alignment(
                  "merge of different variables '%s' (%s and %s); rename or drop one, or say compat OVERRIDE to take the first"
                      .formatted(name, found.getFirst(), other)));
    }
    return Optional.of(result);
  }

  private static Optional<Variable> both(Variable a, Variable b, Compat compat) {
    boolean comparable = a.calendar().equals(b.calendar());
    return switch (compat) {
      case OVERRIDE -> Optional.of(a);
      case EQUALS -> only(a, Comparison.equals(a, b));
      case IDENTICAL -> only(a, Comparison.identical(a, b));
      case BROADCAST_EQUALS, MINIMAL -> {
        boolean equal = Comparison.broadcastEquals(a, b);
        yield only(equal ? Broadcasting.along(a, b) : a, equal);
      }
      case NO_CONFLICTS -> {
        if (a.data() == b.data() && a.dims().equals(b.dims())) {
          yield Optional.of(a);
        }
        if (!comparable) {
          yield Optional.empty();
        }
        Variable filled = filled(a, b);
        Variable other = filled(b, a);
        boolean agree = Comparison.broadcastEquals(filled, other);
        yield only(
            Comparison.sameType(a, filled) && Comparison.equals(a, filled) ? a : filled, agree);
      }
    };
  }

  /// `a`, and where it is missing `b`; a missing text is the empty one.
  private static Variable filled(Variable a, Variable b) {
    boolean texts = a.dtype() == DType.STRING && b.dtype() == DType.STRING;
    return texts
        ? Arithmetic.where(Arithmetic.scalar(Op.Binary.NOT_EQUAL, a, "", false), a, b)
        : Arithmetic.binary(Op.Binary.FILLNA, a, b);
  }

  private static Optional<Variable> only(Variable v, boolean holds) {
    return holds ? Optional.of(v) : Optional.empty();
  }

  /// The values of `first`, and where it has none those of `second`; labels are outer-joined. What
  /// only one of them has is joined with missing values, as in xarray: whole numbers and booleans
  /// become `float64`.
  static Dataset combineFirst(Dataset first, Dataset second) {
    List<Dataset> aligned = Alignment.align(Alignment.Join.OUTER, List.of(first, second));
    Map<String, Variable> others = aligned.get(1).variables();
    Map<String, Variable> variables = new LinkedHashMap<>();
    aligned
        .getFirst()
        .variables()
        .forEach((name, v) -> {
          Variable other = others.get(name);
          variables.put(name, other == null ? alone(v) : filled(v, other));
        });
    others.forEach((name, v) -> variables.computeIfAbsent(name, _ -> alone(v)));
    return new Dataset(variables, Alignment.merge(aligned), first.attrs());
  }

  private static Variable alone(Variable v) {
    boolean never = v.dtype().isInteger() || v.dtype() == DType.BOOL;
    return never ? v.computed(Nodes.cast(v.data(), DType.FLOAT64)) : v;
  }

  /// Datasets in the nest of a grid joined: outermost along the first of `dims`.
  ///
  /// @param nested lists of lists of datasets, as deep as there are dimensions
  static Dataset combineNested(List<?> nested, List<String> dims) {
    List<Dataset> parts = new ArrayList<>();
    for (Object part : nested) {
      parts.add(
          switch (part) {
            case List<?> inner when dims.size() > 1 ->
                combineNested(inner, dims.subList(1, dims.size()));
            case Dataset dataset when dims.size() == 1 -> dataset;
            case DataArray array when dims.size() == 1 -> array.toDataset();
            default ->
                throw new AmasiaException.Usage(
                    "combineNested along %s needs lists nested %d deep, not %s there"
                        .formatted(dims, dims.size(), part.getClass().getSimpleName()));
          });
    }
    return Combination.concat(dims.getFirst(), parts);
  }

  /// The first array of a nest of them.
  static DataArray firstArray(List<?> nested) {
    return switch (nested.isEmpty() ? "nothing" : nested.getFirst()) {
      case List<?> inner -> firstArray(inner);
      case DataArray array -> array;
      case Object other ->
          throw new AmasiaException.Usage(
              "a nest of arrays that begins with %s".formatted(other.getClass().getSimpleName()));
    };
  }

  /// A nest of arrays as one of datasets of them alone.
  static List<?> temporaries(List<?> nested) {
    List<Object> parts = new ArrayList<>();
    for (Object part : nested) {
      parts.add(
          switch (part) {
            case List<?> inner -> temporaries(inner);
            case DataArray array -> array.toTemporary();
            default -> part;
          });
    }
    return parts;
  }

  /// Datasets joined along the dimensions whose labels differ, in the order of their first labels;
  /// those of other variables are merged. Holes are missing.
  ///
  /// @throws AmasiaException.Alignment if nothing tells their order, or labels don't run one way
  static Dataset combineByCoords(List<Dataset> datasets) {
    Map<Set<String>, List<Dataset>> byVariables = new LinkedHashMap<>();
    for (Dataset dataset : datasets) {
      byVariables
          .computeIfAbsent(dataset.variables().keySet(), _ -> new ArrayList<>())
          .add(dataset);
    }
    List<Dataset> joined = byVariables.values().stream().map(Merging::inOrder).toList();
    return joined.size() == 1
        ? joined.getFirst()
        : merge(joined, Compat.NO_CONFLICTS, Alignment.Join.OUTER, Fill.MISSING);
  }

  private static Dataset inOrder(List<Dataset> datasets) {
    Dataset first = datasets.getFirst();
    if (datasets.size() == 1) {
      return first;
    }
    List<String> dims = new ArrayList<>();
    for (String dim : first.sizes().keySet()) {
      if (datasets.stream().allMatch(d -> d.coords().hasIndex(dim))
          && datasets.stream()
              .anyMatch(d -> !Alignment.same(first.coords().get(dim), d.coords().get(dim)))) {
        dims.add(dim);
      }
    }
    if (dims.isEmpty()) {
      throw new AmasiaException.Alignment(
          "combineByCoords of datasets whose labels are all equal; use combineNested, or concat along a new dimension");
    }
    return joinAlong(datasets, dims);
  }

  private static Dataset joinAlong(List<Dataset> datasets, List<String> dims) {
    String dim = dims.getFirst();
    List<List<Dataset>> rows = new ArrayList<>();
    for (Dataset dataset : datasets) {
      Variable own = dataset.coords().get(dim);
      if (own.shape().size() == 0) {
        throw new AmasiaException.Alignment(
            "combineByCoords of a dataset without labels along '%s'; leave it out".formatted(dim));
      }
      rows.stream()
          .filter(row -> Alignment.same(row.getFirst().coords().get(dim), own))
          .findFirst()
          .orElseGet(() -> {
            List<Dataset> row = new ArrayList<>();
            rows.add(row);
            return row;
          })
          .add(dataset);
    }
    boolean down = rows.stream().anyMatch(row -> index(row, dim).isDescending());
    rows.sort((a, b) -> {
      int order = index(a, dim).labels().compare(0, index(b, dim).labels().key(0));
      return down ? -order : order;
    });
    List<Dataset> parts = new ArrayList<>();
    for (List<Dataset> row : rows) {
      if (row.size() > 1 && dims.size() == 1) {
        throw new AmasiaException.Alignment(
            "combineByCoords meets two datasets of the same labels along '%s'".formatted(dim));
      }
      parts.add(row.size() == 1 ? row.getFirst() : joinAlong(row, dims.subList(1, dims.size())));
    }
    Dataset joined = parts.size() == 1 ? parts.getFirst() : Combination.concat(dim, parts);
    Index index = joined.coords().get(dim).index();
    if (!index.isAscending() && !index.isDescending()) {
      throw new AmasiaException.Alignment(
          "combined labels along '%s' run neither up nor down; sort or cut the datasets first"
              .formatted(dim));
    }
    return joined;
  }

  private static Index index(List<Dataset> row, String dim) {
    return Objects.requireNonNull(row.getFirst().coords().get(dim)).index();
  }
}
