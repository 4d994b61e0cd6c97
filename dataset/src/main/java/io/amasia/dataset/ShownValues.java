package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.plan.Sizes;
import io.amasia.storage.format.Attribute;
import java.util.Locale;
import java.util.Optional;

/// Values, attributes and sizes in the few words that a summary has room for.
///
/// Data are shown where they are in memory. Only labels of dimensions are read for it, once, as
/// look-ups need them anyway.
final class ShownValues {
  /// What names, dims and dtype take of a line.
  private static final int BEFORE = 20;

  /// Longer coordinates are not read to be shown.
  private static final long MOST_LABELS = 1_000_000;

  private ShownValues() {}

  /// The first values and the last, or how the variable is chunked.
  ///
  /// @param isIndex whether these are the labels of a dimension
  static String values(Variable v, boolean isIndex) {
    return inMemory(v, isIndex)
        .map(values -> values(v, values))
        .orElseGet(() -> v.ndim() == 0 ? "lazy" : "lazy, chunks " + v.data().chunks().maxChunk());
  }

  private static Optional<NdArray> inMemory(Variable v, boolean isIndex) {
    if (v.isLoaded()) {
      return Optional.of(v.load());
    }
    if (v.loadedIndex().isPresent() || !isIndex || v.shape().size() > MOST_LABELS) {
      return v.loadedIndex().map(Index::values);
    }
    try {
      return Optional.of(v.index().values());
    } catch (AmasiaException _) {
      return Optional
          .empty(); // its dataset is closed, or its file damaged: not a summary's concern
    }
  }

  private static String values(Variable v, NdArray values) {
    int width = Defaults.current().displayWidth() - BEFORE;
    long size = values.size();
    var text = new StringBuilder();
    for (long i = 0; i < size; i++) {
      String one = value(v, values, i);
      String last = i + 1 < size ? " … " + value(v, values, size - 1) : "";
      if (text.length() + one.length() + last.length() > width) {
        return text.append(last.strip()).toString();
      }
      text.append(one).append(' ');
    }
    return text.toString().stripTrailing();
  }

  private static String value(Variable v, NdArray values, long i) {
    return switch (v.dtype()) {
      case STRING -> "'" + values.getString(i) + "'";
      case BOOL -> values.getLong(i) != 0 ? "True" : "False";
      case DATETIME -> date(v.calendar().orElse(Calendar.STANDARD).format(values.getLong(i)));
      case TIMEDELTA -> values.getLong(i) == DType.NAT ? "NaT" : values.getLong(i) / 1e6 + "s";
      case FLOAT16, FLOAT32, FLOAT64 -> number(values.getDouble(i));
      case UINT64 -> Long.toUnsignedString(values.getLong(i));
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 -> Long.toString(values.getLong(i));
    };
  }

  private static String date(String iso) {
    return iso.endsWith("T00:00:00") ? iso.substring(0, iso.length() - 9) : iso;
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e7) {
      return Long.toString((long) value) + ".0";
    }
    return Double.isNaN(value) ? "nan" : String.format(Locale.ROOT, "%.4g", value);
  }

  /// The unit in brackets and the long or standard name, as far as there are any.
  static String meaning(Variable v) {
    String unit = v.calendar().isPresent() ? "" : v.attr("units").orElse("").strip();
    String name = v.attr("long_name").or(() -> v.attr("standard_name")).orElse("").strip();
    return ((unit.isEmpty() ? "" : "[" + unit + "] ") + shortened(name, 60)).strip();
  }

  /// The dtype, of times with their calendar.
  static String dtype(Variable v) {
    return v.calendar()
        .filter(c -> !c.isGregorian())
        .map(c -> v.dtype() + ", " + c.label())
        .orElse(v.dtype().label());
  }

  static String size(Variable v) {
    return Sizes.text(bytes(v));
  }

  static long bytes(Variable v) {
    return v.shape().size() * v.dtype().itemSize();
  }

  /// An attribute, whole.
  static String text(Attribute value) {
    return switch (value) {
      case Attribute.Text(String one) -> one;
      case Attribute.Texts(var many) -> many.toString();
      case Attribute.Numbers numbers ->
          numbers.isScalar() ? numbers.values().getFirst().toString() : numbers.values().toString();
      case Attribute.Json(String json) -> json;
    };
  }

  /// `text` in one line of at most `length` characters.
  static String shortened(String text, int length) {
    String line = text.replace('\n', ' ').strip();
    return line.length() > length ? line.substring(0, length - 1) + "…" : line;
  }
}
