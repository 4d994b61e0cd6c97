package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.NdArray;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.GridStep;
import io.amasia.dataset.Variable;
import java.util.Arrays;
import java.util.Optional;

/// Makes the second operand's coordinates the first one's, or refuses.
final class Fit {
  private Fit() {}

  /// `right` with the coordinates of `left` where they share a dimension.
  ///
  /// @throws AmasiaException.Alignment if sizes or labels differ
  static DataArray to(DataArray left, DataArray right) {
    DataArray fitted = right;
    for (String dim : left.dims()) {
      if (!right.dims().contains(dim)) {
        continue;
      }
      Optional<Variable> a = left.coords().find(dim);
      Optional<Variable> b = right.coords().find(dim);
      if (left.size(dim) != right.size(dim)
          || (a.isPresent() && b.isPresent() && !near(a.get(), b.get()))) {
        throw new AmasiaException.Alignment(
            "the inputs don't match along '%s': %s and %s; select a common part with --sel %s=.. first"
                .formatted(dim, describe(left, dim), describe(right, dim), dim));
      }
      if (a.isPresent() && b.isPresent()) {
        fitted = fitted.withCoords(fitted.coords().with(dim, a.get()));
      }
    }
    return fitted;
  }

  private static boolean near(Variable a, Variable b) {
    NdArray x = a.load();
    NdArray y = b.load();
    return switch (a.dtype()) {
      case STRING -> {
        for (long i = 0; i < x.size(); i++) {
          if (b.dtype() != a.dtype() || !x.getString(i).equals(y.getString(i))) {
            yield false;
          }
        }
        yield true;
      }
      case DATETIME -> sameTimes(a, b);
      default ->
          (a.dtype().isInteger() && b.dtype().isInteger())
              ? Arrays.equals(x.toLongs(), y.toLongs())
              : b.dtype().isNumeric() && within(x.toDoubles(), y.toDoubles());
    };
  }

  /// Whether no place of `y` is further from that of `x` than a rounding: see [GridStep]. Of a lone
  /// label, such as a height that files give in a few digits, it is the same share.
  static boolean within(double[] x, double[] y) {
    double rounding = x.length == 1 ? GridStep.ROUNDING * Math.abs(x[0]) : GridStep.rounding(x);
    for (int i = 0; i < x.length; i++) {
      if (!(Math.abs(x[i] - y[i]) <= rounding)) {
        return false;
      }
    }
    return true;
  }

  /// Times of one calendar must be equal; different calendars meet as years or months.
  private static boolean sameTimes(Variable a, Variable b) {
    if (b.dtype() != a.dtype()) {
      return false;
    }
    long[] x = a.load().toLongs();
    long[] y = b.load().toLongs();
    if (Arrays.equals(x, y) && a.calendar().equals(b.calendar())) {
      return true;
    }
    boolean years = x.length > 1 && stepDays(x) > 300;
    // Years meet whichever month they begin in; months of one calendar have one stamp.
    boolean months =
        years || (x.length > 1 && stepDays(x) >= 27 && !a.calendar().equals(b.calendar()));
    for (int i = 0; i < x.length && months; i++) {
      var f = a.calendar().orElseThrow().fields(x[i]);
      var g = b.calendar().orElseThrow().fields(y[i]);
      months = f.year() == g.year() && (years || f.month() == g.month());
    }
    return months;
  }

  private static double stepDays(long[] times) {
    return Math.abs(times[1] - times[0]) / 86_400e6;
  }

  private static String describe(DataArray array, String dim) {
    return array
        .coords()
        .find(dim)
        .filter(c -> c.shape().size() > 0)
        .map(c -> {
          long last = c.shape().size() - 1;
          NdArray values = c.load();
          return "%d from %s to %s%s"
              .formatted(
                  last + 1,
                  text(c, values, 0),
                  text(c, values, last),
                  c.calendar().map(k -> " (" + k.label() + ")").orElse(""));
        })
        .orElse(array.sizes().get(dim) + " without labels");
  }

  private static String text(Variable coord, NdArray values, long i) {
    return switch (coord.dtype()) {
      case STRING -> values.getString(i);
      case DATETIME -> coord.calendar().orElseThrow().format(values.getLong(i));
      default -> Double.toString(values.getDouble(i));
    };
  }
}
