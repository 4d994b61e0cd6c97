package io.amasia.plan;

import java.util.Locale;

/// Byte counts for people.
public final class Sizes {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private Sizes() {}

  /// Such as `380 MB` or `1.2 GB`; decimal units.
  public static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    boolean fraction = unit > 0 && value < 9.95;
    return String.format(Locale.ROOT, fraction ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }
}
