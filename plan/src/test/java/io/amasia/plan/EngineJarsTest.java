package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineJarsTest {
  private static final String HOME = "amasia.home";
  private static final EngineUrl.Spark KUBERNETES =
      new EngineUrl.Spark("k8s://https://10.0.0.1:443");

  @TempDir Path home;
  private final String before = System.getProperty(HOME, "");

  @BeforeEach
  void install() {
    System.setProperty(HOME, home.toString());
  }

  @AfterEach
  void restore() {
    if (before.isEmpty()) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, before);
    }
  }

  @Test
  void sparkThatIsNotInstalledIsSaid() {
    assertThatThrownBy(() -> EngineJars.of(KUBERNETES))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("amasia-spark");
  }

  @Test
  void kubernetesNeedsAWholeSpark() throws IOException {
    Assumptions.assumeTrue(System.getenv("SPARK_HOME") == null);
    Path spark = Files.createDirectories(home.resolve("spark"));
    Files.createDirectories(spark.resolve("lib"));
    Files.createFile(spark.resolve("amasia-spark.jar"));
    assertThatThrownBy(() -> EngineJars.of(KUBERNETES))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("needs a whole Spark 4.2 distribution")
        .hasMessageContaining("SPARK_HOME");
  }
}
