package io.amasia.plot;

import io.amasia.array.AmasiaException;

/// From where to where the colours of a map go.
public sealed interface Limits {
  /// Round numbers that cover the values but for a few outliers, see [Levels#of(double[],
  /// boolean)]; symmetric about zero for differences.
  record Auto() implements Limits {}

  /// From the 2nd to the 98th percentile.
  record Robust() implements Limits {}

  /// As far below zero as above.
  record Symmetric() implements Limits {}

  /// By hand, in the units shown.
  record Between(double low, double high) implements Limits {
    public Between {
      if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
        throw new AmasiaException.Usage(
            "limits %s,%s; allowed are two numbers, the lower first".formatted(low, high));
      }
    }
  }

  /// The limits that `text` says: `auto`, `robust`, `symmetric`, or two numbers as `LOW,HIGH`.
  ///
  /// @throws AmasiaException.Usage for anything else
  static Limits parse(String text) {
    return switch (text) {
      case "auto" -> new Auto();
      case "robust" -> new Robust();
      case "symmetric" -> new Symmetric();
      default -> between(text);
    };
  }

  private static Limits between(String text) {
    String[] ends = text.split(",", -1);
    try {
      if (ends.length == 2) {
        return new Between(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new AmasiaException.Usage(
        "limits '%s'; allowed are auto, robust (2nd to 98th percentile), symmetric, or LOW,HIGH such as -5,5"
            .formatted(text));
  }

  /// As [#parse] reads it.
  default String text() {
    return switch (this) {
      case Auto _ -> "auto";
      case Robust _ -> "robust";
      case Symmetric _ -> "symmetric";
      case Between(double low, double high) -> number(low) + "," + number(high);
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
