package io.amasia.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of a cell: Java, or a line that is an order to the notebook.
///
/// A line that begins with `%` or `%%` and a word is an order where Java could begin anew, so that
/// `a\n% b` and lines of texts stay what they are.
sealed interface CellPart {
  Pattern MAGIC = Pattern.compile("(%{1,2})([a-zA-Z]+)(?:[ \\t]+(.*))?");

  /// Java.
  ///
  /// @param begin where it stands in the cell
  record Java(int begin, String text) implements CellPart {}

  /// An order.
  ///
  /// @param name such as `%time`, or `%%time` for one about all that follows
  /// @param argument the rest of its line
  /// @param body for orders of two signs, all that follows
  record Magic(String name, Java argument, Java body) implements CellPart {}

  /// The parts of `source`, in order.
  static List<CellPart> of(String source, CodeAnalysis code) {
    List<CellPart> parts = new ArrayList<>();
    int java = 0;
    for (int begin = 0; begin < source.length(); ) {
      int newline = source.indexOf('\n', begin);
      int end = newline < 0 ? source.length() : newline;
      int next = newline < 0 ? end : end + 1;
      Matcher magic = MAGIC.matcher(source.substring(begin, end).stripTrailing());
      if (magic.matches() && !code.goesOn(source.substring(java, begin))) {
        add(parts, java, source.substring(java, begin));
        boolean whole = magic.group(1).length() == 2;
        String argument = magic.group(3) == null ? "" : magic.group(3);
        int at = begin + (magic.group(3) == null ? magic.end() : magic.start(3));
        parts.add(
            new Magic(
                magic.group(1) + magic.group(2),
                new Java(at, argument),
                new Java(next, whole ? source.substring(next) : "")));
        if (whole) {
          return parts;
        }
        java = next;
      }
      begin = next;
    }
    add(parts, java, source.substring(java));
    return parts;
  }

  private static void add(List<CellPart> parts, int begin, String java) {
    if (!java.isBlank()) {
      parts.add(new Java(begin, java));
    }
  }
}
