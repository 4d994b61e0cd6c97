package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.io.Serializable;
import java.util.Locale;

/// A way to interpolate along a coordinate, with SciPy's names.
///
/// @param method which curve goes through the values
/// @param degree of the pieces of a [Method#POLYNOMIAL]
/// @param extrapolates whether the curve goes on outside of the labels, where values are missing
///   otherwise
/// @param below what stands below the least label where the curve does not go on, NaN for missing
/// @param above what stands above the greatest one
public record Interpolation(
    Method method, int degree, boolean extrapolates, double below, double above)
    implements Serializable {
  /// The curve.
  public enum Method {
    /// Straight lines.
    LINEAR,
    /// The nearest value, the lower of two at equal distance.
    NEAREST,
    /// The last value.
    ZERO,
    /// Straight lines, as a spline of degree 1.
    SLINEAR,
    /// A spline of degree 2.
    QUADRATIC,
    /// A spline of degree 3 ("not a knot").
    CUBIC,
    /// A spline of any degree.
    POLYNOMIAL,
    /// One polynomial through all values, which also goes on outside.
    BARYCENTRIC,
    /// The same.
    KROGH,
    /// Cubic pieces that don't overshoot (Fritsch and Butland 1984).
    PCHIP,
    /// Cubic pieces of Akima (1970).
    AKIMA,
    /// The same, modified so that flat stretches stay flat.
    MAKIMA;

    /// Whether the curve is a sum of the values by weights that don't depend on them.
    boolean isLinearInValues() {
      return switch (this) {
        case PCHIP, AKIMA, MAKIMA -> false;
        case LINEAR, NEAREST, ZERO, SLINEAR, QUADRATIC, CUBIC, POLYNOMIAL, BARYCENTRIC, KROGH ->
            true;
      };
    }
  }

  public Interpolation {
    if (method == Method.POLYNOMIAL && (degree < 1 || degree > 9)) {
      throw new AmasiaException.Usage(
          "polynomial interpolation of degree %d; allowed are 1 to 9: Interpolation.polynomial(3)"
              .formatted(degree));
    }
  }

  /// The method of a name, such as `linear` or `pchip`; missing outside of the labels.
  ///
  /// @throws AmasiaException.Unsupported if there is none of that name
  public static Interpolation of(String name) {
    for (Method method : Method.values()) {
      if (method.name().toLowerCase(Locale.ROOT).equals(name) && method != Method.POLYNOMIAL) {
        return new Interpolation(method, 0, false, Double.NaN, Double.NaN);
      }
    }
    throw new AmasiaException.Unsupported(
        "interpolation by '%s'; there are linear, nearest, zero, slinear, quadratic, cubic, barycentric, krogh, pchip, akima, makima, and Interpolation.polynomial(DEGREE)"
            .formatted(name));
  }

  /// A spline of `degree`.
  public static Interpolation polynomial(int degree) {
    return new Interpolation(Method.POLYNOMIAL, degree, false, Double.NaN, Double.NaN);
  }

  /// The same, going on outside of the labels.
  public Interpolation extrapolating() {
    return new Interpolation(method, degree, true, below, above);
  }

  /// The same, with these values below and above the labels: SciPy's `fill_value`.
  public Interpolation filling(double least, double greatest) {
    return new Interpolation(method, degree, false, least, greatest);
  }

  @Override
  public String toString() {
    return method.name().toLowerCase(Locale.ROOT) + (extrapolates ? ", extrapolating" : "");
  }
}
