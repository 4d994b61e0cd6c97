package io.amasia.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
        System.getProperty("java.class.path"),
        Main.class.getName());
  }
}
