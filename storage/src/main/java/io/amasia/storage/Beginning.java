package io.amasia.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// The first line of a [Journal]: which work it is of, and when that was begun by the clock of the
/// file system. What is read for the work must be older where it is taken up.
public record Beginning(String work, Instant at) {
  /// That of a work that is begun with `file`, which was just made.
  public static Beginning with(Path file, String work) throws IOException {
    return new Beginning(work, Files.getLastModifiedTime(file).toInstant());
  }

  public static Beginning of(String line) {
    String[] words = line.split(" ", 2);
    try {
      return new Beginning(words[0], Instant.parse(words[words.length - 1]));
    } catch (DateTimeParseException _) {
      return new Beginning(line, Instant.MIN); // by a version that noted no time
    }
  }

  public String line() {
    return work + " " + at;
  }
}
