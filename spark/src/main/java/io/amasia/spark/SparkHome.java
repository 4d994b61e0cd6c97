package io.amasia.spark;

import io.amasia.plan.EngineJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A folder that looks to Spark like an installation of itself: a program needs one to start
/// executors on its own machine.
final class SparkHome {
  private SparkHome() {}

  /// Makes `home`: Spark's jars from beside Amasia, else from the class path.
  static Path make(Path home) throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    Files.writeString(conf.resolve("log4j2.properties"), EngineJars.SPARK_LOGGING);
    Optional<Path> libraries = EngineJars.spark().map(EngineJars::libraries);
    if (libraries.isPresent()) {
      Files.createSymbolicLink(home.resolve("jars"), libraries.get().toRealPath());
    } else {
      linkClassPath(Files.createDirectories(home.resolve("jars")));
    }
    return home;
  }

  /// Links the jars of the class path that are not sent to executors anyway. None of ours: by its
  /// manifest it would bring those that are sent, beyond the reach of programs that are sent along.
  static void linkClassPath(Path jars) throws IOException {
    for (Path entry : ShippedJars.classPath()) {
      String name = String.valueOf(entry.getFileName());
      Path link = jars.resolve(name);
      boolean sent = ShippedJars.isNeeded(entry) || name.startsWith("amasia");
      if (Files.isRegularFile(entry) && !sent && !Files.exists(link)) {
        Files.createSymbolicLink(link, entry.toRealPath());
      }
    }
  }
}
