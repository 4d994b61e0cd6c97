package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.time.Duration;

/// Which gaps [Sequences#interpolateNa(String, Gaps)] fills, and how.
///
/// @param limit at most this many missing values of a gap, from its beginning; 0 for all
/// @param maxGap only gaps of at most this distance between the values around them, in units of the
///   coordinate (microseconds for times)
/// @param useCoordinate whether distances are those of the coordinate rather than of positions
/// @param nearest whether the nearer value is taken, the earlier of two, rather than a line drawn
public record Gaps(long limit, double maxGap, boolean useCoordinate, boolean nearest) {
  public Gaps {
    if (limit < 0 || !(maxGap >= 0)) {
      throw new AmasiaException.Usage(
          "limit %d and max gap %s; neither may be negative".formatted(limit, maxGap));
    }
  }

  /// All gaps between values, by straight lines along the coordinate.
  public static Gaps between() {
    return new Gaps(0, Double.POSITIVE_INFINITY, true, false);
  }

  public Gaps limit(long n) {
    return new Gaps(Running.positive("limit", n), maxGap, useCoordinate, nearest);
  }

  public Gaps maxGap(double distance) {
    return new Gaps(limit, distance, useCoordinate, nearest);
  }

  public Gaps maxGap(Duration distance) {
    return maxGap(distance.toNanos() / 1000.0);
  }

  public Gaps useCoordinate(boolean use) {
    return new Gaps(limit, maxGap, use, nearest);
  }

  /// The nearer of the values around the gap instead of a line.
  public Gaps byNearest() {
    return new Gaps(limit, maxGap, useCoordinate, true);
  }
}
