package io.amasia.cli;

import io.amasia.array.AmasiaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Reports on URLs one by one: a bad one is one error line, and the others still come.
final class EachUrl {
  private EachUrl() {}

  /// Prints the report on each of `urls` and gives the exit code: 1 when one failed.
  static int print(
      Console console, List<String> urls, boolean json, Function<String, String> report) {
    int code = 0;
    for (String url : Inputs.expand(urls)) {
      try {
        console.print(report.apply(url));
      } catch (AmasiaException e) {
        code = 1;
        String message = String.valueOf(e.getMessage());
        if (json) {
          Map<String, Object> line = new LinkedHashMap<>();
          line.put("url", url);
          line.put("error", message);
          console.print(Json.line(line));
        } else {
          console.error(message.contains(url) ? message : url + ": " + message);
        }
      }
    }
    return code;
  }
}
