package io.amasia.plot;

import java.util.function.DoubleUnaryOperator;

/// How the whole Earth lies in a plane with a straight meridian in its middle: parallels are
/// straight too, each at its height above the equator and with all its degrees equally wide.
///
/// Lengths are those of a sphere of radius 1, widths those of a radian of longitude.
enum WorldShape {
  /// Areas true, close to the familiar look of Robinson's.
  EQUAL_EARTH("EqualEarth", 90),
  NATURAL_EARTH("NaturalEarth", 90),
  ROBINSON("Robinson", 90),

  /// Areas true, an ellipse.
  MOLLWEIDE("Mollweide", 90),

  /// Angles true, which leaves out the poles.
  MERCATOR("Mercator", 85);

  private final String title;
  private final double most;

  WorldShape(String title, double most) {
    this.title = title;
    this.most = most;
  }

  /// The name it is asked for by.
  String title() {
    return title;
  }

  /// The latitude that it ends at, degrees.
  double most() {
    return most;
  }

  double height(double lat) {
    return switch (this) {
      case EQUAL_EARTH -> EqualEarth.height(lat);
      case NATURAL_EARTH -> NaturalShape.height(lat);
      case ROBINSON -> Robinson.height(lat);
      case MOLLWEIDE -> Mollweide.height(lat);
      case MERCATOR -> Mercator.height(lat);
    };
  }

  double width(double lat) {
    return switch (this) {
      case EQUAL_EARTH -> EqualEarth.width(lat);
      case NATURAL_EARTH -> NaturalShape.width(lat);
      case ROBINSON -> Robinson.width(lat);
      case MOLLWEIDE -> Mollweide.width(lat);
      case MERCATOR -> 1;
    };
  }

  /// The latitude at a height; NaN or beyond the poles where there is none.
  double latitude(double at) {
    return switch (this) {
      case EQUAL_EARTH -> EqualEarth.latitude(at);
      case NATURAL_EARTH -> NaturalShape.latitude(at);
      case ROBINSON -> Robinson.latitude(at);
      case MOLLWEIDE -> Mollweide.latitude(at);
      case MERCATOR -> Mercator.latitude(at);
    };
  }

  private static double newton(double start, DoubleUnaryOperator error, DoubleUnaryOperator slope) {
    double t = start;
    double step = 1;
    for (int i = 0; i < 16 && Math.abs(step) > 1e-12; i++) {
      step = error.applyAsDouble(t) / slope.applyAsDouble(t);
      t -= step;
    }
    return t;
  }

  /// Source: Šavrič, Patterson and Jenny (2019), doi:10.1080/13658816.2018.1504949, equations 6 to
  /// 10.
  private static final class EqualEarth {
    private static final double M = Math.sqrt(3) / 2;

    static double height(double lat) {
      return y(theta(lat));
    }

    static double width(double lat) {
      double theta = theta(lat);
      return Math.cos(theta) / (M * slope(theta));
    }

    static double latitude(double at) {
      double theta = newton(at, t -> y(t) - at, EqualEarth::slope);
      return Math.toDegrees(Math.asin(Math.sin(theta) / M));
    }

    private static double theta(double lat) {
      return Math.asin(M * Math.sin(Math.toRadians(lat)));
    }

    private static double y(double t) {
      double t2 = t * t;
      return t * (1.340264 - 0.081106 * t2 + t2 * t2 * t2 * (0.000893 + 0.003796 * t2));
    }

    private static double slope(double t) {
      double t2 = t * t;
      return 1.340264 - 0.243318 * t2 + t2 * t2 * t2 * (0.006251 + 0.034164 * t2);
    }
  }

  /// The polynomials of Tom Patterson's Natural Earth projection. Source: Šavrič, Jenny, Patterson,
  /// Petrovič and Hurni (2011), doi:10.1559/152304011X13259584400158.
  private static final class NaturalShape {
    static double height(double lat) {
      return y(Math.toRadians(lat));
    }

    static double width(double lat) {
      double p2 = Math.pow(Math.toRadians(lat), 2);
      double p4 = p2 * p2;
      return 0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4));
    }

    static double latitude(double at) {
      return Math.toDegrees(newton(at, p -> y(p) - at, NaturalShape::slope));
    }

    private static double y(double p) {
      double p2 = p * p;
      double p4 = p2 * p2;
      return p * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)));
    }

    private static double slope(double p) {
      double p2 = p * p;
      double p4 = p2 * p2;
      return 1.007226 + p2 * (0.045255 + p4 * (-0.311325 + 0.259866 * p2 - 0.065076 * p4));
    }
  }

  /// A table of each fifth degree, with parabolas through three of its lines in between. Source:
  /// Robinson (1974), as tabled by Snyder (1990), The Robinson projection: a computation algorithm.
  private static final class Robinson {
    private static final double[] WIDTHS = {
      0.9986, 1, 0.9986, 0.9954, 0.9900, 0.9822, 0.9730, 0.9600, 0.9427, 0.9216, 0.8962, 0.8679,
      0.8350, 0.7986, 0.7597, 0.7186, 0.6732, 0.6213, 0.5722, 0.5322, 0.5322
    };
    private static final double[] HEIGHTS = {
      -0.0620, 0, 0.0620, 0.1240, 0.1860, 0.2480, 0.3100, 0.3720, 0.4340, 0.4958, 0.5571, 0.6176,
      0.6769, 0.7346, 0.7903, 0.8435, 0.8936, 0.9394, 0.9761, 1, 1
    };

    static double height(double lat) {
      return Math.signum(lat) * 1.3523 * between(HEIGHTS, Math.abs(lat) / 5);
    }

    static double width(double lat) {
      return 0.8487 * between(WIDTHS, Math.abs(lat) / 5);
    }

    static double latitude(double at) {
      double wanted = Math.abs(at) / 1.3523;
      if (wanted > 1) {
        return Double.NaN;
      }
      double low = 0;
      double high = 18;
      for (int i = 0; i < 50; i++) {
        double middle = (low + high) / 2;
        if (between(HEIGHTS, middle) < wanted) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return Math.signum(at) * 5 * low;
    }

    /// The value of a table whose first line is that of -1.
    private static double between(double[] table, double line) {
      int i = (int) Math.min(18, line);
      double part = line - i;
      double before = table[i];
      double here = table[i + 1];
      double after = table[i + 2];
      return here + part * (after - before) / 2 + part * part * (after - 2 * here + before) / 2;
    }
  }

  /// Source: Snyder (1987), equations 31-1 to 31-8.
  private static final class Mollweide {
    static double height(double lat) {
      return Math.sqrt(2) * Math.sin(theta(lat));
    }

    static double width(double lat) {
      return 2 * Math.sqrt(2) / Math.PI * Math.cos(theta(lat));
    }

    static double latitude(double at) {
      double t = Math.asin(at / Math.sqrt(2));
      return Math.toDegrees(Math.asin((2 * t + Math.sin(2 * t)) / Math.PI));
    }

    /// Newton's steps shrink by half only near the poles, where the slope vanishes.
    private static double theta(double lat) {
      double full = Math.PI * Math.sin(Math.toRadians(lat));
      double t = Math.toRadians(lat);
      double step = 1;
      for (int i = 0; i < 60 && Math.abs(step) > 1e-12; i++) {
        step = (2 * t + Math.sin(2 * t) - full) / Math.max(1e-9, 2 + 2 * Math.cos(2 * t));
        t -= step;
      }
      return Math.clamp(t, -Math.PI / 2, Math.PI / 2);
    }
  }

  /// Source: Snyder (1987), equations 7-1 to 7-4.
  private static final class Mercator {
    static double height(double lat) {
      return Math.log(Math.tan(Math.PI / 4 + Math.toRadians(lat) / 2));
    }

    static double latitude(double at) {
      return Math.toDegrees(2 * Math.atan(Math.exp(at)) - Math.PI / 2);
    }
  }
}
