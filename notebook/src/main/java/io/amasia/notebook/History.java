package io.amasia.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was typed in cells and in the shell, this time and earlier: a file with an entry a line.
/// History that can't be kept is no reason to stop. Thread-safe.
public final class History {
  private static final int MOST = 10_000;

  private final Path file;
  private final List<Entry> entries = new ArrayList<>();

  private History(Path file) {
    this.file = file;
    for (String source : read(file)) {
      entries.add(new Entry(true, entries.size() + 1, source));
    }
  }

  /// The history of the user who runs this process, in the folder for such things
  /// (`XDG_STATE_HOME`, else `~/.local/state`).
  public static History ofUser() {
    Path state =
        Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
            .filter(home -> !home.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
    return at(state.resolve("amasia").resolve("history"));
  }

  /// The history in `file`, which need not be there yet.
  public static History at(Path file) {
    return new History(file);
  }

  private static List<String> read(Path file) {
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      List<String> last = lines.subList(Math.max(0, lines.size() - MOST), lines.size());
      if (lines.size() > 2 * MOST) {
        shorten(file, last);
      }
      return last.stream().map(History::decoded).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static void shorten(Path file, List<String> last) {
    try {
      Path shorter = Files.createTempFile(file.toAbsolutePath().getParent(), "history", ".new");
      try {
        Files.write(shorter, last, StandardCharsets.UTF_8);
        Files.move(shorter, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(shorter);
      }
    } catch (IOException e) {
      // It stays as long as it is.
    }
  }

  /// Keeps `source`, numbered from 1; not when it is the last entry again.
  public synchronized void add(String source) {
    if (!isLast(source.strip())) {
      boolean first = entries.isEmpty() || entries.getLast().earlier();
      add(source, first ? 1 : entries.getLast().number() + 1);
    }
  }

  /// Keeps `source` under the number it was run by, by which it is asked for, even if it is the
  /// last entry again; the file, which has no numbers, does not get it twice.
  public synchronized void add(String source, int number) {
    String entry = source.strip();
    if (entry.isEmpty()) {
      return;
    }
    boolean again = isLast(entry);
    entries.add(new Entry(false, number, entry));
    if (!again) {
      append(entry);
    }
  }

  private boolean isLast(String source) {
    return !entries.isEmpty() && entries.getLast().source().equals(source);
  }

  private void append(String entry) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file,
          encoded(entry) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      // It is kept as long as this process runs.
    }
  }

  /// An entry.
  ///
  /// @param earlier whether it is from before this was opened
  /// @param number counted from 1, those from before and since each for themselves; of a cell its
  ///   number
  public record Entry(boolean earlier, int number, String source) {}

  /// All entries, the oldest first.
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  private static String encoded(String entry) {
    return entry.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String decoded(String line) {
    var entry = new StringBuilder();
    boolean escaped = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (escaped) {
        entry.append(c == 'n' ? '\n' : c == 'r' ? '\r' : c);
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else {
        entry.append(c);
      }
    }
    return entry.toString();
  }
}
