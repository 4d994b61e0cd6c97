package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `where` on arrays and datasets.
public final class Conditions {
  private Conditions() {}

  static Dataset where(Dataset dataset, DataArray condition) {
    return masked(Alignment.align(Alignment.Join.INNER, List.of(dataset, lift(condition))));
  }

  private static Dataset masked(List<Dataset> aligned) {
    Variable test = aligned.get(1).variable(Dataset.TEMPORARY);
    return aligned
        .getFirst()
        .mapVariables(v -> Arithmetic.where(test, v, null))
        .withCoords(Alignment.merge(aligned));
  }

  private static Dataset lift(DataArray condition) {
    if (condition.dtype() != DType.BOOL) {
      throw new AmasiaException.Usage(
          "a condition of dtype %s; compare first, as in where(x.gt(0))"
              .formatted(condition.dtype()));
    }
    return condition.toTemporary();
  }

  static Dataset where(Dataset dataset, DataArray condition, Object other) {
    List<Dataset> parts = new ArrayList<>(List.of(dataset, lift(condition)));
    if (other instanceof DataArray array) {
      parts.add(array.toTemporary());
    }
    List<Dataset> aligned = Alignment.align(Alignment.Join.EXACT, parts);
    Variable test = aligned.get(1).variable(Dataset.TEMPORARY);
    return aligned
        .getFirst()
        .mapVariables(v ->
            Arithmetic.where(
                test,
                v,
                aligned.size() > 2
                    ? aligned.get(2).variable(Dataset.TEMPORARY)
                    : Arithmetic.scalarBeside(v, other)))
        .withCoords(Alignment.merge(aligned));
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

  /// `dataset` with `value` at some positions of the dimensions named: by label, or by number.
  /// Variables that lack one of the dimensions stay; dtypes stay.
  static Dataset assignAt(Dataset dataset, Map<String, ?> indexers, boolean byLabel, Object value) {
    Map<String, Variable> at = new LinkedHashMap<>();
    indexers.forEach((dim, indexer) -> {
      Indexer positions =
          byLabel && dataset.coords().hasIndex(dim)
              ? Selection.positions(dataset.coords().get(dim).index(), indexer).positions()
              : Selection.positions(dataset, dim, indexer);
      boolean[] chosen = new boolean[Math.toIntExact(dataset.size(dim))];
      for (long i = 0; i < positions.count(); i++) {
        chosen[Math.toIntExact(positions.at(i))] = true;
      }
      at.put(dim, Variable.of(List.of(dim), chosen));
    });
    if (at.isEmpty()) {
      throw new AmasiaException.Usage("assignAt of no dimension; name at least one");
    }
    Variable all =
        at.values().stream().reduce((a, b) -> Arithmetic.binary(Op.Binary.AND, a, b)).orElseThrow();
    return dataset.mapVariables(v -> {
      if (!v.dims().containsAll(at.keySet())) {
        return v;
      }
      Variable other =
          value instanceof DataArray array ? array.variable() : Arithmetic.scalarBeside(v, value);
      Variable mixed = Arithmetic.where(Arithmetic.unary(Op.Unary.NOT, all), v, other);
      return v.withData(Nodes.cast(Layout.arrange(mixed, v.dims()).data(), v.dtype()));
    });
  }

  static Dataset whereDrop(Dataset dataset, DataArray condition) {
    List<Dataset> aligned =
        Alignment.align(Alignment.Join.INNER, List.of(dataset, lift(condition)));
    Variable test = aligned.get(1).variable(Dataset.TEMPORARY).compute();
    return masked(aligned.stream().map(part -> Reshaping.trim(part, test)).toList());
  }
}
