package io.amasia.geo;

import io.amasia.array.AmasiaException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/// A box of longitudes and latitudes in degrees, sides included: `west` < `east` ≤ `west` + 360,
/// `south` ≤ `north`.
///
/// Longitudes count modulo 360; `east` may exceed 180.
public record LonLatBox(double west, double south, double east, double north) {
  static final LonLatBox GLOBE = new LonLatBox(-180, -90, 180, 90);

  /// The box a user gave; `east` is raised by whole turns until it is east of `west`.
  ///
  /// @throws AmasiaException.Usage when a number is no coordinate or the box is empty
  public static LonLatBox of(double west, double south, double east, double north) {
    String given = "the box W,S,E,N = %s,%s,%s,%s ".formatted(west, south, east, north);
    if (!(Math.abs(west) <= 720 && Math.abs(east) <= 720)) {
      throw new AmasiaException.Usage(
          given + "has a longitude that is no number of degrees from -720 to 720");
    }
    if (!(Math.abs(south) <= 90 && Math.abs(north) <= 90)) {
      throw new AmasiaException.Usage(
          given + "has a latitude outside of -90..90; the order is west,south,east,north");
    }
    if (south > north) {
      throw new AmasiaException.Usage(
          given + "has its south above its north; the order is west,south,east,north");
    }
    if (west == east) {
      throw new AmasiaException.Usage(
          given + "has no width: give an east that differs (0,360 is the whole circle)");
    }
    double width = east - west;
    if (width < 0 || width > 360) {
      width -= 360 * (Math.ceil(width / 360) - 1);
    }
    return new LonLatBox(west, south, west + width, north);
  }

  /// The smallest box around polygons: outside of it lies the widest gap in longitude.
  static LonLatBox around(Polygons polygons) {
    int n = polygons.size();
    if (n == 0) {
      throw new IllegalArgumentException("no polygons");
    }
    double south = 90;
    double north = -90;
    double[][] spans = new double[n][];
    for (int p = 0; p < n; p++) {
      south = Math.min(south, polygons.south(p));
      north = Math.max(north, polygons.north(p));
      double west = polygons.west(p);
      double shift = 360 * Math.floor((west + 180) / 360);
      spans[p] = new double[] {west - shift, polygons.east(p) - shift};
    }
    Arrays.sort(spans, Comparator.comparingDouble(span -> span[0]));
    double reach = IntStream.range(0, n).mapToDouble(p -> spans[p][1]).max().orElseThrow();
    double gap = spans[0][0] + 360 - reach;
    double west = spans[0][0];
    double east = reach;
    double covered = Math.max(spans[0][1], reach - 360);
    for (int p = 1; p < n; p++) {
      if (spans[p][0] - covered > gap) {
        gap = spans[p][0] - covered;
        west = spans[p][0];
        east = covered + 360;
      }
      covered = Math.max(covered, spans[p][1]);
    }
    return gap <= 0
        ? new LonLatBox(-180, south, 180, north)
        : new LonLatBox(west, south, east, north);
  }

  /// Whether the point is in the box or on its sides.
  public boolean contains(double lon, double lat) {
    return lat >= south && lat <= north && containsLon(lon);
  }

  /// Whether some turn of `lon` is from west to east.
  boolean containsLon(double lon) {
    return lon + 360 * Edges.firstTurn(lon, west) <= east;
  }

  /// `W..E°E, S..N°N`, with two decimals at most.
  @Override
  public String toString() {
    return "%s..%s°E, %s..%s°N".formatted(text(west), text(east), text(south), text(north));
  }

  private static String text(double degrees) {
    String fixed = String.format(Locale.ROOT, "%.2f", degrees);
    return fixed.replaceFirst("\\.?0+$", "").replaceFirst("^-0$", "0");
  }
}
