package io.amasia.dataset;

/// How a label that is not in the index is looked up.
///
/// @param method what may stand for it
/// @param tolerance how far away that may lie, in the coordinate's units (microseconds for times)
public record Lookup(Method method, double tolerance) {
  /// Which label may stand for one that is not there.
  public enum Method {
    /// None: the label must be there.
    EXACT,
    /// The nearest; of two equally near the larger.
    NEAREST,
    /// The previous one in the order of the index: the next smaller label of an ascending one.
    PAD,
    /// The following one in the order of the index.
    BACKFILL
  }

  /// Labels must be in the index.
  public static final Lookup EXACT = new Lookup(Method.EXACT, Double.POSITIVE_INFINITY);

  public static Lookup nearest() {
    return new Lookup(Method.NEAREST, Double.POSITIVE_INFINITY);
  }

  public static Lookup pad() {
    return new Lookup(Method.PAD, Double.POSITIVE_INFINITY);
  }

  public static Lookup backfill() {
    return new Lookup(Method.BACKFILL, Double.POSITIVE_INFINITY);
  }

  /// This look-up, only as far away as `distance`.
  public Lookup within(double distance) {
    return new Lookup(method, distance);
  }
}
