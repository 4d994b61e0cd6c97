package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.GridStep;
import io.amasia.dataset.Variable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The values of a 1-D coordinate of one file, in memory, compared with those of another.
///
/// @param url the file it is from, for messages
/// @param dim the dimension it labels
/// @param variable the coordinate
/// @param values its values, `[dim]`
record Labelling(String url, String dim, Variable variable, NdArray values) {
  int size() {
    return Math.toIntExact(values.size());
  }

  boolean isText() {
    return values.dtype() == DType.STRING;
  }

  @Nullable Calendar calendar() {
    return variable.calendar().orElse(null);
  }

  /// Value `i` for people; times as ISO dates.
  String text(int i) {
    Calendar calendar = calendar();
    if (calendar != null) {
      return calendar.format(values.getLong(i));
    }
    return isText() ? values.getString(i) : number(values.getDouble(i));
  }

  private String number(double value) {
    return values.dtype() == DType.FLOAT32
        ? Float.toString((float) value)
        : value == Math.rint(value) && Math.abs(value) < 1e15
            ? String.format(Locale.ROOT, "%.0f", value)
            : Double.toString(value);
  }

  /// The order of value `i` here and value `j` of `other`.
  int compare(int i, Labelling other, int j) {
    if (isText() || other.isText()) {
      return text(i).compareTo(other.text(j));
    }
    return values.dtype().isFloating() || other.values.dtype().isFloating()
        ? Double.compare(values.getDouble(i), other.values.getDouble(j))
        : Long.compare(values.getLong(i), other.values.getLong(j));
  }

  /// How far `other` is from this: 0 for equal, infinite where sizes or kinds differ, else the
  /// largest distance.
  double distance(Labelling other) {
    if (size() != other.size() || isText() != other.isText() || !sameKind(other)) {
      return Double.POSITIVE_INFINITY;
    }
    double most = 0;
    for (int i = 0; i < size(); i++) {
      if (compare(i, other, i) != 0) {
        double d =
            isText()
                ? Double.POSITIVE_INFINITY
                : Math.abs(values.getDouble(i) - other.values.getDouble(i));
        most = Math.max(most, Double.isNaN(d) ? Double.POSITIVE_INFINITY : d);
      }
    }
    return most;
  }

  private boolean sameKind(Labelling other) {
    return (calendar() == null) == (other.calendar() == null);
  }

  /// How far apart two coordinates may be to be taken as one: see [GridStep]. Texts, whole numbers,
  /// times without a step and labels that are all the same must be equal.
  double tolerance() {
    if (isText() || values.dtype().isInteger()) {
      return 0;
    }
    double[] places = values.toDoubles();
    boolean isLoneNumber = size() == 1 && calendar() == null;
    return isLoneNumber || Double.isFinite(GridStep.least(places)) ? GridStep.rounding(places) : 0;
  }

  /// Whether `other` labels the same points.
  boolean matches(Labelling other) {
    return distance(other) <= tolerance();
  }

  /// Size, range and step, such as `37 values 15.0 … 60.0, step 1.25`.
  String describe() {
    if (size() == 0) {
      return "no values";
    }
    if (size() == 1) {
      return "1 value " + text(0);
    }
    return "%d values %s … %s%s".formatted(size(), text(0), text(size() - 1), stepText());
  }

  private String stepText() {
    if (isText()) {
      return "";
    }
    double step = (values.getDouble(size() - 1) - values.getDouble(0)) / (size() - 1);
    return ", step "
        + (calendar() == null
            ? String.format(Locale.ROOT, "%.6g", step)
            : String.format(Locale.ROOT, "%.4g days", step / Calendar.DAY_MICROS));
  }

  /// +1 for ascending, -1 for descending, 0 for a single value.
  ///
  /// @throws AmasiaException.Alignment if it is neither, or holds a value twice
  int direction() {
    int direction = 0;
    for (int i = 1; i < size(); i++) {
      int step = Integer.signum(compare(i, this, i - 1));
      if (step == 0) {
        throw new AmasiaException.Alignment(
            "%s: '%s' has %s twice; files are joined only by distinct values"
                .formatted(url, dim, text(i)));
      }
      if (direction != 0 && step != direction) {
        throw new AmasiaException.Alignment(
            "%s: '%s' neither rises nor falls throughout (%s then %s); sort it before joining"
                .formatted(url, dim, text(i - 1), text(i)));
      }
      direction = step;
    }
    return direction;
  }
}
