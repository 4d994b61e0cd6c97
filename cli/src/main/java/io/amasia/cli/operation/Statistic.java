package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Reduction;
import java.util.Locale;

/// A statistic as it is written on the command line: `mean`, `sum`, `q05`, …
///
/// @param name how it is written, and the suffix of results
/// @param kind what is computed
/// @param q the quantile of `qNN` in [0, 1], else 0
public record Statistic(String name, Reduction.Kind kind, double q) {
  private static final String ALLOWED =
      "mean, sum, min, max, std, variance, count, median, or a quantile such as q05, q50, q99.5";

  /// Reads a statistic.
  ///
  /// @throws AmasiaException.Usage if it is none; lists what there is
  public static Statistic parse(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "mean", "avg" -> new Statistic("mean", Reduction.Kind.MEAN, 0);
      case "sum" -> new Statistic("sum", Reduction.Kind.SUM, 0);
      case "min" -> new Statistic("min", Reduction.Kind.MIN, 0);
      case "max" -> new Statistic("max", Reduction.Kind.MAX, 0);
      case "std" -> new Statistic("std", Reduction.Kind.STD, 0);
      case "variance", "var" -> new Statistic("variance", Reduction.Kind.VAR, 0);
      case "count" -> new Statistic("count", Reduction.Kind.COUNT, 0);
      case "median" -> new Statistic("median", Reduction.Kind.MEDIAN, 0);
      default -> quantile(text, name);
    };
  }

  private static Statistic quantile(String text, String name) {
    if (name.matches("q\\d{1,3}(\\.\\d+)?")) {
      double percent = Double.parseDouble(name.substring(1));
      if (percent <= 100) {
        return new Statistic(name, Reduction.Kind.QUANTILE, percent / 100);
      }
    }
    throw new AmasiaException.Usage("'" + text + "' is no statistic; allowed are " + ALLOWED);
  }

  /// The reduction that computes it, missing values skipped.
  public Reduction reduction() {
    return kind == Reduction.Kind.QUANTILE ? Reduction.quantile(q, true) : Reduction.of(kind);
  }
}
