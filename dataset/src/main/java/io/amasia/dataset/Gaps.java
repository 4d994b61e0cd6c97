package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.time.Duration;

/// Which gaps [Sequences#interpolateNa(String, Gaps)] fills, and how.
///
/// @param limit at most this many missing values of a gap, from its beginning; 0 for all
/// @param maxGap only gaps of at most this distance between the values around them, in units of the
///   coordinate (microseconds for times); at the ends, between the end and the value beside it
/// @param useCoordinate whether distances are those of the coordinate rather than of positions
/// @param coordinate the coordinate of the dimension to use; empty for its labels
/// @param how the curve; one that extrapolates also fills the ends
public record Gaps(
    long limit, double maxGap, boolean useCoordinate, String coordinate, Interpolation how) {
  public Gaps {
    if (limit < 0 || !(maxGap >= 0)) {
      throw new AmasiaException.Usage(
          "limit %d and max gap %s; neither may be negative".formatted(limit, maxGap));
    }
  }

  /// All gaps between values, by straight lines along the coordinate.
  public static Gaps between() {
    return by("linear");
  }

  /// All gaps between values, by a method that [Interpolation#of] knows.
  public static Gaps by(String method) {
    return by(Interpolation.of(method));
  }

  /// All gaps that a curve goes through.
  public static Gaps by(Interpolation how) {
    return new Gaps(0, Double.POSITIVE_INFINITY, true, "", how);
  }

  public Gaps limit(long n) {
    return new Gaps(Running.positive("limit", n), maxGap, useCoordinate, coordinate, how);
  }

  public Gaps maxGap(double distance) {
    return new Gaps(limit, distance, useCoordinate, coordinate, how);
  }

  public Gaps maxGap(Duration distance) {
    return maxGap(distance.toNanos() / 1000.0);
  }

  public Gaps useCoordinate(boolean use) {
    return new Gaps(limit, maxGap, use, "", how);
  }

  /// Distances of another coordinate along the dimension.
  public Gaps useCoordinate(String name) {
    return new Gaps(limit, maxGap, true, name, how);
  }

  /// The nearer of the values around the gap instead of a line.
  public Gaps byNearest() {
    return new Gaps(limit, maxGap, useCoordinate, coordinate, Interpolation.of("nearest"));
  }

  /// Also the ends of lines.
  public Gaps extrapolating() {
    return new Gaps(limit, maxGap, useCoordinate, coordinate, how.extrapolating());
  }
}
