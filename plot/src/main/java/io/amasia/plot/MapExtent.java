package io.amasia.plot;

import java.util.Arrays;

/// Chooses how a map is projected from where its cells lie.
final class MapExtent {
  private MapExtent() {}

  /// From how many degrees between the outer meridians of a map they are drawn as they converge.
  private static final double CONVERGENCE = 8;

  /// Equal Earth for (nearly) the whole globe, a polar cap for rings about a pole, a cone for parts
  /// of the middle and high latitudes that are wide enough to show it, else straight meridians.
  static Projection projection(Cells cells) {
    double[] lon;
    double[] lat;
    switch (cells) {
      case Cells.Rectilinear grid -> {
        lon = grid.lonEdges;
        lat = grid.latEdges;
      }
      case Cells.Polygons polygons -> {
        lon = polygons.lon;
        lat = polygons.lat;
      }
    }
    double south = Math.max(-90, Arrays.stream(lat).filter(Double::isFinite).min().orElse(-90));
    double north = Math.min(90, Arrays.stream(lat).filter(Double::isFinite).max().orElse(90));
    double[] range = longitudes(lon);
    double span = range[1] - range[0];
    if (span > 270) {
      if (south > 20 || north < -20) {
        return new Projection.PolarStereographic(south > 20, south > 20 ? south : north);
      }
      if (north - south > 100) {
        // Maps of the world are known with Greenwich or the Pacific in the middle; keep to the
        // first.
        return new Projection.EqualEarth(0);
      }
    }
    if (span >= 359.9) {
      return new Projection.Equirectangular(-180, 180, south, north);
    }
    double middle = (south + north) / 2;
    boolean oneSided = middle > 0 ? south > -15 : north < 15;
    boolean converges = span * Math.sin(Math.toRadians(Math.abs(middle))) > CONVERGENCE;
    // The cone's width; more than half a circle is no good map.
    boolean open = span * Math.sin(Math.toRadians(Math.abs(middle))) < 170;
    return Math.abs(middle) > 20 && oneSided && converges && open
        ? new LambertConformal(range[0], range[1], south, north)
        : new Projection.Equirectangular(range[0], range[1], south, north);
  }

  /// West and east of the shortest arc that holds all longitudes; west within -180 … 180.
  private static double[] longitudes(double[] lon) {
    double[] finite = Arrays.stream(lon).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return new double[] {-180, 180};
    }
    double least = Arrays.stream(finite).min().getAsDouble();
    double most = Arrays.stream(finite).max().getAsDouble();
    if (most - least >= 359.9) {
      return shortestArc(finite, most - least);
    }
    double[] arc = shortestArc(finite, most - least);
    return arc;
  }

  private static double[] shortestArc(double[] finite, double fullSpan) {
    double[] turned =
        Arrays.stream(finite)
            .map(l -> l - 360 * Math.floor((l + 180) / 360))
            .sorted()
            .distinct()
            .toArray();
    int n = turned.length;
    double widest = turned[0] + 360 - turned[n - 1];
    int after = 0;
    for (int i = 1; i < n; i++) {
      if (turned[i] - turned[i - 1] > widest) {
        widest = turned[i] - turned[i - 1];
        after = i;
      }
    }
    // A grid of few columns leaves gaps of its own; only a gap well above the usual one is outside.
    double usual = 360.0 / n;
    if (fullSpan >= 359 && widest < 3 * usual + 1) {
      return new double[] {-180, 180};
    }
    double west = turned[after];
    double east = turned[(after + n - 1) % n];
    return new double[] {west, east < west ? east + 360 : east};
  }
}
