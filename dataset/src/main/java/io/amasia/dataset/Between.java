package io.amasia.dataset;

/// All labels between two, in either order, both ends included, whichever way the coordinate runs.
///
/// @param a one end: a number, or a date (which covers all that it names)
/// @param b the other end
/// @param tolerance how far outside a label may lie, in the coordinate's units (microseconds for
///   times); negative for the default: 1e-4 of the smallest step for floats, 0 for others
public record Between(Object a, Object b, double tolerance) {
  /// The labels between `a` and `b`.
  public static Between between(Object a, Object b) {
    return new Between(a, b, -1);
  }
}
