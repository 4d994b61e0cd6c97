package io.amasia.notebook;

import java.lang.reflect.Array;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Values as text: as they print themselves, texts of one line in quotes, arrays by their first
/// values, all of bounded length.
final class PlainText {
  private static final int MOST_CHARS = 100_000;
  private static final int MOST_VALUES = 200;

  private PlainText() {}

  static String of(@Nullable Object value) {
    String text = text(value);
    return text.length() <= MOST_CHARS
        ? text
        : text.substring(0, MOST_CHARS)
            + "… (%,d characters in all)".formatted((long) text.length());
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String line when line.indexOf('\n') < 0 -> '"' + line + '"';
      case Object array when array.getClass().isArray() -> array(array);
      default -> String.valueOf(value);
    };
  }

  /// Such as `double[3] {1.0, 2.0, 3.0}`.
  private static String array(Object array) {
    int length = Array.getLength(array);
    String type = array.getClass().getComponentType().getSimpleName();
    var values = new StringJoiner(", ", type + "[" + length + "] {", "}");
    for (int i = 0; i < Math.min(length, MOST_VALUES); i++) {
      values.add(text(Array.get(array, i)));
    }
    return (length > MOST_VALUES ? values.add("…") : values).toString();
  }
}
