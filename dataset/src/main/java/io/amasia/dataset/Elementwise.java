package io.amasia.dataset;

import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What arrays and datasets do value by value: [Operators], bounds, conditions and assignment.
///
/// @param <T> the type itself
public interface Elementwise<T extends Labelled<T>> extends Operators<T> {
  /// See [Labelled#through].
  T through(UnaryOperator<Dataset> work);

  @Override
  default T unary(Op.Unary op) {
    return through(dataset -> Defaults.kept(Arithmetic.unary(op, dataset)));
  }

  @Override
  default T reversed(Op.Binary op, Number number) {
    return through(dataset ->
        Defaults.kept(dataset.mapVariables(v -> Arithmetic.scalar(op, v, number, true))));
  }

  @Override
  default T round(int decimals) {
    return through(
        dataset -> Defaults.kept(dataset.mapVariables(v -> Arithmetic.round(v, decimals))));
  }

  /// Values below `low` and above `high` replaced by these: numbers, or arrays on the same labels;
  /// null for no bound.
  default T clip(@Nullable Object low, @Nullable Object high) {
    T result = through(dataset -> dataset);
    if (low != null) {
      result = through(dataset -> bounded(dataset, Op.Binary.MAXIMUM, low));
    }
    return high == null
        ? result
        : result.through(dataset -> bounded(dataset, Op.Binary.MINIMUM, high));
  }

  private static Dataset bounded(Dataset dataset, Op.Binary op, Object bound) {
    Map<String, Attribute> attrs = dataset.attrs();
    Dataset bounded = Arithmetic.binary(op, dataset, bound, Alignment.Join.EXACT);
    Map<String, Variable> variables = new LinkedHashMap<>();
    bounded
        .variables()
        .forEach((name, v) -> variables.put(name, v.withAttrs(dataset.variable(name).attrs())));
    return Defaults.kept(new Dataset(variables, bounded.coords(), attrs));
  }

  /// Whether each value is one of the given numbers or texts, exactly; NaN is none.
  default T isin(List<?> values) {
    List<?> plain =
        values.stream()
            .map(value -> value instanceof Boolean b ? (Object) (b ? 1L : 0L) : value)
            .toList();
    return through(dataset ->
        Defaults.kept(
            dataset.mapVariables(v ->
                v.computed(Nodes.elementwise(new Op.IsIn(Among.of(plain, v.dtype())), v.data()))
                    .withAttrs(ResultAttributes.ofBinary(Op.Binary.EQUAL, v.attrs(), null)))));
  }

  /// Whether each value is one of those of `values`, which are read at once; NaN is none.
  default T isin(DataArray values) {
    return isin(Among.in(values));
  }

  /// The values where `condition` holds, missing elsewhere. Labels are inner-joined.
  ///
  /// @param condition an array, or for a dataset also a dataset of the same variables
  /// @throws io.amasia.array.AmasiaException.Usage if the condition is not bool
  default T where(Labelled<?> condition) {
    return through(dataset -> Conditions.where(dataset, condition));
  }

  /// The values where `condition` holds, elsewhere those of `other`: a plain value, an array, or
  /// for a dataset also a dataset of the same variables.
  ///
  /// @throws io.amasia.array.AmasiaException.Alignment if labels or the names of variables differ
  default T where(Labelled<?> condition, Object other) {
    return through(dataset -> Conditions.where(dataset, condition, other));
  }

  /// With `value` at the labels named, all that `sel` takes: a plain value, values of the
  /// selection's shape, or an array of dimensions that are here or in the selection. Indexers that
  /// share a dimension name points, of which the last counts where they meet. xarray's `x.loc[…] =
  /// value`, as a new object. Dtypes stay: whole numbers lose what comes after the point.
  ///
  /// @throws io.amasia.array.AmasiaException.Usage if the dtype cannot hold a value, as integers
  ///   NaN, or values have another shape
  /// @throws io.amasia.array.AmasiaException.Unsupported for an array of floats among integers
  default T assignAt(Map<String, ?> labels, Object value) {
    return through(dataset -> Placing.assignAt(dataset, labels, true, value));
  }

  /// With `value` at the positions named: xarray's `x[…] = value`, as a new object.
  default T assignAtPositions(Map<String, ?> positions, Object value) {
    return through(dataset -> Placing.assignAt(dataset, positions, false, value));
  }

  /// As [#where(DataArray)], without the positions at which the condition holds nowhere. Reads the
  /// condition at once.
  default T whereDrop(Labelled<?> condition) {
    return through(dataset -> Conditions.whereDrop(dataset, condition));
  }

  /// As [#where(Labelled, Object)], without the positions at which the condition holds nowhere.
  default T whereDrop(Labelled<?> condition, Object other) {
    return through(dataset -> Conditions.whereDrop(dataset, condition, other));
  }
}
