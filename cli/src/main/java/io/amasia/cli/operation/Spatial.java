package io.amasia.cli.operation;

import io.amasia.dataset.Dataset;

/// Selections and statistics on the globe: boxes, regions, points, area-weighted means.
final class Spatial {
  private Spatial() {}

  static State masked(State state, Meaning meaning) {
    if (state.region().isEmpty()) {
      return state;
    }
    throw new UnsupportedOperationException("masking a region");
  }

  /// The columns of a rectilinear grid from `west` to `east`, modulo 360 and contiguous.
  static Dataset longitudes(Dataset data, String dim, double west, double east) {
    throw new UnsupportedOperationException("longitudes");
  }

  /// The position of the column nearest to `lon`, modulo 360.
  static long nearestLongitude(Dataset data, String dim, double lon) {
    throw new UnsupportedOperationException("longitude");
  }

  static State point(State state, Operation.Point op, Meaning meaning) {
    throw new UnsupportedOperationException("point");
  }

  static State bbox(State state, Operation.Bbox op, Meaning meaning) {
    throw new UnsupportedOperationException("bbox");
  }

  static State region(State state, String name, Meaning meaning) {
    throw new UnsupportedOperationException("region");
  }

  static State area(State state, Operation.AreaStatistic statistic, Meaning meaning) {
    throw new UnsupportedOperationException("area");
  }
}
