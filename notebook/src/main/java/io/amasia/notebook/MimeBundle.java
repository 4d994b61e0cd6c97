package io.amasia.notebook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One value in several forms, by media type; who shows it takes the best it can.
///
/// @param data text by media type, the best first; of pictures such as `image/png`, base64
public record MimeBundle(Map<String, String> data) {
  public static final String PLAIN = "text/plain";
  public static final String HTML = "text/html";
  public static final String SVG = "image/svg+xml";
  public static final String PNG = "image/png";
  public static final String MARKDOWN = "text/markdown";

  public MimeBundle {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /// Only text.
  public static MimeBundle plain(String text) {
    return new MimeBundle(Map.of(PLAIN, text));
  }

  /// HTML, and what is shown where there is no browser.
  public static MimeBundle html(String html, String plain) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(HTML, html);
    data.put(PLAIN, plain);
    return new MimeBundle(data);
  }

  /// The value as text; each has one.
  public String plain() {
    return data.getOrDefault(PLAIN, "");
  }

  /// How long its texts are together.
  long chars() {
    return data.values().stream().mapToLong(String::length).sum();
  }
}
