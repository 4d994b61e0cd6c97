package io.amasia.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the name that was probably meant by one that is not there.
final class Siblings {
  private static final int MOST = 10_000;

  private Siblings() {}

  /// The path beside `path` whose name is nearest to its, or empty if none is near.
  static String nearest(Path path) {
    Path name = path.getFileName();
    Path folder = path.toAbsolutePath().getParent();
    if (name == null || folder == null) {
      return "";
    }
    if (!Files.isDirectory(folder)) {
      return "";
    }
    String wanted = name.toString();
    try (Stream<Path> entries = Files.list(folder).limit(MOST)) {
      Optional<String> best =
          entries
              .map(p -> p.getFileName().toString())
              .filter(n -> distance(wanted, n) <= Math.max(2, wanted.length() / 4))
              .min(
                  Comparator.comparingInt((String n) -> distance(wanted, n)).thenComparing(n -> n));
      return best.map(n -> path.resolveSibling(n).toString()).orElse("");
    } catch (IOException | RuntimeException e) {
      return ""; // only a hint
    }
  }

  /// Levenshtein's distance, capital and small letters alike.
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int replaced = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
