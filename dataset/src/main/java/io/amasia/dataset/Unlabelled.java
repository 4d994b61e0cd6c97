package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What variables do by the names of their dimensions, without labels: the words of xarray's
/// `Variable`. All of it is what a [DataArray] without coordinates does, and every other word of
/// one is at hand through [#through].
///
/// Operands are variables and plain numbers, booleans and texts; dimensions of one name must be of
/// one length.
public sealed interface Unlabelled extends Operators<Variable>, Reductions<Variable>
    permits Variable {
  private Variable here() {
    return switch (this) {
      case Variable variable -> variable;
    };
  }

  private static DataArray bare(Variable variable) {
    return new DataArray(null, variable, Coordinates.NONE);
  }

  /// What `work` makes of this as an array without name and coordinates: `v.through(a ->
  /// a.shift("x", 1))`.
  default Variable through(UnaryOperator<DataArray> work) {
    return work.apply(bare(here())).variable();
  }

  /// By position, as [Labelled#isel(String, Object)].
  ///
  /// @throws AmasiaException.Label if there is no such dimension or position
  default Variable isel(String dim, Object indexer) {
    return isel(Map.of(dim, indexer));
  }

  /// By position along several dimensions at once: orthogonally, save that variables and arrays
  /// with a common dimension select point by point.
  default Variable isel(Map<String, ?> indexers) {
    Map<String, Object> plain = new LinkedHashMap<>();
    indexers.forEach((dim, at) -> plain.put(dim, at instanceof Variable v ? bare(v) : at));
    return through(array -> array.isel(plain));
  }

  /// Dimensions in the given order; `...` stands for all others, and none named reverses.
  default Variable transpose(String... dims) {
    return through(array -> array.transpose(dims));
  }

  /// Without the dimensions of length 1, or without these.
  default Variable squeeze(String... dims) {
    return through(array -> array.squeeze(dims));
  }

  /// In chunks of the given lengths along the named dimensions; -1 for one chunk.
  default Variable chunk(Map<String, Long> lengths) {
    return through(array -> array.chunk(lengths));
  }

  @Override
  default Variable binary(Op.Binary op, Object other) {
    if (other instanceof Labelled<?>) {
      throw new AmasiaException.Usage(
          "a variable with an array or dataset; put that first, or take its variable()");
    }
    Object operand = other instanceof Variable v ? bare(v) : other;
    return through(array -> array.binary(op, operand));
  }

  @Override
  default Variable reversed(Op.Binary op, Number number) {
    return through(array -> array.reversed(op, number));
  }

  @Override
  default Variable unary(Op.Unary op) {
    return through(array -> array.unary(op));
  }

  @Override
  default Variable round(int decimals) {
    return through(array -> array.round(decimals));
  }

  @Override
  default Variable reduce(Kind kind, Over over) {
    return through(array -> array.reduce(kind, over));
  }

  @Override
  default Variable quantile(double q, Over over) {
    return through(array -> array.quantile(q, over));
  }

  @Override
  default Variable quantile(double[] q, Over over) {
    return through(array -> array.quantile(q, over));
  }

  /// Same dimensions and values; attributes don't count, and missing equals missing.
  @SuppressWarnings("NonOverridingEquals") // xarray's word; identity stays that of objects
  default boolean equals(Variable other) {
    return Comparison.equals(here(), other);
  }

  /// Equal, with equal attributes.
  default boolean identical(Variable other) {
    return Comparison.identical(here(), other);
  }

  /// Equal after each is repeated along the dimensions it lacks.
  default boolean broadcastEquals(Variable other) {
    return Comparison.broadcastEquals(here(), other);
  }

  /// Variables joined along `dim`, an existing dimension or a new first one; attributes are the
  /// first's.
  static Variable concat(String dim, List<Variable> variables) {
    return DataArray.concat(dim, variables.stream().map(Unlabelled::bare).toList()).variable();
  }
}
