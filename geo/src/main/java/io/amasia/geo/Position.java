package io.amasia.geo;

/// Where a point lies relative to polygons.
public enum Position {
  INSIDE,
  /// Exactly on an edge, in double precision.
  EDGE,
  OUTSIDE
}
