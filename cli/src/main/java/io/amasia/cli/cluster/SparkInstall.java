package io.amasia.cli.cluster;

import io.amasia.array.AmasiaException;
import io.amasia.plan.EngineJars;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The JDK and the Spark that a cluster's processes run on.
///
/// @param java the JDK's folder
/// @param libraries the folder of Spark's jars
/// @param flags what Spark asks of the JVM, as its own launcher says
record SparkInstall(Path java, Path libraries, String flags) {

  /// This process's JDK and the Spark beside Amasia.
  ///
  /// @throws AmasiaException.Unsupported if Spark is not installed; says how to get it
  static SparkInstall find() {
    EngineJars jars =
        EngineJars.spark()
            .orElseThrow(() -> new AmasiaException.Unsupported(EngineJars.howToGetSpark()));
    Path java = Path.of(System.getProperty("java.home"));
    return new SparkInstall(java, jars.libraries(), flags(jars.libraries()));
  }

  private static String flags(Path libraries) {
    try (Stream<Path> files = Files.list(libraries)) {
      Path launcher =
          files
              .filter(file -> file.getFileName().toString().startsWith("spark-launcher_"))
              .findFirst()
              .orElseThrow(
                  () -> new AmasiaException.Unsupported("there is no Spark in " + libraries));
      try (var loader = new URLClassLoader(new URL[] {launcher.toUri().toURL()})) {
        return (String)
            loader
                .loadClass("org.apache.spark.launcher.JavaModuleOptions")
                .getMethod("defaultModuleOptions")
                .invoke(null);
      }
    } catch (IOException | ReflectiveOperationException e) {
      throw new AmasiaException.Format("the Spark in " + libraries + " can't be read", e);
    }
  }
}
