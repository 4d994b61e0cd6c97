package io.amasia.dataset.group;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Intervals as text, as pandas writes them: `(0, 2]`, `(-0.001, 4.5]`.
@SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
record BinLabels(BinGrouper bins, double[] edges) {
  List<String> texts() {
    int decimals = decimals();
    double[] breaks = Arrays.stream(edges).map(e -> rounded(e, decimals)).toArray();
    boolean lower = bins.right() && bins.includeLowest();
    if (lower) {
      breaks[0] -= Math.pow(10, -decimals);
    }
    boolean whole =
        !lower && !bins.edges().isEmpty() && Arrays.stream(breaks).allMatch(BinLabels::isWhole);
    String pattern = bins.right() ? "(%s, %s]" : "[%s, %s)";
    List<String> texts = new ArrayList<>();
    for (int b = 0; b + 1 < breaks.length; b++) {
      texts.add(pattern.formatted(text(breaks[b], whole), text(breaks[b + 1], whole)));
    }
    return texts;
  }

  /// Larger ones don't count by ones, and are written as floats.
  private static boolean isWhole(double edge) {
    return Math.abs(edge) < 1e15 && edge == Math.rint(edge);
  }

  /// As many as are asked for, or as edges need to stay distinct.
  private int decimals() {
    for (int decimals = bins.precision(); decimals < 20; decimals++) {
      int tried = decimals;
      if (Arrays.stream(edges).map(e -> rounded(e, tried)).distinct().count() == edges.length) {
        return decimals;
      }
    }
    return bins.precision();
  }

  /// Rounded to `decimals`; below 1, to so many digits that are not leading zeros.
  private static double rounded(double edge, int decimals) {
    if (edge == 0 || !Double.isFinite(edge)) {
      return edge;
    }
    boolean small = Math.abs(edge) < 1;
    int digits = small ? decimals - 1 - (int) Math.floor(Math.log10(Math.abs(edge))) : decimals;
    double power = Math.pow(10, digits); // as NumPy rounds: what is scaled, not what is written
    double scaled = Math.rint(edge * power);
    return Double.isFinite(scaled) ? scaled / power : edge;
  }

  private static String text(double edge, boolean whole) {
    if (whole) {
      return Long.toString((long) edge);
    }
    double size = Math.abs(edge);
    boolean plain = edge == 0 || !Double.isFinite(edge) || (size >= 1e-4 && size < 1e16);
    if (!Double.isFinite(edge)) {
      return Double.isNaN(edge) ? "nan" : edge > 0 ? "inf" : "-inf";
    }
    String shortest = Double.toString(edge);
    if (!plain) {
      return shortest
          .replace(".0E", "E")
          .replaceFirst("E(\\d)", "e+$1")
          .replaceFirst("E-(\\d)$", "e-0$1")
          .replace("E", "e");
    }
    String digits = new BigDecimal(shortest).toPlainString();
    return digits.contains(".") ? digits : digits + ".0";
  }
}
