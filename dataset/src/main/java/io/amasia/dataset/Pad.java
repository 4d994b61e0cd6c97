package io.amasia.dataset;

import org.jspecify.annotations.Nullable;

/// What an array is padded with, with the names and meaning of NumPy's `pad`.
///
/// @param mode where the values come from
/// @param fill the values of [Mode#CONSTANT] at the beginning
/// @param fillAfter those at the end
/// @param beforeEnd the value at which a [Mode#LINEAR_RAMP] begins
/// @param afterEnd the value at which it ends
/// @param beforeLength how many values at the beginning a statistic takes; 0 for all
/// @param afterLength how many at the end
/// @param odd whether mirrored values are taken off twice the edge value
public record Pad(
    Mode mode,
    Fill fill,
    Fill fillAfter,
    double beforeEnd,
    double afterEnd,
    long beforeLength,
    long afterLength,
    boolean odd) {
  /// Where padding comes from.
  public enum Mode {
    /// One value, missing by default.
    CONSTANT,
    /// The first and the last value.
    EDGE,
    /// Evenly from the edge to an end value.
    LINEAR_RAMP,
    MAXIMUM,
    MEAN,
    MEDIAN,
    MINIMUM,
    /// Mirrored at the edge value, which is not repeated.
    REFLECT,
    /// Mirrored behind the edge value.
    SYMMETRIC,
    /// From the other end.
    WRAP
  }

  /// As `mode` says, with defaults: missing values, ramps to 0, statistics of all values.
  public static Pad of(Mode mode) {
    return new Pad(mode, Fill.MISSING, Fill.MISSING, 0, 0, 0, 0, false);
  }

  /// Missing values.
  public static Pad constant() {
    return of(Mode.CONSTANT);
  }

  /// `value`, or what a map has by variable name.
  public static Pad constant(@Nullable Object value) {
    return constants(value, value);
  }

  /// One value at the beginning and another at the end; null for a missing one.
  public static Pad constants(@Nullable Object before, @Nullable Object after) {
    return new Pad(Mode.CONSTANT, fill(before), fill(after), 0, 0, 0, 0, false);
  }

  private static Fill fill(@Nullable Object value) {
    return value == null ? Fill.MISSING : Fill.of(value);
  }

  /// Ramps to these values.
  public static Pad linearRamp(double before, double after) {
    return new Pad(Mode.LINEAR_RAMP, Fill.MISSING, Fill.MISSING, before, after, 0, 0, false);
  }

  /// A statistic of as many values at each end.
  public Pad statLength(long before, long after) {
    return new Pad(mode, fill, fillAfter, beforeEnd, afterEnd, before, after, odd);
  }

  /// Mirrored through the edge value.
  public Pad mirroredOddly() {
    return new Pad(mode, fill, fillAfter, beforeEnd, afterEnd, beforeLength, afterLength, true);
  }
}
