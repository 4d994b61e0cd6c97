package io.amasia.geo;

import io.amasia.array.AmasiaException;
import java.util.Locale;

/// How a field is brought onto another grid.
public enum RegridMethod {
  /// Straight lines between grid points, in longitude and then in latitude. Between the last row
  /// and the pole the last row stands, as far as one step goes.
  BILINEAR,
  /// The grid point nearest on the sphere, of equally near ones the first.
  NEAREST,
  /// Means over the cells that a target cell overlaps, weighted by the areas of the overlaps, so
  /// that the integral is kept: first-order conservative.
  CONSERVATIVE;

  /// The method called `bilinear`, `nearest`, `conservative`, or as CDO has it `bil`, `nn`, `con`.
  ///
  /// @throws AmasiaException.Usage for other names
  public static RegridMethod of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "bil", "bilinear" -> BILINEAR;
      case "nn", "nearest" -> NEAREST;
      case "con", "conservative" -> CONSERVATIVE;
      default ->
          throw new AmasiaException.Usage(
              "regrid method '%s'; there are bil (bilinear), nn (nearest) and con (conservative)"
                  .formatted(name));
    };
  }
}
