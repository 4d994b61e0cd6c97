package io.amasia.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.plan.EngineUrl;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SparkSettingsTest {
  private static final String OPTIONS = "spark.executor.extraJavaOptions";

  private final String before = System.getProperty(OPTIONS);

  @AfterEach
  void restore() {
    System.clearProperty(SparkSettings.EXECUTOR_MEMORY);
    System.clearProperty("spark.authenticate");
    if (before != null) {
      System.setProperty(OPTIONS, before);
    }
  }

  private static Map<String, String> of(String url) {
    return SparkSettings.of(EngineUrl.of(url));
  }

  private static long megabytes(Map<String, String> settings, String name) {
    return SparkSettings.bytes(Objects.requireNonNull(settings.get(name))) >> 20;
  }

  /// The heap is what Spark calls the executor's memory, all else what it calls overhead: together
  /// they are what the pod asks for.
  @Test
  void aPodHasRoomBesideItsHeap() {
    System.setProperty(SparkSettings.EXECUTOR_MEMORY, "4g");
    Map<String, String> settings = of("k8s://https://127.0.0.1:6443");
    assertThat(settings).containsEntry("spark.master", "k8s://https://127.0.0.1:6443");
    assertThat(megabytes(settings, SparkSettings.EXECUTOR_MEMORY)).isEqualTo(1024);
    assertThat(megabytes(settings, "spark.executor.memoryOverhead")).isEqualTo(3072);
    var memory = new ExecutorMemory(4L << 30);
    assertThat(settings.get(OPTIONS))
        .contains("-Damasia.pool.bytes=" + memory.poolBytes(), "-XX:MaxDirectMemorySize=")
        .doesNotContain("HeapSize"); // the start script of its image sets that
  }

  @Test
  void talkWithPodsIsSecretUnlessTheUserSaysOtherwise() {
    assertThat(of("k8s://https://127.0.0.1:6443"))
        .containsEntry("spark.authenticate", "true")
        .containsEntry("spark.network.crypto.enabled", "true");
    System.setProperty("spark.authenticate", "false");
    assertThat(of("k8s://https://127.0.0.1:6443")).containsEntry("spark.authenticate", "false");
  }

  /// Spark gives the JVM of an executor all of its memory as heap; ours comes after it.
  @Test
  void anExecutorOfAStandaloneClusterHasOneSizeForAll() {
    System.setProperty(SparkSettings.EXECUTOR_MEMORY, "2g");
    System.setProperty(OPTIONS, "-Dmine=1");
    Map<String, String> settings = of("spark://127.0.0.1:7077");
    assertThat(settings).containsEntry(SparkSettings.EXECUTOR_MEMORY, "2g");
    assertThat(settings.get(OPTIONS))
        .startsWith("-Dmine=1 ")
        .endsWith("-XX:MaxHeapSize=" + (512L << 20));
  }

  @Test
  void heapPoolAndTheRestAreNoMoreThanTheProcess() {
    for (long megabytes : new long[] {512, 700, 1024, 2048, 65_536}) {
      var memory = new ExecutorMemory(megabytes << 20);
      assertThat(memory.heapBytes() + memory.poolBytes()).isLessThan(megabytes << 20);
      assertThat(memory.poolBytes()).isGreaterThanOrEqualTo(32L << 20);
    }
    assertThat(new ExecutorMemory(65_536L << 20).heapBytes()).isEqualTo(4L << 30);
  }

  @Test
  void sizesAreInSparksWords() {
    assertThat(SparkSettings.bytes("900m")).isEqualTo(900L << 20);
    assertThat(SparkSettings.bytes("2g")).isEqualTo(2L << 30);
    assertThat(SparkSettings.bytes("512")).isEqualTo(512L << 20);
    assertThatThrownBy(() -> SparkSettings.bytes("much"))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("2g or 900m, not 'much'");
  }
}
