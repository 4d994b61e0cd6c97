package io.amasia.dataset;

import io.amasia.plan.Op;

/// Arithmetic, comparison and logic of arrays, datasets and trees, value by value.
///
/// Operands are arrays, datasets, or plain numbers, booleans and texts; of trees also trees. Arrays
/// are aligned by their labels (those in both are kept, in the order of the left) and broadcast by
/// dimension name; a plain number takes the array's dtype, as Python's.
///
/// @param <T> the type itself
public interface Operators<T> {
  /// `this op other`; every operator of two here is a word for it.
  T binary(Op.Binary op, Object other);

  /// `number op this`.
  T reversed(Op.Binary op, Number number);

  T unary(Op.Unary op);

  /// Half to even, to as many decimals; negative ones round to tens, hundreds and so on.
  T round(int decimals);

  default T plus(Object other) {
    return binary(Op.Binary.ADD, other);
  }

  default T minus(Object other) {
    return binary(Op.Binary.SUBTRACT, other);
  }

  default T times(Object other) {
    return binary(Op.Binary.MULTIPLY, other);
  }

  /// True division: integers give floats.
  default T dividedBy(Object other) {
    return binary(Op.Binary.DIVIDE, other);
  }

  default T floorDivide(Object other) {
    return binary(Op.Binary.FLOOR_DIVIDE, other);
  }

  /// The remainder, with the sign of the divisor.
  default T mod(Object other) {
    return binary(Op.Binary.MOD, other);
  }

  default T power(Object other) {
    return binary(Op.Binary.POWER, other);
  }

  /// `number - this`.
  default T subtractFrom(Number number) {
    return reversed(Op.Binary.SUBTRACT, number);
  }

  /// `number / this`.
  default T divideInto(Number number) {
    return reversed(Op.Binary.DIVIDE, number);
  }

  default T gt(Object other) {
    return binary(Op.Binary.GREATER, other);
  }

  default T ge(Object other) {
    return binary(Op.Binary.GREATER_EQUAL, other);
  }

  default T lt(Object other) {
    return binary(Op.Binary.LESS, other);
  }

  default T le(Object other) {
    return binary(Op.Binary.LESS_EQUAL, other);
  }

  default T eq(Object other) {
    return binary(Op.Binary.EQUAL, other);
  }

  default T ne(Object other) {
    return binary(Op.Binary.NOT_EQUAL, other);
  }

  default T and(Object other) {
    return binary(Op.Binary.AND, other);
  }

  default T or(Object other) {
    return binary(Op.Binary.OR, other);
  }

  default T not() {
    return unary(Op.Unary.NOT);
  }

  default T negate() {
    return unary(Op.Unary.NEGATE);
  }

  default T abs() {
    return unary(Op.Unary.ABS);
  }

  default T sqrt() {
    return unary(Op.Unary.SQRT);
  }

  /// Half to even.
  default T round() {
    return unary(Op.Unary.ROUND);
  }

  default T isnull() {
    return unary(Op.Unary.ISNULL);
  }

  default T notnull() {
    return unary(Op.Unary.NOTNULL);
  }

  /// Missing values replaced by those of `other`, which is brought onto the labels here; a map has
  /// a value by variable name.
  default T fillna(Object other) {
    return binary(Op.Binary.FILLNA, other);
  }
}
