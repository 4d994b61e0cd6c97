package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `where` on arrays and datasets.
public final class Conditions {
  private Conditions() {}

  static Dataset where(Dataset dataset, Labelled<?> condition) {
    return masked(Alignment.align(Alignment.Join.INNER, List.of(dataset, lift(condition))));
  }

  private static Dataset masked(List<Dataset> aligned) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    aligned
        .getFirst()
        .variables()
        .forEach((name, v) -> {
          Variable test = named(aligned.get(1), name);
          if (test != null) {
            variables.put(name, Arithmetic.where(test, v, null));
          }
        });
    return new Dataset(variables, Alignment.merge(aligned), aligned.getFirst().attrs());
  }

  /// The variable of `name`, or the one of a lone array.
  private static @Nullable Variable named(Dataset dataset, String name) {
    Variable lone = dataset.variables().get(Dataset.TEMPORARY);
    return lone != null ? lone : dataset.variables().get(name);
  }

  private static Dataset lift(Labelled<?> condition) {
    Dataset lifted = Broadcasting.dataset(condition);
    lifted
        .variables()
        .values()
        .forEach(v -> {
          if (v.dtype() != DType.BOOL) {
            throw new AmasiaException.Usage(
                "a condition of dtype %s; compare first, as in where(x.gt(0))"
                    .formatted(v.dtype()));
          }
        });
    return lifted;
  }

  static Dataset where(Dataset dataset, Labelled<?> condition, Object other) {
    return chosen(aligned(dataset, condition, other), other);
  }

  /// The three where two are arrays or datasets, on equal labels.
  private static List<Dataset> aligned(Dataset dataset, Labelled<?> condition, Object other) {
    List<Dataset> parts = new ArrayList<>(List.of(dataset, lift(condition)));
    if (other instanceof Labelled<?> labelled) {
      parts.add(Broadcasting.dataset(labelled));
    }
    parts.forEach(part -> requireNames(dataset, part));
    return Alignment.align(Alignment.Join.EXACT, parts);
  }

  private static Dataset chosen(List<Dataset> aligned, Object other) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    aligned
        .getFirst()
        .variables()
        .forEach((name, v) -> {
          Variable test = Objects.requireNonNull(named(aligned.get(1), name));
          Variable otherwise =
              aligned.size() > 2
                  ? Objects.requireNonNull(named(aligned.get(2), name))
                  : Arithmetic.scalarBeside(v, other);
          variables.put(name, Arithmetic.where(test, v, otherwise));
        });
    return new Dataset(variables, Alignment.merge(aligned), aligned.getFirst().attrs());
  }

  private static void requireNames(Dataset dataset, Dataset other) {
    if (!other.variables().containsKey(Dataset.TEMPORARY)
        && !other.variables().keySet().equals(dataset.variables().keySet())) {
      throw new AmasiaException.Alignment(
          "where of datasets with variables %s and %s; select the common ones first"
              .formatted(dataset.variables().keySet(), other.variables().keySet()));
    }
  }

  /// As [#choose(DataArray, Object, Object)], variable by variable, where one of the three at least
  /// is a dataset; those that are must have the same variables.
  public static Dataset chooseEach(Labelled<?> condition, Object x, Object y) {
    Dataset first = null;
    for (Object one : List.of(condition, x, y)) {
      if (one instanceof Dataset dataset) {
        first = first == null ? dataset : first;
        requireNames(first, dataset);
      }
    }
    if (first == null) {
      throw new AmasiaException.Usage("where of no dataset; use the one of arrays");
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    Map<String, Variable> coords = new LinkedHashMap<>();
    for (String name : first.variables().keySet()) {
      DataArray chosen = choose((DataArray) part(condition, name), part(x, name), part(y, name));
      variables.put(name, chosen.variable());
      chosen.coords().asMap().forEach(coords::putIfAbsent);
    }
    return new Dataset(variables, new Coordinates(coords), Map.of());
  }

  private static Object part(Object one, String name) {
    return one instanceof Dataset dataset ? dataset.get(name) : one;
  }

  /// `x` where `condition` holds, `y` elsewhere: arrays on equal labels, or plain values. The name
  /// is the condition's, as in xarray.
  ///
  /// @throws AmasiaException.Alignment if labels differ
  public static DataArray choose(DataArray condition, Object x, Object y) {
    List<DataArray> arrays = new ArrayList<>(List.of(condition));
    for (Object one : List.of(x, y)) {
      if (one instanceof DataArray array) {
        arrays.add(array);
      }
    }
    List<Dataset> aligned =
        Alignment.align(Alignment.Join.EXACT, arrays.stream().map(DataArray::toTemporary).toList());
    lift(condition);
    Variable test = aligned.getFirst().variable(Dataset.TEMPORARY);
    int next = 1;
    Variable first =
        x instanceof DataArray ? aligned.get(next++).variable(Dataset.TEMPORARY) : null;
    Variable second = y instanceof DataArray ? aligned.get(next).variable(Dataset.TEMPORARY) : null;
    Variable yes = first != null ? first : beside(second, x);
    Variable no = second != null ? second : beside(first, y);
    Variable chosen = Arithmetic.choose(test, yes, no);
    return new DataArray(condition.name().orElse(null), chosen, Alignment.merge(aligned));
  }

  private static Variable beside(@Nullable Variable array, Object scalar) {
    if (array != null) {
      return Arithmetic.scalarBeside(array, scalar);
    }
    // Plain whole numbers are int64 where nothing else says a type.
    Object wide = scalar instanceof Integer whole ? (Object) whole.longValue() : scalar;
    return Variable.of(List.of(), wide);
  }

  static Dataset whereDrop(Dataset dataset, Labelled<?> condition) {
    List<Dataset> aligned =
        Alignment.align(Alignment.Join.INNER, List.of(dataset, lift(condition)));
    return masked(trimmed(aligned));
  }

  static Dataset whereDrop(Dataset dataset, Labelled<?> condition, Object other) {
    return chosen(trimmed(aligned(dataset, condition, other)), other);
  }

  /// All without the positions at which the second, the condition, holds nowhere.
  private static List<Dataset> trimmed(List<Dataset> aligned) {
    return aligned.stream().map(part -> Reshaping.trim(part, aligned.get(1))).toList();
  }
}
