package io.amasia.plan.watch;

import java.util.Map;

/// Maps, lists, numbers and texts as JSON that may stand inside a page: `<` is escaped.
public final class JsonText {
  private final StringBuilder text = new StringBuilder();

  private JsonText() {}

  /// The JSON of maps, iterables, arrays of long, numbers, booleans and texts.
  public static String of(Object value) {
    var json = new JsonText();
    json.add(value);
    return json.text.toString();
  }

  private void add(Object value) {
    switch (value) {
      case Map<?, ?> map -> addMap(map);
      case Iterable<?> list -> {
        char before = '[';
        for (Object item : list) {
          text.append(before);
          add(item);
          before = ',';
        }
        text.append(before == '[' ? "[]" : "]");
      }
      case long[] numbers -> {
        text.append('[');
        for (int i = 0; i < numbers.length; i++) {
          text.append(i == 0 ? "" : ",").append(numbers[i]);
        }
        text.append(']');
      }
      case Double d when !Double.isFinite(d) -> text.append("null");
      case Number number -> text.append(number);
      case Boolean flag -> text.append(flag);
      default -> addText(value.toString());
    }
  }

  private void addMap(Map<?, ?> map) {
    char before = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(before);
      addText(String.valueOf(entry.getKey()));
      text.append(':');
      add(entry.getValue());
      before = ',';
    }
    text.append(before == '{' ? "{}" : "}");
  }

  private void addText(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        default -> {
          if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
            text.append("\\u%04x".formatted((int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
