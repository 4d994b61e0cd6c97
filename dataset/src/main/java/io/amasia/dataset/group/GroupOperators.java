package io.amasia.dataset.group;

import io.amasia.dataset.Labelled;
import io.amasia.plan.Op;

/// Operators between the positions of groups and what each group has: `gb.minus(gb.mean())`.
///
/// All are lazy. The group becomes a coordinate; groups that the other operand lacks give missing
/// values; positions in no group of one dimension are left out.
///
/// @param <T> what is grouped
public interface GroupOperators<T extends Labelled<T>> {
  /// Each position and what `other` has for its group, combined by `op`.
  ///
  /// @param other labelled along the dimension of the groups
  T binary(Op.Binary op, Labelled<?> other);

  default T plus(Labelled<?> other) {
    return binary(Op.Binary.ADD, other);
  }

  /// Each position minus what `other` has for its group: an anomaly.
  default T minus(Labelled<?> other) {
    return binary(Op.Binary.SUBTRACT, other);
  }

  default T times(Labelled<?> other) {
    return binary(Op.Binary.MULTIPLY, other);
  }

  default T dividedBy(Labelled<?> other) {
    return binary(Op.Binary.DIVIDE, other);
  }

  default T floorDivide(Labelled<?> other) {
    return binary(Op.Binary.FLOOR_DIVIDE, other);
  }

  default T mod(Labelled<?> other) {
    return binary(Op.Binary.MOD, other);
  }

  default T power(Labelled<?> other) {
    return binary(Op.Binary.POWER, other);
  }

  default T gt(Labelled<?> other) {
    return binary(Op.Binary.GREATER, other);
  }

  default T ge(Labelled<?> other) {
    return binary(Op.Binary.GREATER_EQUAL, other);
  }

  default T lt(Labelled<?> other) {
    return binary(Op.Binary.LESS, other);
  }

  default T le(Labelled<?> other) {
    return binary(Op.Binary.LESS_EQUAL, other);
  }

  default T eq(Labelled<?> other) {
    return binary(Op.Binary.EQUAL, other);
  }

  default T ne(Labelled<?> other) {
    return binary(Op.Binary.NOT_EQUAL, other);
  }

  /// Missing values replaced by what `other` has for their group.
  default T fillna(Labelled<?> other) {
    return binary(Op.Binary.FILLNA, other);
  }
}
