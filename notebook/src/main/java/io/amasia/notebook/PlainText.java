package io.amasia.notebook;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/// Values as text: as they print themselves, texts of one line in quotes, arrays by their first
/// values, all of bounded length. Of arrays within arrays the outer three are shown.
final class PlainText {
  private static final int MOST_CHARS = 100_000;
  private static final int MOST_VALUES = 200;
  private static final int DEEPEST = 3;

  private final StringBuilder text = new StringBuilder();
  private boolean full;

  private PlainText() {}

  static String of(@Nullable Object value) {
    var plain = new PlainText();
    plain.value(value, 0);
    return plain.full
        ? plain.text + "… (more than %,d characters)".formatted(MOST_CHARS)
        : plain.text.toString();
  }

  private void add(String part) {
    int room = MOST_CHARS - text.length();
    full |= part.length() > room;
    text.append(part, 0, Math.min(part.length(), room));
  }

  private void value(@Nullable Object value, int depth) {
    switch (value) {
      case null -> add("null");
      case String line when line.indexOf('\n') < 0 -> {
        add("\"");
        add(line);
        add("\"");
      }
      case Object array when array.getClass().isArray() -> array(array, depth);
      default -> add(String.valueOf(value));
    }
  }

  /// Such as `double[3] {1.0, 2.0, 3.0}`.
  private void array(Object array, int depth) {
    int length = Array.getLength(array);
    int shown = depth < DEEPEST ? Math.min(length, MOST_VALUES) : 0;
    add(array.getClass().getComponentType().getSimpleName() + "[" + length + "] {");
    for (int i = 0; i < shown && !full; i++) {
      add(i == 0 ? "" : ", ");
      value(Array.get(array, i), depth + 1);
    }
    add(shown == length ? "}" : shown == 0 ? "…}" : ", …}");
  }
}
