package io.amasia.spark;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder of this process, removed when the process ends.
final class TemporaryFolder {
  private static @Nullable Path folder;

  private TemporaryFolder() {}

  static synchronized Path path() {
    Path there = folder;
    if (there == null) {
      try {
        there = Files.createTempDirectory("amasia-spark-");
      } catch (IOException e) {
        throw new AmasiaException.Unsupported("there is no folder for temporary files: " + e);
      }
      Path made = there;
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(made)));
      folder = there;
    }
    return there;
  }

  /// Removes `folder` and all in it; links, not what they lead to.
  static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The system clears its folder of temporary files itself.
    }
  }
}
