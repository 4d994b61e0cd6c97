package io.amasia.plan.watch;

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
}
