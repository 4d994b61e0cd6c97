package io.amasia.cli.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The lines of a program in Python.
final class PythonLines {
  /// What refusals call such a program.
  static final String XARRAY = "a script for xarray";

  private final List<String> lines = new ArrayList<>();

  /// Appends a line, a format where there are values.
  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library we do not ship
  void say(String line, Object... values) {
    lines.add(values.length == 0 ? line : line.formatted(values));
  }

  /// Literals with commas between.
  static String quoted(List<String> words) {
    return words.stream().map(PythonLines::quoted).collect(Collectors.joining(", "));
  }

  /// A literal of Python.
  static String quoted(String word) {
    String escaped = word.replace("\\", "\\\\").replace("\"", "\\\"");
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r") + '"';
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
