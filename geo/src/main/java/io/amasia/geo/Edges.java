package io.amasia.geo;

/// The one rule by which an edge meets a parallel, shared by every test of a point against an edge.
///
/// Two countries share their border's edges, run in opposite directions. The rule gives the same
/// bits in both directions, so no point is lost or counted twice between them.
final class Edges {
  private Edges() {}

  /// The longitude at which the edge from `(lon0, lat0)` to `(lon1, lat1)` meets parallel `lat`,
  /// which lies between its different ends.
  static double lonAt(double lon0, double lat0, double lon1, double lat1, double lat) {
    if (lat == lat0) {
      return lon0;
    }
    if (lat == lat1) {
      return lon1;
    }
    return lat0 < lat1
        ? lon0 + (lat - lat0) * (lon1 - lon0) / (lat1 - lat0)
        : lon1 + (lat - lat1) * (lon0 - lon1) / (lat0 - lat1);
  }

  /// Whether a ray along parallel `lat` counts this edge as a crossing: the lower end belongs to
  /// it, the upper not, a level edge never crosses.
  static boolean crosses(double lat0, double lat1, double lat) {
    return lat0 <= lat != lat1 <= lat;
  }

  /// Whether parallel `lat` touches the edge, ends included.
  static boolean touches(double lat0, double lat1, double lat) {
    return Math.min(lat0, lat1) <= lat && lat <= Math.max(lat0, lat1);
  }

  /// The first whole number of turns that brings `lon` to `west` or beyond.
  static double firstTurn(double lon, double west) {
    return Math.ceil((west - lon) / 360);
  }
}
