package io.amasia.array.kernel;

/// What windows come to once their values are joined.
///
/// @param kind one that [WindowLoops] has
/// @param settings fewer than `minCount` values, or none where none has no value, give NaN
record WindowStatistic(Accumulator.Kind kind, Accumulator.Settings settings) {
  /// What stands for a missing value, and changes nothing.
  double neutral() {
    return switch (kind) {
      case PROD -> 1;
      case MIN -> Double.POSITIVE_INFINITY;
      case MAX -> Double.NEGATIVE_INFINITY;
      default -> 0;
    };
  }

  /// Whether sums of squares about the mean are kept beside means.
  boolean spreads() {
    return kind == Accumulator.Kind.VAR || kind == Accumulator.Kind.STD;
  }

  /// The statistic of a window without rows.
  double ofNothing() {
    boolean none = settings.minCount() > 0;
    return switch (kind) {
      case SUM -> none ? Double.NaN : 0;
      case PROD -> none ? Double.NaN : 1;
      case COUNT -> 0;
      default -> Double.NaN;
    };
  }

  /// The statistic of `n` values that come to `value`: their sum, product or extreme, or the sum of
  /// squares about their mean.
  double of(double value, double n) {
    boolean few = n < settings.minCount();
    return switch (kind) {
      case SUM, PROD -> few ? Double.NaN : value;
      case COUNT -> n;
      case MEAN -> few || n == 0 ? Double.NaN : value / n;
      case VAR, STD -> {
        double divisor = n - settings.ddof();
        double variance = few || divisor <= 0 ? Double.NaN : value / divisor;
        yield kind == Accumulator.Kind.STD ? Math.sqrt(variance) : variance;
      }
      default -> few || n == 0 ? Double.NaN : value;
    };
  }

  /// What is added to two sums of squares about means, which lie `delta` apart, of `n` and `m`
  /// values.
  static double across(double delta, double n, double m) {
    return n == 0 || m == 0 ? 0 : delta * delta * (n * m / (n + m));
  }
}
