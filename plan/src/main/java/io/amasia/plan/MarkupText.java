package io.amasia.plan;

import java.util.regex.Pattern;

/// Text within HTML and SVG.
public final class MarkupText {
  /// See [XML 1.0](https://www.w3.org/TR/xml/#charsets).
  private static final Pattern FORBIDDEN =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private MarkupText() {}

  /// `text` as content of an element or of a quoted attribute, of HTML and of XML: what XML can't
  /// hold (control characters, halves of surrogate pairs) is `�`.
  public static String escape(String text) {
    return FORBIDDEN
        .matcher(text)
        .replaceAll("�")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
