package io.amasia.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A pattern of paths: `{name}` stands for one part, which is not empty, a last `{name...}` for all
/// that follow: `/datasets/{dataset}/zarr/{key...}`.
record PathTemplate(List<String> parts) {
  private static final String REST = "...}";

  static PathTemplate of(String text) {
    return new PathTemplate(List.of(text.split("/", -1)));
  }

  static boolean isOne(String text) {
    return text.contains("{");
  }

  /// What the names stand for in `path`; empty if it is no path of this pattern.
  Optional<Map<String, String>> match(String path) {
    String[] given = path.split("/", -1);
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (i >= given.length) {
        return Optional.empty();
      }
      if (part.endsWith(REST)) {
        String rest = String.join("/", List.of(given).subList(i, given.length));
        values.put(part.substring(1, part.length() - REST.length()), rest);
        return rest.isEmpty() ? Optional.empty() : Optional.of(values);
      }
      if (part.startsWith("{")) {
        values.put(part.substring(1, part.length() - 1), given[i]);
        if (given[i].isEmpty()) {
          return Optional.empty();
        }
      } else if (!part.equals(given[i])) {
        return Optional.empty();
      }
    }
    return given.length == parts.size() ? Optional.of(values) : Optional.empty();
  }
}
