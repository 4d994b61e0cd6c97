package io.amasia.plan;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The jars of an engine that are not on the class path, since they are many and few need them:
/// loaded when the engine is asked for, in a class loader of their own below ours.
///
/// They stand in the folder `spark/target` of a checkout, where `mvn package` puts them, or in
/// `spark` of a release: `amasia-spark.jar` and, in `lib`, what it needs.
///
/// @param engine our own jar
/// @param libraries the folder of all others
public record EngineJars(Path engine, Path libraries) {
  /// What the launcher says of where Amasia is.
  private static final String HOME_PROPERTY = "amasia.home";

  /// What Spark's processes print, as a file of their logging: only what goes wrong.
  public static final String SPARK_LOGGING =
      """
      rootLogger.level = warn
      rootLogger.appenderRef.stderr.ref = stderr
      appender.stderr.type = Console
      appender.stderr.name = stderr
      appender.stderr.target = SYSTEM_ERR
      appender.stderr.layout.type = PatternLayout
      appender.stderr.layout.pattern = %d{yy/MM/dd HH:mm:ss} %p %c{1}: %m%n%ex
      """;

  private static volatile @Nullable ClassLoader spark;

  /// Spark's, if they are there.
  public static Optional<EngineJars> spark() {
    String home = System.getProperty(HOME_PROPERTY);
    if (home == null) {
      return Optional.empty();
    }
    return Stream.of("spark/target", "spark")
        .map(folder -> Path.of(home).resolve(folder))
        .map(folder -> new EngineJars(folder.resolve("amasia-spark.jar"), folder.resolve("lib")))
        .filter(jars -> Files.isRegularFile(jars.engine) && Files.isDirectory(jars.libraries))
        .findFirst();
  }

  /// Those that an engine at `url` takes: Spark's, or, where a resource manager is spoken to whose
  /// words are only in a whole Spark distribution, that of SPARK_HOME.
  ///
  /// @throws AmasiaException.Unsupported if they are not there; says how to get them
  static EngineJars of(EngineUrl.Spark url) {
    EngineJars own = spark().orElseThrow(() -> new AmasiaException.Unsupported(howToGetSpark()));
    if (url.master().startsWith("spark://")) {
      return own;
    }
    String home = System.getenv("SPARK_HOME");
    if (home == null || !Files.isDirectory(Path.of(home, "jars"))) {
      throw new AmasiaException.Unsupported(
          "%s needs a whole Spark 4.2 distribution, whose folder SPARK_HOME names; it is %s"
              .formatted(url, home == null ? "not set" : home + ", which has no folder jars"));
    }
    return new EngineJars(own.engine, Path.of(home, "jars"));
  }

  /// What to do about it when they are not.
  public static String howToGetSpark() {
    String home = System.getProperty(HOME_PROPERTY);
    boolean checkout = home != null && Files.exists(Path.of(home, "spark", "pom.xml"));
    String build = "mvn -q -Dquick -DskipTests -pl spark -am package";
    String how =
        checkout
            ? "get it once by: %s   (in %s)".formatted(build, home)
            : home == null
                ? "put amasia-spark with its libraries on the class path"
                : "in a checkout of Amasia run: %s; then copy amasia-spark.jar and lib of its folder"
                        .formatted(build)
                    + " spark/target to "
                    + Path.of(home, "spark");
    return "Spark is not part of the default install (it is 121 MB); " + how;
  }

  /// What makes the engines in them.
  List<EngineProvider> providers() {
    return ServiceLoader.load(EngineProvider.class, loader()).stream()
        .filter(provider -> loader().equals(provider.type().getClassLoader()))
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /// The one class loader of the process that has them: Spark allows one live context a JVM.
  private ClassLoader loader() {
    synchronized (EngineJars.class) {
      ClassLoader made = spark;
      if (made == null) {
        made = new URLClassLoader("spark", urls(), EngineJars.class.getClassLoader());
        spark = made;
      }
      return made;
    }
  }

  private URL[] urls() {
    try (Stream<Path> jars = Files.list(libraries)) {
      List<URL> urls = new ArrayList<>();
      urls.add(url(engine));
      for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        urls.add(url(jar));
      }
      return urls.toArray(URL[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException("can't list " + libraries, e);
    }
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }
}
