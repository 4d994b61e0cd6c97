package io.amasia.cli;

import io.amasia.array.AmasiaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// Turns what the user wrote as input into URLs: quoted globs, `@LIST.txt`, and `-` for names on
/// standard input.
final class Inputs {
  private Inputs() {}

  /// The URLs that `written` stands for, in order; each glob's matches sorted by name.
  ///
  /// @throws AmasiaException.Usage if a glob matches nothing or a list can't be read
  static List<String> expand(List<String> written) {
    List<String> urls = new ArrayList<>();
    for (String text : written) {
      if (text.equals("-")) {
        urls.addAll(lines(null));
      } else if (text.startsWith("@")) {
        urls.addAll(lines(Path.of(text.substring(1))));
      } else if (isGlob(text)) {
        urls.addAll(matches(text));
      } else {
        urls.add(text);
      }
    }
    return urls;
  }

  private static boolean isGlob(String text) {
    boolean wild = text.contains("*") || text.contains("?") || text.contains("[");
    return wild && !text.contains("://") && !Files.exists(Path.of(text));
  }

  private static List<String> lines(@org.jspecify.annotations.Nullable Path file) {
    try (BufferedReader reader =
        file == null
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(file)) {
      return reader
          .lines()
          .map(String::strip)
          .filter(l -> !l.isEmpty() && !l.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new AmasiaException.Usage(
          e instanceof NoSuchFileException
              ? "there is no list of inputs " + file
              : "can't read the list of inputs " + file + ": " + e.getMessage());
    }
  }

  private static PathMatcher matcher(String glob) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException e) {
      throw new AmasiaException.Usage(
          "no file '%s', and as a pattern it is malformed: %s".formatted(glob, e.getDescription()));
    }
  }

  private static List<String> matches(String glob) {
    Path pattern = Path.of(glob);
    Path base = pattern.isAbsolute() ? pattern.getRoot() : Path.of("");
    int depth = pattern.getNameCount();
    for (Path part : pattern) {
      String name = part.toString();
      if (name.contains("*") || name.contains("?") || name.contains("[") || depth == 1) {
        break;
      }
      base = base.resolve(part);
      depth--;
    }
    if (!Files.isDirectory(base.toString().isEmpty() ? Path.of(".") : base)) {
      throw new AmasiaException.Usage(
          "no file matches '%s': there is no folder %s".formatted(glob, base));
    }
    PathMatcher matcher = matcher(glob);
    int deepest = glob.contains("**") ? Integer.MAX_VALUE : depth;
    try (var found = Files.walk(base.toString().isEmpty() ? Path.of(".") : base, deepest)) {
      boolean relative = base.toString().isEmpty();
      List<String> names =
          found
              .map(path -> relative ? Path.of(".").relativize(path) : path)
              .filter(matcher::matches)
              .map(Path::toString)
              .sorted()
              .toList();
      if (names.isEmpty()) {
        throw new AmasiaException.Usage("no file matches '" + glob + "'");
      }
      return names;
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new AmasiaException.Usage("no file matches '" + glob + "': " + e.getMessage());
    }
  }
}
