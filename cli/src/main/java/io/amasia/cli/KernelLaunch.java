package io.amasia.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How other programs start this one.
final class KernelLaunch {
  private KernelLaunch() {}

  /// The words that start the command: its launcher, which finds a JDK and knows a cache for a
  /// quick start, or where there is none this JVM's `java`.
  static List<String> amasia() {
    String home = System.getProperty("amasia.home");
    if (home != null) {
      Path launcher = Path.of(home, "amasia");
      if (Files.isExecutable(launcher)) {
        return List.of(launcher.toString());
      }
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Djava.awt.headless=true",
        "--class-path",
        classPath(),
        Main.class.getName());
  }

  /// Absolute, since Jupyter starts kernels in the folders of their notebooks.
  private static String classPath() {
    String separator = File.pathSeparator;
    return Stream.of(System.getProperty("java.class.path").split(separator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(separator));
  }
}
