package io.amasia.plan.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/// Modules and style sheets that stand beside a class, as parts of a page that is one file.
public final class PageParts {
  /// See [XML 1.0](https://www.w3.org/TR/xml/#charsets).
  private static final Pattern FORBIDDEN =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private PageParts() {}

  /// The text of resource `name` beside `anchor`.
  public static String text(Class<?> anchor, String name) {
    try (InputStream in = anchor.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A module as a part of one script, in which what it imports stands before it under the same
  /// names.
  public static String script(Class<?> anchor, String name) {
    return text(anchor, name).replaceAll("(?m)^import .*\n", "").replaceAll("(?m)^export ", "");
  }

  /// Text as content of an element or of a quoted attribute, of HTML and of XML: what XML can't
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
