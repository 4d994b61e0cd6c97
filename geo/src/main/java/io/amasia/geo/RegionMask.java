package io.amasia.geo;

import java.util.Arrays;

/// Which cell centres lie in a region. Coordinates in degrees, longitudes in any turn of the
/// circle; centres with NaN are in no region.
public final class RegionMask {
  private RegionMask() {}

  /// The mask of points given one by one, as on unstructured and curvilinear grids: `[point]`, in
  /// the order given.
  public static boolean[] ofPoints(GeoRegion region, double[] lat, double[] lon) {
    if (lat.length != lon.length) {
      throw new IllegalArgumentException(lat.length + " latitudes, " + lon.length + " longitudes");
    }
    boolean[] mask = new boolean[lat.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = region.contains(lon[i], lat[i]);
    }
    return mask;
  }

  /// The mask of a grid with 1-D coordinates in any order: `[lat, lon]`, flat. Cost: the edges of
  /// the region once for each parallel they meet.
  public static boolean[] ofGrid(GeoRegion region, double[] lat, double[] lon) {
    return new Scan(region, lat, lon).run();
  }

  /// Fills row by row between the crossings of a parallel with each polygon.
  private static final class Scan {
    private final GeoRegion region;
    private final Polygons polygons;
    private final double[] lat;
    private final double[] lon;
    private final SortedAxis rows;
    private final SortedAxis columns;
    private final boolean[] mask;
    private final boolean[] onEdge;

    Scan(GeoRegion region, double[] lat, double[] lon) {
      this.region = region;
      this.polygons = region.polygons();
      this.lat = lat;
      this.lon = lon;
      rows = SortedAxis.of(lat);
      columns = SortedAxis.of(lon);
      mask = new boolean[Math.multiplyExact(lat.length, lon.length)];
      onEdge = new boolean[mask.length];
    }

    boolean[] run() {
      if (columns.size() > 0) {
        for (int p = 0; p < polygons.size(); p++) {
          fill(p);
        }
      }
      for (int j : rows.source()) {
        for (int i : columns.source()) {
          int at = j * lon.length + i;
          if (Math.abs(lat[j]) > 90) {
            mask[at] = false;
          } else if (onEdge[at] && !mask[at]) {
            mask[at] = region.ownsEdge(lon[i], lat[j]);
          } else {
            mask[at] ^= region.isComplement();
          }
        }
      }
      return mask;
    }

    private void fill(int p) {
      int from = rows.atLeast(polygons.south(p), 0);
      int count = rows.moreThan(polygons.north(p), 0) - from;
      double first = Math.ceil((polygons.west(p) - columns.values()[columns.size() - 1]) / 360);
      double last = Math.floor((polygons.east(p) - columns.values()[0]) / 360);
      if (count <= 0 || first > last) {
        return;
      }
      double[][] crossings = crossings(p, from, count);
      for (double turn = first; turn <= last; turn++) {
        double shift = 360 * turn;
        polygons.edges(p, v -> markEdge(v, from, count, shift));
        for (int r = 0; r < count; r++) {
          for (int c = 0; c + 1 < crossings[r].length; c += 2) {
            int begin = columns.moreThan(crossings[r][c], shift);
            int end = columns.atLeast(crossings[r][c + 1], shift);
            for (int i = begin; i < end; i++) {
              mask[rows.source()[from + r] * lon.length + columns.source()[i]] = true;
            }
          }
        }
      }
    }

    /// For each row the longitudes, ascending, where its parallel enters and leaves polygon `p`.
    private double[][] crossings(int p, int from, int count) {
      double[][] crossings = new double[count][8];
      int[] found = new int[count];
      polygons.edges(
          p,
          v -> {
            double lat0 = polygons.lat(v);
            double lat1 = polygons.lat(v + 1);
            int begin = Math.max(rows.atLeast(Math.min(lat0, lat1), 0) - from, 0);
            for (int r = begin; r < count; r++) {
              double y = rows.values()[from + r];
              if (!Edges.touches(lat0, lat1, y)) {
                break;
              }
              if (Edges.crosses(lat0, lat1, y)) {
                if (found[r] == crossings[r].length) {
                  crossings[r] = Arrays.copyOf(crossings[r], 2 * found[r]);
                }
                crossings[r][found[r]++] =
                    Edges.lonAt(polygons.lon(v), lat0, polygons.lon(v + 1), lat1, y);
              }
            }
          });
      for (int r = 0; r < count; r++) {
        crossings[r] = Arrays.copyOf(crossings[r], found[r]);
        Arrays.sort(crossings[r]);
      }
      return crossings;
    }

    /// Marks the centres exactly on the edge that starts at `v`.
    private void markEdge(int v, int from, int count, double shift) {
      double lat0 = polygons.lat(v);
      double lat1 = polygons.lat(v + 1);
      for (int r = Math.max(rows.atLeast(Math.min(lat0, lat1), 0) - from, 0); r < count; r++) {
        double y = rows.values()[from + r];
        if (!Edges.touches(lat0, lat1, y)) {
          return;
        }
        double lon0 = polygons.lon(v);
        double lon1 = polygons.lon(v + 1);
        boolean level = lat0 == lat1;
        double low = level ? Math.min(lon0, lon1) : Edges.lonAt(lon0, lat0, lon1, lat1, y);
        double high = level ? Math.max(lon0, lon1) : low;
        int end = columns.moreThan(high, shift);
        for (int i = columns.atLeast(low, shift); i < end; i++) {
          onEdge[rows.source()[from + r] * lon.length + columns.source()[i]] = true;
        }
      }
    }
  }
}
