package io.amasia.geo;

import io.amasia.array.AmasiaException;

/// Areas of grid cells on the sphere, in m² for a radius in metres.
public final class CellAreas {
  /// The earth's radius in metres where nothing else is said, as in CDO: 6 371 000.
  public static final double EARTH_RADIUS = Sphere.EARTH_RADIUS;

  private CellAreas() {}

  /// Areas of a rectilinear grid, `[lat, lon]` flat: R² Δλ Δsin φ.
  public static double[] rectilinear(CellEdges lat, CellEdges lon, double radius) {
    double[] widths = new double[lon.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.toRadians(lon.upper(i) - lon.lower(i));
    }
    double[] areas = new double[Math.multiplyExact(lat.size(), widths.length)];
    for (int j = 0; j < lat.size(); j++) {
      double height = radius * radius * Sphere.sineStep(lat.lower(j), lat.upper(j));
      for (int i = 0; i < widths.length; i++) {
        areas[j * widths.length + i] = height * widths[i];
      }
    }
    return areas;
  }

  /// Areas of cells given by their corners, joined by great circles. `latVertices` and
  /// `lonVertices` are `[cell, corners]` flat, in either direction; repeated corners are fine. A
  /// cell with a NaN corner has area NaN.
  ///
  /// @throws AmasiaException.Unsupported when a cell has fewer than three corners
  public static double[] polygons(
      double[] latVertices, double[] lonVertices, int corners, double radius) {
    if (corners < 3 || latVertices.length != lonVertices.length) {
      throw new AmasiaException.Unsupported(
          "cells with %d corners, %d latitudes and %d longitudes have no area"
              .formatted(corners, latVertices.length, lonVertices.length));
    }
    double[] areas = new double[latVertices.length / corners];
    double[][] points = new double[corners][3];
    for (int c = 0; c < areas.length; c++) {
      for (int k = 0; k < corners; k++) {
        points[k] = UnitVector.of(lonVertices[c * corners + k], latVertices[c * corners + k]);
      }
      areas[c] = radius * radius * UnitVector.polygonArea(points);
    }
    return areas;
  }

  /// Areas of a curvilinear grid without bounds, `[y, x]` flat, from its centres: corners lie
  /// midway between the four centres around them, and as far outward as inward at the grid's edge.
  /// Good where the grid is smooth (a few tenths of a percent); cells beside a fold or seam are the
  /// least exact.
  ///
  /// @throws AmasiaException.Unsupported when the grid has a single row or column
  public static double[] fromCentres(
      double[] lat, double[] lon, int rows, int columns, double radius) {
    if (rows < 2 || columns < 2) {
      throw new AmasiaException.Unsupported(
          "a grid of %d × %d cells without bounds has no cell areas: give the data bounds or a cell_measures variable"
              .formatted(rows, columns));
    }
    double[][] corners = MidwayCorners.of(lat, lon, rows, columns);
    double[] areas = new double[rows * columns];
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        int sw = j * (columns + 1) + i;
        int nw = sw + columns + 1;
        areas[j * columns + i] =
            radius
                * radius
                * UnitVector.polygonArea(
                    new double[][] {corners[sw], corners[sw + 1], corners[nw + 1], corners[nw]});
      }
    }
    return areas;
  }
}
