package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Other values at some positions, as new arrays: what is given takes the dtype that is there.
final class Placing {
  private final Variable target;
  private final Variable selected;
  private final List<Scatter> scatters;

  private Placing(Variable target, Map<String, Selection.Taken> taken) {
    this.target = target;
    selected = Selection.apply(target, taken);
    Map<String, Variable> positions = new LinkedHashMap<>();
    taken.forEach((dim, one) -> positions.put(dim, one.along(dim)));
    for (Variable one : List.copyOf(positions.values())) {
      for (String dim : one.dims()) {
        if (target.dims().contains(dim)) { // points along a dimension that is here go along with it
          positions.computeIfAbsent(
              dim, _ -> Variable.of(List.of(dim), LongStream.range(0, target.size(dim)).toArray()));
        }
      }
    }
    scatters = Scatter.of(target, positions);
  }

  /// `dataset` with `value` at some positions of the dimensions named: by label, or by number.
  /// Variables that lack one of the dimensions stay; dtypes stay.
  static Dataset assignAt(Dataset dataset, Map<String, ?> indexers, boolean byLabel, Object value) {
    if (indexers.isEmpty()) {
      throw new AmasiaException.Usage("assignAt of no dimension; name at least one");
    }
    Map<String, Selection.Taken> taken = Selection.taken(dataset, indexers, byLabel);
    return dataset.mapVariables(
        v -> v.dims().containsAll(taken.keySet()) ? new Placing(v, taken).placed(value) : v);
  }

  private Variable placed(Object value) {
    Variable other =
        switch (value) {
          case DataArray array when target.dims().containsAll(array.dims()) ->
              fitted(array.variable(), target.dtype());
          case DataArray array -> spread(fitted(array.variable(), target.dtype()));
          case String text -> Arithmetic.scalarBeside(target, text);
          default -> spread(fitted(Values.of(value), target.dtype()));
        };
    Variable elsewhere =
        scatters.stream()
            .map(Scatter::elsewhere)
            .reduce((a, b) -> Arithmetic.binary(Op.Binary.OR, a, b))
            .orElseThrow();
    Variable mixed = Arithmetic.where(elsewhere, target, other);
    return target.computed(Layout.arrange(mixed, target.dims()).data());
  }

  /// One value for all, or values of the selection's shape.
  ///
  /// @throws AmasiaException.Usage if there are more or fewer
  private Variable spread(NdArray values) {
    if (values.shape().ndim() == 0) {
      return Variable.of(List.of(), Nodes.literal(values));
    }
    if (!values.shape().equals(selected.shape())) {
      throw new AmasiaException.Usage(
          "assignAt of values of shape %s to a selection of shape %s along %s; give one value, or as many as it has"
              .formatted(values.shape(), selected.shape(), selected.dims()));
    }
    return spread(Variable.of(selected.dims(), Nodes.literal(values)));
  }

  /// Values along dimensions of the selection at the positions that they are for.
  private Variable spread(Variable values) {
    for (String dim : values.dims()) {
      if (!selected.dims().contains(dim) || values.size(dim) != selected.size(dim)) {
        throw new AmasiaException.Usage(
            "assignAt of %s to a selection of shape %s along %s; give one value, or values along these"
                .formatted(values, selected.shape(), selected.dims()));
      }
    }
    if (selected.shape().size() == 0) {
      return target;
    }
    Variable placed = values.withDims(values.dims().stream().map(Scatter::named).toList());
    for (Scatter scatter : scatters) {
      placed = scatter.place(placed);
    }
    List<String> whole = target.dims().stream().map(Scatter::named).toList();
    return placed.withDims(
        placed.dims().stream()
            .map(dim -> whole.contains(dim) ? target.dims().get(whole.indexOf(dim)) : dim)
            .toList());
  }

  private static boolean mix(DType from, DType to) {
    return (from.isNumeric() || from == DType.BOOL) && (to.isNumeric() || to == DType.BOOL);
  }

  /// An array in `dtype`, before its values are read: so no floats as whole numbers, where missing
  /// ones have no place.
  private static Variable fitted(Variable other, DType dtype) {
    if (other.dtype().isFloating() && dtype.isInteger()) {
      throw new AmasiaException.Unsupported(
          "assignAt of an array of dtype %s to %s, which has no missing values; use fillna and astype(%s) on it first, or astype(%s) on what is assigned to"
              .formatted(other.dtype(), dtype, dtype, other.dtype()));
    }
    return mix(other.dtype(), dtype) ? other.computed(Nodes.cast(other.data(), dtype)) : other;
  }

  /// Values in `dtype`, in whole numbers without what comes after the point.
  ///
  /// @throws AmasiaException.Usage if it does not hold one of them
  private static NdArray fitted(NdArray values, DType dtype) {
    DType from = values.dtype();
    if (from == dtype || !mix(from, dtype)) {
      return values;
    }
    for (long i = 0; i < values.size() && dtype.isInteger(); i++) {
      Number value = from.isFloating() ? (Number) values.getDouble(i) : (Number) values.getLong(i);
      if (!holds(dtype, value)) {
        throw new AmasiaException.Usage(
            "assignAt of %s to values of dtype %s, which cannot hold it; make them float64 by astype first"
                .formatted(value, dtype));
      }
    }
    List<String> dims = new ArrayList<>();
    for (int d = 0; d < values.shape().ndim(); d++) {
      dims.add("d" + d);
    }
    return Variable.of(dims, Nodes.cast(Nodes.literal(values), dtype)).load();
  }

  private static boolean holds(DType dtype, Number value) {
    if (!Double.isFinite(value.doubleValue())) {
      return false;
    }
    BigInteger whole =
        value instanceof Double floating
            ? new BigDecimal(floating).toBigInteger()
            : BigInteger.valueOf(value.longValue());
    return dtype.has(whole);
  }
}
