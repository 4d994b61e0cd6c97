package io.amasia.plot;

import java.util.Arrays;

/// The cells of a map: where each value stands on Earth, by its true edges, in degrees.
public sealed interface Cells {
  /// The number of cells, and so of values.
  int count();

  /// A grid of latitude × longitude rows: value `j * columns + i` covers `latEdges[j] …
  /// latEdges[j+1]` and `lonEdges[i] … lonEdges[i+1]`. Edges run monotonically, in either order.
  final class Rectilinear implements Cells {
    final double[] lonEdges;
    final double[] latEdges;

    public Rectilinear(double[] lonEdges, double[] latEdges) {
      this.lonEdges = lonEdges.clone();
      this.latEdges = latEdges.clone();
    }

    public double[] lonEdges() {
      return lonEdges.clone();
    }

    public double[] latEdges() {
      return latEdges.clone();
    }

    @Override
    public int count() {
      return (lonEdges.length - 1) * (latEdges.length - 1);
    }
  }

  /// Cells of `corners` vertices each: cell `c` has its vertices at `c * corners …` of both arrays.
  final class Polygons implements Cells {
    final double[] lon;
    final double[] lat;
    final int corners;

    public Polygons(double[] lon, double[] lat, int corners) {
      if (lon.length != lat.length || lon.length % corners != 0) {
        throw new IllegalArgumentException(
            "%d longitudes, %d latitudes for cells of %d corners"
                .formatted(lon.length, lat.length, corners));
      }
      this.lon = lon.clone();
      this.lat = lat.clone();
      this.corners = corners;
    }

    public double[] lon() {
      return lon.clone();
    }

    public double[] lat() {
      return lat.clone();
    }

    public int corners() {
      return corners;
    }

    @Override
    public int count() {
      return lon.length / corners;
    }
  }

  /// Places without a size, such as stations and where a ship was: drawn as dots.
  final class Points implements Cells {
    final double[] lon;
    final double[] lat;

    public Points(double[] lon, double[] lat) {
      if (lon.length != lat.length) {
        throw new IllegalArgumentException(
            "%d longitudes, %d latitudes".formatted(lon.length, lat.length));
      }
      this.lon = lon.clone();
      this.lat = lat.clone();
    }

    public double[] lon() {
      return lon.clone();
    }

    public double[] lat() {
      return lat.clone();
    }

    @Override
    public int count() {
      return lon.length;
    }
  }

  /// Edges halfway between `centres`; the outer ones as far out as the next inner ones are in.
  /// Latitudes are to be clipped by the caller. A single centre gets an edge of `alone` on each
  /// side.
  static double[] edges(double[] centres, double alone) {
    int n = centres.length;
    double[] edges = new double[n + 1];
    if (n == 1) {
      return new double[] {centres[0] - alone, centres[0] + alone};
    }
    for (int i = 1; i < n; i++) {
      edges[i] = (centres[i - 1] + centres[i]) / 2;
    }
    edges[0] = 2 * centres[0] - edges[1];
    edges[n] = 2 * centres[n - 1] - edges[n - 1];
    return edges;
  }

  /// Latitude edges: as [#edges], kept within the poles.
  static double[] latitudeEdges(double[] centres) {
    return Arrays.stream(edges(centres, 0.5)).map(e -> Math.clamp(e, -90, 90)).toArray();
  }
}
