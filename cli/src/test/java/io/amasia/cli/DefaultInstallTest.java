package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is optional is not there unless somebody asked for it: the command has none of Spark, and
/// starts as if there were none. `build/check-release` looks at the archive.
class DefaultInstallTest {
  /// Of 1,600 that are loaded to say the version, most are the JDK's.
  private static final int MOST_CLASSES = 2_000;

  private static final int MOST_OWN_CLASSES = 200;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/apache/spark/SparkContext.class",
        "org/apache/hadoop/conf/Configuration.class",
        "scala/Predef.class",
        "org/apache/logging/log4j/Logger.class"
      })
  void nothingOfSparkIsOnTheClassPath(String file) {
    assertThat(getClass().getClassLoader().getResource(file)).isNull();
  }

  @Test
  void fewClassesAreLoadedToSayTheVersion(@TempDir Path folder) throws Exception {
    Path loaded = folder.resolve("loaded.txt");
    ChildJvm.output(
        List.of("-Xlog:class+load=info:file=" + loaded + ":none"), Main.class, "--version");
    List<String> classes;
    try (var lines = Files.lines(loaded)) {
      classes = lines.map(line -> line.split(" ", 2)[0]).toList();
    }
    assertThat(classes).hasSizeBetween(500, MOST_CLASSES);
    assertThat(classes.stream().filter(name -> name.startsWith("io.amasia.")))
        .hasSizeLessThan(MOST_OWN_CLASSES)
        .noneMatch(name -> name.matches("io\\.amasia\\.(plan\\.remote|web)\\..*"));
  }
}
