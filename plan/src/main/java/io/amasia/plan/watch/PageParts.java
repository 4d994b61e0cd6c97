package io.amasia.plan.watch;

import io.amasia.plan.MarkupText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Modules and style sheets that stand beside a class, as parts of a page that is one file.
public final class PageParts {
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

  /// How a page begins that is one file, loads nothing and sends nothing: all before its body.
  ///
  /// @param title as text
  /// @param sources what its policy allows besides styles and scripts in it, each with a `; `
  ///   before it, such as `; img-src data:`; may be empty
  /// @param elements those after the title, each on lines of its own
  public static String head(String title, String sources, String elements) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'%s">
    <title>%s</title>
    %s</head>
    """
        .formatted(sources, MarkupText.escape(title), elements);
  }
}
