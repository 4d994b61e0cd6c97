package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How datasets are joined along a dimension, with xarray's words for it.
///
/// ```java
/// Concat.along("time").coords(Concat.Repeat.MINIMAL).compat(Compat.OVERRIDE).of(List.of(a, b));
/// ```
///
/// @param dim an existing dimension, or a new first one
/// @param join of the labels along the other dimensions
/// @param dataVars which variables that lack the dimension are repeated along it
/// @param coords which coordinates that lack it are
/// @param compat what those that are not repeated must have in common
/// @param fill what stands at labels, and for variables, that a dataset lacks
public record Concat(
    String dim,
    Alignment.Join join,
    Repeat dataVars,
    Repeat coords,
    Merging.Compat compat,
    Fill fill) {
  /// Which of the variables that lack the dimension are repeated along it, which costs memory.
  ///
  /// @param kind whether all are, those that differ, or some
  /// @param names which, if some are
  public record Repeat(Kind kind, Set<String> names) {
    enum Kind {
      ALL,
      DIFFERENT,
      FIRST,
      NAMED
    }

    /// All.
    public static final Repeat ALL = new Repeat(Kind.ALL, Set.of());

    /// Those that are not equal in all datasets; they are read to find out.
    public static final Repeat DIFFERENT = new Repeat(Kind.DIFFERENT, Set.of());

    /// None.
    public static final Repeat MINIMAL = new Repeat(Kind.NAMED, Set.of());

    /// None along an existing dimension, where those of the first dataset stand unread; all along a
    /// new one.
    public static final Repeat FIRST = new Repeat(Kind.FIRST, Set.of());

    /// These.
    public static Repeat of(String... names) {
      return new Repeat(Kind.NAMED, Set.of(names));
    }
  }

  /// The labels of other dimensions outer-joined, coordinates repeated that differ, and
  /// [Repeat#FIRST] of the variables.
  public static Concat along(String dim) {
    return new Concat(
        dim,
        Alignment.Join.OUTER,
        Repeat.FIRST,
        Repeat.DIFFERENT,
        Merging.Compat.EQUALS,
        Fill.MISSING);
  }

  public Concat join(Alignment.Join others) {
    return new Concat(dim, others, dataVars, coords, compat, fill);
  }

  public Concat dataVars(Repeat which) {
    return new Concat(dim, join, which, coords, compat, fill);
  }

  public Concat coords(Repeat which) {
    return new Concat(dim, join, dataVars, which, compat, fill);
  }

  public Concat compat(Merging.Compat which) {
    return new Concat(dim, join, dataVars, coords, which, fill);
  }

  public Concat fill(Fill with) {
    return new Concat(dim, join, dataVars, coords, compat, with);
  }

  /// The datasets joined; see [Combination#concat(String, List)].
  ///
  /// @throws AmasiaException.Alignment if variables that are not repeated differ more than `compat`
  ///   allows, or labels more than `join` does
  public Dataset of(List<Dataset> datasets) {
    return Combination.concat(this, datasets);
  }

  /// The same of arrays; the name is the first's.
  public DataArray ofArrays(List<DataArray> arrays) {
    List<Dataset> parts = arrays.stream().map(DataArray::toTemporary).toList();
    return arrays.getFirst().fromTemporary(of(parts));
  }

  /// What becomes of the variables of one name that lack the dimension.
  sealed interface Fate {
    /// One is that of all.
    record Stands(Variable one) implements Fate {}

    /// They are repeated along the dimension.
    record Repeated() implements Fate {}

    /// They differ, and are left out.
    record Dropped() implements Fate {}
  }

  /// What becomes of the variables `parts` of one name, which lack the dimension.
  ///
  /// @param exists whether the dimension is there already
  /// @throws AmasiaException.Alignment if they differ more than `compat` allows
  Fate fate(Repeat repeat, String name, List<Variable> parts, boolean exists) {
    boolean repeated =
        switch (repeat.kind()) {
          case ALL -> true;
          case DIFFERENT -> !parts.stream().allMatch(v -> equal(parts.getFirst(), v));
          case FIRST -> !exists;
          case NAMED -> repeat.names().contains(name);
        };
    if (repeated) {
      return new Fate.Repeated();
    }
    Optional<Variable> one =
        repeat.kind() == Repeat.Kind.FIRST
            ? Optional.of(parts.getFirst())
            : Merging.one(name, parts, compat);
    return one.<Fate>map(Fate.Stands::new).orElseGet(Fate.Dropped::new);
  }

  private boolean equal(Variable a, Variable b) {
    return switch (compat) {
      case EQUALS -> Comparison.equals(a, b);
      case IDENTICAL -> Comparison.identical(a, b);
      case BROADCAST_EQUALS, NO_CONFLICTS, MINIMAL, OVERRIDE -> Comparison.broadcastEquals(a, b);
    };
  }

  /// Refuses what says two things.
  void require(boolean exists) {
    boolean differing =
        dataVars.kind() == Repeat.Kind.DIFFERENT || coords.kind() == Repeat.Kind.DIFFERENT;
    if (compat == Merging.Compat.OVERRIDE && differing) {
      throw new AmasiaException.Usage(
          "concat of different coordinates or variables, and compat OVERRIDE, which compares none; choose MINIMAL or ALL");
    }
    if (!exists && dataVars.equals(Repeat.MINIMAL) && coords.equals(Repeat.MINIMAL)) {
      throw new AmasiaException.Usage(
          "concat along the new dimension '%s' with neither variables nor coordinates repeated"
              .formatted(dim));
    }
  }
}
