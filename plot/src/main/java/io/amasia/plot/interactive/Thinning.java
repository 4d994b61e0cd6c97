package io.amasia.plot.interactive;

import io.amasia.plot.Series;

/// Fewer points of a line that look the same: of each stretch the least and the most.
final class Thinning {
  private Thinning() {}

  /// The places of `kept` of the `points` points of `line`, in order; all when it has no more. With
  /// a spread, the least low and the most high of a stretch are kept. Missing values stay where a
  /// stretch has no others.
  static int[] places(Series line, int points, int kept) {
    int[] places = new int[kept];
    if (kept >= points) {
      for (int i = 0; i < kept; i++) {
        places[i] = i;
      }
      return places;
    }
    int stretches = kept / 2;
    for (int s = 0; s < stretches; s++) {
      int from = Math.toIntExact((long) s * points / stretches);
      int to = Math.toIntExact((s + 1L) * points / stretches);
      int least = -1;
      int most = -1;
      for (int i = from; i < to; i++) {
        if (!Double.isNaN(line.y(i))) {
          least = least < 0 || low(line, i) < low(line, least) ? i : least;
          most = most < 0 || high(line, i) > high(line, most) ? i : most;
        }
      }
      boolean lone = least == most;
      int other = lone && least == to - 1 ? from : to - 1;
      int first = least < 0 ? from : lone ? Math.min(least, other) : Math.min(least, most);
      int second = least < 0 ? to - 1 : lone ? Math.max(least, other) : Math.max(least, most);
      places[2 * s] = first;
      places[2 * s + 1] = second;
    }
    if (kept % 2 == 1) {
      places[kept - 1] = points - 1;
    }
    return places;
  }

  private static double low(Series line, int i) {
    return line.hasSpread() ? line.low(i) : line.y(i);
  }

  private static double high(Series line, int i) {
    return line.hasSpread() ? line.high(i) : line.y(i);
  }
}
