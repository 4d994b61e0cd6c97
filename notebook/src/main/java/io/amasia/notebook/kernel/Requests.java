package io.amasia.notebook.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.notebook.CodeAnalysis;
import io.amasia.notebook.History;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Answers to requests that run nothing. Places are counted in code points, as the protocol does.
final class Requests {
  private static final int THIS_SESSION = 2;

  private Requests() {}

  static ObjectNode ok() {
    return Message.object().put("status", "ok");
  }

  static ObjectNode kernelInfo(String version) {
    ObjectNode info =
        ok().put("protocol_version", Message.PROTOCOL)
            .put("implementation", "amasia")
            .put("implementation_version", version)
            .put(
                "banner",
                "Amasia %s: Java %s cell by cell, with io.amasia.Amasia.* imported"
                    .formatted(version, Runtime.version().feature()))
            .put("debugger", false);
    info.putObject("language_info")
        .put("name", "java")
        .put("version", System.getProperty("java.version"))
        .put("mimetype", "text/x-java-source")
        .put("file_extension", ".jsh")
        .put("pygments_lexer", "java")
        .put("codemirror_mode", "text/x-java")
        .put("nbconvert_exporter", "script");
    info.putArray("help_links");
    info.putArray("supported_features");
    return info;
  }

  static ObjectNode complete(CodeAnalysis code, JsonNode content) {
    String source = content.path("code").asText();
    int cursor = cursor(content, source);
    CodeAnalysis.Completions found = code.complete(source, cursor);
    ObjectNode reply =
        ok().put("cursor_start", source.codePointCount(0, found.from()))
            .put("cursor_end", source.codePointCount(0, cursor));
    found.texts().forEach(reply.putArray("matches")::add);
    reply.putObject("metadata");
    return reply;
  }

  static ObjectNode inspect(CodeAnalysis code, JsonNode content) {
    String source = content.path("code").asText();
    var meaning = code.meaning(source, cursor(content, source));
    ObjectNode reply = ok().put("found", meaning.isPresent());
    ObjectNode data = reply.putObject("data");
    reply.putObject("metadata");
    meaning.ifPresent(known -> {
      String signatures = String.join("\n", known.signatures());
      data.put("text/plain", (signatures + "\n\n" + known.text()).strip());
      data.put("text/markdown", "```java\n" + signatures + "\n```\n\n" + known.text());
    });
    return reply;
  }

  static ObjectNode isComplete(CodeAnalysis code, JsonNode content) {
    String source = content.path("code").asText();
    return switch (code.completeness(source)) {
      case COMPLETE -> Message.object().put("status", "complete");
      case INVALID -> Message.object().put("status", "invalid");
      case INCOMPLETE -> Message.object().put("status", "incomplete").put("indent", indent(source));
    };
  }

  /// The indentation of the last line, one step deeper behind a bracket.
  private static String indent(String source) {
    String last = source.lines().reduce("", (_, line) -> line);
    String begin = last.substring(0, last.length() - last.stripLeading().length());
    return last.stripTrailing().matches(".*[{(\\[]") ? begin + "  " : begin;
  }

  static ObjectNode history(History history, JsonNode content) {
    List<History.Entry> all = history.entries();
    List<History.Entry> found =
        switch (content.path("hist_access_type").asText()) {
          case "range" -> range(all, content);
          case "search" -> search(all, content);
          default -> last(all, content.path("n").asInt(all.size()));
        };
    ObjectNode reply = ok();
    var entries = reply.putArray("history");
    for (History.Entry entry : found) {
      var line = entries.addArray().add(session(entry)).add(entry.number());
      if (content.path("output").asBoolean()) {
        line.addArray().add(entry.source()).addNull();
      } else {
        line.add(entry.source());
      }
    }
    return reply;
  }

  private static <T> List<T> last(List<T> all, int n) {
    return all.subList(Math.max(0, all.size() - Math.max(0, n)), all.size());
  }

  /// All sessions before this one count as one, the first.
  private static int session(History.Entry entry) {
    return entry.earlier() ? 1 : THIS_SESSION;
  }

  /// Sessions are named by their number, or counted back from this one, which is 0.
  private static List<History.Entry> range(List<History.Entry> all, JsonNode content) {
    int asked = content.path("session").asInt();
    int session = asked > 0 ? asked : THIS_SESSION + asked;
    int start = content.path("start").asInt();
    int stop = content.path("stop").isNumber() ? content.path("stop").asInt() : Integer.MAX_VALUE;
    return all.stream()
        .filter(
            entry -> session(entry) == session && entry.number() >= start && entry.number() < stop)
        .toList();
  }

  private static List<History.Entry> search(List<History.Entry> all, JsonNode content) {
    String pattern = content.path("pattern").asText("*");
    boolean unique = content.path("unique").asBoolean();
    Set<String> seen = new HashSet<>();
    List<History.Entry> found = new ArrayList<>();
    for (History.Entry entry : all.reversed()) {
      if (fits(pattern, entry.source()) && (!unique || seen.add(entry.source()))) {
        found.add(entry);
      }
    }
    Collections.reverse(found);
    return last(found, content.path("n").asInt(found.size()));
  }

  /// Whether `text` fits `pattern`, in which `*` stands for any text and `?` for any character.
  /// Takes at most as many steps as the product of their lengths: only the last `*` is ever given
  /// more, since what stands before it fits already.
  static boolean fits(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int starEnds = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starEnds = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++starEnds;
      } else {
        return false;
      }
    }
    return pattern.substring(p).chars().allMatch(c -> c == '*');
  }

  private static int cursor(JsonNode content, String source) {
    int points = source.codePointCount(0, source.length());
    int at = Math.clamp(content.path("cursor_pos").asInt(points), 0, points);
    return source.offsetByCodePoints(0, at);
  }
}
