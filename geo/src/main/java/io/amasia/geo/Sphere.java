package io.amasia.geo;

/// Integrals along lines that are straight in longitude and latitude, on the unit sphere.
///
/// All take degrees. They are exact up to rounding, also for edges of any length.
final class Sphere {
  /// The earth's radius in metres where nothing else is said; CDO's `PlanetRadius` too.
  static final double EARTH_RADIUS = 6_371_000;

  private Sphere() {}

  /// ∫ sin φ dλ from the first point to the second. Around a ring run counter-clockwise, minus the
  /// sum is the area (Green's theorem).
  static double sineIntegral(double lon0, double lat0, double lon1, double lat1) {
    double middle = Math.toRadians((lat0 + lat1) / 2);
    double half = Math.toRadians((lat1 - lat0) / 2);
    return Math.toRadians(lon1 - lon0) * Math.sin(middle) * sinc(half);
  }

  /// sin φ₁ − sin φ₀, without cancellation.
  static double sineStep(double lat0, double lat1) {
    return 2
        * Math.cos(Math.toRadians((lat0 + lat1) / 2))
        * Math.sin(Math.toRadians((lat1 - lat0) / 2));
  }

  /// ∫ (λₑ − λ) d sin φ from the first point to the second: the area between the line and the
  /// meridian `east`.
  static double areaUpTo(double east, double lon0, double lat0, double lon1, double lat1) {
    double middle = Math.toRadians((lat0 + lat1) / 2);
    double half = Math.toRadians((lat1 - lat0) / 2);
    double atMiddle =
        Math.toRadians(east - (lon0 + lon1) / 2) * 2 * Math.cos(middle) * Math.sin(half);
    return atMiddle + Math.toRadians(lon1 - lon0) * Math.sin(middle) * bend(half);
  }

  private static double sinc(double x) {
    return Math.abs(x) < 1e-4 ? 1 - x * x / 6 : Math.sin(x) / x;
  }

  /// (sin x − x cos x) / x, by its series where the difference would cancel.
  private static double bend(double x) {
    double square = x * x;
    return Math.abs(x) < 0.02
        ? square * (1.0 / 3 - square * (1.0 / 30 - square * (1.0 / 840 - square / 45_360)))
        : (Math.sin(x) - x * Math.cos(x)) / x;
  }
}
