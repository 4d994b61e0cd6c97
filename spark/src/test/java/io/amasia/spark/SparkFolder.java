package io.amasia.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Lets the command find, in tests, the Spark that is on their class path, as it finds an installed
/// one.
final class SparkFolder {
  private static final String HOME = "amasia.home";

  private static final Path FOLDER = make();

  private SparkFolder() {}

  private static Path make() {
    try {
      Path home = Files.createTempDirectory("amasia-home-");
      Path spark = Files.createDirectories(home.resolve("spark"));
      SparkHome.linkClassPath(Files.createDirectories(spark.resolve("lib")));
      Files.createFile(spark.resolve("amasia-spark.jar"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> TemporaryFolder.remove(home)));
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Points the command to it.
  static void install() {
    System.setProperty(HOME, FOLDER.toString());
  }
}
