package io.amasia.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Round values on an axis, and how they are written.
public final class Ticks {
  private Ticks() {}

  /// A place on an axis and its label.
  record Tick(double value, String label) {}

  /// The round step (1, 2, 2.5 or 5 times a power of ten) that cuts `span` into at most `most`
  /// parts.
  static double step(double span, int most) {
    if (!(span > 0)) {
      return 1;
    }
    double raw = span / most;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (factor * power >= raw * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /// Multiples of a round step within `low … high`, at most about `most` of them.
  static List<Tick> linear(double low, double high, int most) {
    double step = step(high - low, most);
    List<Tick> ticks = new ArrayList<>();
    long first = (long) Math.ceil(low / step - 1e-9);
    long last = (long) Math.floor(high / step + 1e-9);
    for (long k = first; k <= last; k++) {
      ticks.add(new Tick(k * step, label(k * step, step)));
    }
    return ticks;
  }

  /// A value written with the digits that its step needs, with a true minus sign.
  static String label(double value, double step) {
    if (Math.abs(value) < step * 1e-6) {
      return "0";
    }
    double size = Math.max(Math.abs(value), step);
    String text;
    if (size >= 1e6 || size < 1e-4) {
      BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits(value, step)));
      int exponent = rounded.precision() - rounded.scale() - 1;
      String mantissa = rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString();
      text = mantissa + "×10" + superscript(exponent);
    } else {
      int decimals =
          Math.max(0, new BigDecimal(step).round(new MathContext(3)).stripTrailingZeros().scale());
      text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
    return text.replace('-', '−');
  }

  /// A value as short as six significant digits allow.
  public static String compact(double value) {
    return Double.isFinite(value) ? degree(value).replace('-', '−') : Double.toString(value);
  }

  private static int digits(double value, double step) {
    return Math.max(1, (int) Math.ceil(Math.log10(Math.abs(value) / step) + 1e-9) + 2);
  }

  private static String superscript(int exponent) {
    var text = new StringBuilder();
    for (char c : Integer.toString(exponent).toCharArray()) {
      text.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
    }
    return text.toString();
  }

  /// A longitude as `30°W`, `0°`, `120°E`.
  static String longitude(double degrees) {
    double lon = degrees - 360 * Math.floor((degrees + 180) / 360);
    if (Math.abs(lon) < 1e-9 || Math.abs(Math.abs(lon) - 180) < 1e-9) {
      return degree(Math.abs(lon)) + "°";
    }
    return degree(Math.abs(lon)) + (lon < 0 ? "°W" : "°E");
  }

  /// A latitude as `30°S`, `0°`, `45°N`.
  static String latitude(double degrees) {
    if (Math.abs(degrees) < 1e-9) {
      return "0°";
    }
    return degree(Math.abs(degrees)) + (degrees < 0 ? "°S" : "°N");
  }

  private static String degree(double value) {
    return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  /// Steps that suit degrees, about `most` in `span`.
  static double degreeStep(double span, int most) {
    for (double step : new double[] {0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30, 45, 60, 90}) {
      if (span / step <= most) {
        return step;
      }
    }
    return 90;
  }
}
