package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/// The named coordinates of an array or dataset, in order. Immutable.
///
/// A 1-D coordinate with its dimension's name is a dimension coordinate. It has an index, by which
/// labels are looked up and arrays are aligned, unless that was dropped; other 1-D coordinates have
/// one if it was set ([Relabelling#setXindex], [Relabelling#dropIndexes]).
public final class Coordinates {
  /// No coordinates.
  public static final Coordinates NONE = new Coordinates(Map.of());

  private final Map<String, Variable> variables;

  public Coordinates(Map<String, Variable> variables) {
    this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  public Map<String, Variable> asMap() {
    return variables;
  }

  public Set<String> names() {
    return variables.keySet();
  }

  public boolean has(String name) {
    return variables.containsKey(name);
  }

  public Optional<Variable> find(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  /// The coordinate `name`.
  ///
  /// @throws AmasiaException.Label if there is none
  public Variable get(String name) {
    return find(name)
        .orElseThrow(
            () -> new AmasiaException.Label("no coordinate '" + name + "'; there are " + names()));
  }

  /// Whether dimension `dim` has a dimension coordinate, with or without an index.
  public boolean hasLabels(String dim) {
    return find(dim).filter(v -> v.dims().equals(List.of(dim))).isPresent();
  }

  /// Whether dimension `dim` has a dimension coordinate with an index.
  public boolean hasIndex(String dim) {
    return hasLabels(dim) && isIndexed(dim);
  }

  /// Whether the coordinate `name` has an index of its own, along whichever dimension.
  public boolean isIndexed(String name) {
    return find(name).filter(v -> v.isIndexed(name)).isPresent();
  }

  /// The coordinates along `dim` that have an index, its own first.
  Set<String> indexesAlong(String dim) {
    Set<String> names = new LinkedHashSet<>(hasIndex(dim) ? Set.of(dim) : Set.of());
    variables.forEach((name, v) -> {
      if (v.dims().equals(List.of(dim)) && v.isIndexed(name)) {
        names.add(name);
      }
    });
    return names;
  }

  /// The index of dimension `dim`; empty if it has no dimension coordinate with one.
  public Optional<Index> index(String dim) {
    return hasIndex(dim) ? Optional.of(get(dim).index()) : Optional.empty();
  }

  /// The levels of the multi-index of dimension `dim`, in order; empty if it has none.
  public Map<String, Variable> levels(String dim) {
    return where((_, v) -> v.level().isPresent() && v.dims().equals(List.of(dim))).asMap();
  }

  public Coordinates with(String name, Variable variable) {
    Map<String, Variable> changed = new LinkedHashMap<>(variables);
    changed.put(name, variable);
    return new Coordinates(changed);
  }

  public Coordinates without(Collection<String> names) {
    return where((name, _) -> !names.contains(name));
  }

  /// The coordinates that pass `test`.
  Coordinates where(BiPredicate<String, Variable> test) {
    Map<String, Variable> kept = new LinkedHashMap<>();
    variables.forEach((name, variable) -> {
      if (test.test(name, variable)) {
        kept.put(name, variable);
      }
    });
    return new Coordinates(kept);
  }

  /// The coordinates along none of `dims`: those that a reduction over these leaves.
  public Coordinates apartFrom(Collection<String> dims) {
    return where((_, variable) -> variable.dims().stream().noneMatch(dims::contains));
  }

  /// The coordinates all of whose dimensions are among `dims`.
  Coordinates within(Collection<String> dims) {
    return where((_, variable) -> dims.containsAll(variable.dims()));
  }

  Coordinates map(UnaryOperator<Variable> change) {
    Map<String, Variable> changed = new LinkedHashMap<>();
    variables.forEach((name, variable) -> changed.put(name, change.apply(variable)));
    return new Coordinates(changed);
  }

  @Override
  public String toString() {
    return variables.toString();
  }
}
