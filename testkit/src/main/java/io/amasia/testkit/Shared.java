package io.amasia.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// Finds the folder of shared test data: `$AMASIA_SHARED`, else `../shared` beside the project.
///
/// Where it is absent the calling test is skipped with a clear line, or fails when
/// `AMASIA_REQUIRE_SHARED=1`.
public final class Shared {
  private Shared() {}

  /// The file or folder at `relative`, such as `data/scenario/E1_north_america.nc`.
  public static Path file(String relative) {
    Path path = root().resolve(relative);
    if (Files.exists(path)) {
      return path;
    }
    String line = "shared file absent: " + relative + " (set AMASIA_SHARED to the shared folder)";
    if ("1".equals(System.getenv("AMASIA_REQUIRE_SHARED"))) {
      Assertions.fail(line);
    }
    Assumptions.abort(line);
    return path;
  }

  private static Path root() {
    String set = System.getenv("AMASIA_SHARED");
    if (set != null && !set.isEmpty()) {
      return Path.of(set);
    }
    String project = System.getProperty("amasia.root", "..");
    return Path.of(project).toAbsolutePath().normalize().resolveSibling("shared");
  }
}
