package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The labels of a 1-D coordinate as numbers to calculate with.
final class Places {
  private Places() {}

  /// `0, 1, … n - 1`.
  static double[] positions(long n) {
    return IntStream.range(0, Math.toIntExact(n)).asDoubleStream().toArray();
  }

  /// Numbers as they are, times as microseconds since the first.
  ///
  /// @throws AmasiaException.Usage for text, and for coordinates of several dimensions
  /// @throws AmasiaException.Label if one is missing
  static double[] of(Variable coord, String name) {
    if (coord.ndim() != 1 || coord.dtype() == DType.STRING) {
      throw new AmasiaException.Usage(
          "'%s' is %s; a coordinate of numbers or times along one dimension is needed"
              .formatted(name, coord));
    }
    NdArray values = coord.index().values();
    double[] x = new double[Math.toIntExact(values.size())];
    for (int i = 0; i < x.length; i++) {
      boolean time = coord.dtype().isTime();
      boolean missing = time ? values.getLong(i) == DType.NAT : Double.isNaN(values.getDouble(i));
      if (missing) {
        throw new AmasiaException.Label(
            "label %d of '%s' is missing; drop it first".formatted(i, name));
      }
      x[i] = time ? values.getLong(i) - values.getLong(0) : values.getDouble(i);
    }
    return x;
  }

  /// The same, which must grow.
  static double[] ascending(Variable coord, String name) {
    double[] x = of(coord, name);
    for (int i = 1; i < x.length; i++) {
      if (!(x[i] > x[i - 1])) {
        throw new AmasiaException.Label(
            "'%s' does not ascend at position %d: %s after %s; sort with sortby first"
                .formatted(name, i, coord.index().text(i), coord.index().text(i - 1)));
      }
    }
    return x;
  }

  /// Numbers, times in `unit`.
  ///
  /// @throws AmasiaException.Usage if times come without a unit
  static double[] in(@Nullable String unit, Variable coord, String name) {
    double[] x = of(coord, name);
    if (!coord.dtype().isTime()) {
      return x;
    }
    double micros = micros(unit, name);
    for (int i = 0; i < x.length; i++) {
      x[i] /= micros;
    }
    return x;
  }

  /// Microseconds of a unit of time.
  static double micros(@Nullable String unit, String name) {
    double micros =
        switch (unit == null ? "" : unit) {
          case "W" -> 7 * 86_400e6;
          case "D" -> 86_400e6;
          case "h" -> 3_600e6;
          case "m", "min" -> 60e6;
          case "s" -> 1e6;
          case "ms" -> 1e3;
          case "us" -> 1;
          case "ns" -> 1e-3;
          default -> 0;
        };
    if (micros == 0) {
      throw new AmasiaException.Usage(
          String.format(
              Locale.ROOT,
              "'%s' holds times, which are counted in a unit: W, D, h, m, s, ms, us or ns%s",
              name,
              unit == null ? "" : ", not '" + unit + "'"));
    }
    return micros;
  }
}
