package io.amasia.serve.explore;

import io.amasia.geo.LonLatBox;

/// The part of the Earth that a view is of.
sealed interface Where {
  /// All of it.
  record Everywhere() implements Where {}

  /// The cell nearest to a place, in degrees.
  record Point(double lon, double lat) implements Where {}

  /// The cells whose centre is in a box.
  record Box(LonLatBox box) implements Where {}
}
