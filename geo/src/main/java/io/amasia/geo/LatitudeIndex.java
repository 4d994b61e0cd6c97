package io.amasia.geo;

import org.jspecify.annotations.Nullable;

/// The edges of polygons by bands of latitude, so that a point is tested against few of them.
///
/// Holds about two numbers an edge. Thread-safe after construction.
final class LatitudeIndex {
  private static final int MOST_BANDS = 4096;

  private final Polygons polygons;
  private final double south;
  private final double bandsPerDegree;
  private final int bands;

  /// Edges of band `b` are `edge[start[b]]` to `edge[start[b + 1] - 1]`, polygon by polygon.
  private final int[] start;

  private final int[] edge;
  private final int[] polygon;

  LatitudeIndex(Polygons polygons) {
    this.polygons = polygons;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    int vertices = 0;
    for (int p = 0; p < polygons.size(); p++) {
      low = Math.min(low, polygons.south(p));
      high = Math.max(high, polygons.north(p));
      vertices = polygons.endVertex(p);
    }
    south = low;
    bands = Math.clamp(vertices / 4, 1, MOST_BANDS);
    bandsPerDegree = high > low ? bands / (high - low) : 0;
    start = new int[bands + 1];
    fill(null, null);
    for (int b = 0; b < bands; b++) {
      start[b + 1] += start[b];
    }
    edge = new int[start[bands]];
    polygon = new int[start[bands]];
    fill(edge, polygon);
    System.arraycopy(start, 0, start, 1, bands);
    start[0] = 0;
  }

  /// Without arrays counts into `start[b + 1]`; with arrays fills them and moves `start[b]` to the
  /// end of band `b`.
  private void fill(int @Nullable [] edges, int @Nullable [] owners) {
    for (int p = 0; p < polygons.size(); p++) {
      int owner = p;
      polygons.edges(
          p,
          v -> {
            int from = band(Math.min(polygons.lat(v), polygons.lat(v + 1)));
            int to = band(Math.max(polygons.lat(v), polygons.lat(v + 1)));
            for (int b = from; b <= to; b++) {
              if (edges == null || owners == null) {
                start[b + 1]++;
              } else {
                owners[start[b]] = owner;
                edges[start[b]++] = v;
              }
            }
          });
    }
  }

  private int band(double lat) {
    return Math.clamp((int) Math.floor((lat - south) * bandsPerDegree), 0, bands - 1);
  }

  Position locate(double lon, double lat) {
    if (!(Math.abs(lat) <= 90 && Math.abs(lon) < Double.POSITIVE_INFINITY)) {
      return Position.OUTSIDE;
    }
    int b = band(lat);
    Position found = Position.OUTSIDE;
    for (int i = start[b]; i < start[b + 1]; ) {
      int p = polygon[i];
      int end = i;
      while (end < start[b + 1] && polygon[end] == p) {
        end++;
      }
      Position here = locate(p, i, end, lon, lat);
      if (here == Position.INSIDE) {
        return here;
      }
      found = here == Position.EDGE ? here : found;
      i = end;
    }
    return found;
  }

  private Position locate(int p, int from, int to, double lon, double lat) {
    Position found = Position.OUTSIDE;
    double turn = Edges.firstTurn(lon, polygons.west(p));
    for (double x = lon + 360 * turn; x <= polygons.east(p); x = lon + 360 * ++turn) {
      Position here = locateAt(from, to, x, lat);
      if (here == Position.INSIDE) {
        return here;
      }
      found = here == Position.EDGE ? here : found;
    }
    return found;
  }

  private Position locateAt(int from, int to, double lon, double lat) {
    boolean inside = false;
    for (int i = from; i < to; i++) {
      int v = edge[i];
      double lat0 = polygons.lat(v);
      double lat1 = polygons.lat(v + 1);
      if (!Edges.touches(lat0, lat1, lat)) {
        continue;
      }
      double lon0 = polygons.lon(v);
      double lon1 = polygons.lon(v + 1);
      if (lat0 == lat1) {
        if (Math.min(lon0, lon1) <= lon && lon <= Math.max(lon0, lon1)) {
          return Position.EDGE;
        }
        continue;
      }
      double x = Edges.lonAt(lon0, lat0, lon1, lat1, lat);
      if (x == lon) {
        return Position.EDGE;
      }
      inside ^= x > lon && Edges.crosses(lat0, lat1, lat);
    }
    return inside ? Position.INSIDE : Position.OUTSIDE;
  }
}
