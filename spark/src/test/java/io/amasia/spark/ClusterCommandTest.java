package io.amasia.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.array.AmasiaException;
import io.amasia.plan.Clusters;
import io.amasia.spark.TestCluster.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `amasia cluster` with real processes.
class ClusterCommandTest {
  @TempDir Path folder;
  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void stop() {
    cluster.close();
  }

  private Ran amasia(String... arguments) {
    return cluster.amasia(arguments);
  }

  @Test
  void aClusterIsStartedLookedAtMendedAndStopped() throws Exception {
    String url = cluster.start();
    assertThat(url).matches("spark://127.0.0.1:\\d+");
    assertThat(Clusters.settings(url)).isPresent();
    JsonNode status = cluster.status();
    assertThat(status.path("healthy").asBoolean()).isTrue();
    assertThat(status.path("processes")).hasSize(3);
    assertThat(amasia("status").out()).doesNotContain(secret());
    onlyTheUserMayReadTheSecret();

    Ran again = amasia("start");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("runs already").contains("amasia cluster status");

    strangersAreRefusedAndToldWhy(url);

    TestCluster.kill(cluster.workers().getFirst());
    Ran wounded = amasia("status");
    assertThat(wounded.code()).isEqualTo(1);
    assertThat(wounded.out()).contains("gone; it said: ").contains("amasia cluster scale 2");

    Ran mended = amasia("scale", "2");
    assertThat(mended.code()).as(mended.err()).isZero();
    assertThat(mended.err()).contains("worker-1 had died");
    assertThat(cluster.status().path("healthy").asBoolean()).isTrue();

    assertThat(amasia("scale", "0").code()).isZero();
    assertThat(cluster.status().path("processes")).hasSize(1);
    aProgramIsToldThatThereIsNoWorker(url);

    long pid = cluster.status().path("processes").get(0).path("pid").asLong();
    ProcessHandle master = ProcessHandle.of(pid).orElseThrow();
    assertThat(amasia("stop").code()).isZero();
    assertThat(TestCluster.runs(master)).isFalse();
    assertThat(cluster.folder()).doesNotExist();
    assertThat(amasia("stop").err())
        .contains("there is no cluster")
        .contains("amasia cluster start");
  }

  private void strangersAreRefusedAndToldWhy(String url) throws IOException {
    // Without the file that only the cluster's user may read.
    Path known = cluster.folder().resolve(Clusters.CLIENT_FILE);
    Path hidden = Files.move(known, cluster.folder().resolve("elsewhere"));
    System.setProperty("spark.authenticate", "true");
    System.setProperty("spark.authenticate.secret", "guessed");
    System.setProperty("spark.network.crypto.enabled", "true");
    try {
      assertThatThrownBy(() -> compute(url))
          .isInstanceOf(AmasiaException.Unsupported.class)
          .hasMessageContaining("refuses this program")
          .hasMessageContaining("secret");
    } finally {
      System.clearProperty("spark.authenticate");
      System.clearProperty("spark.authenticate.secret");
      System.clearProperty("spark.network.crypto.enabled");
    }
    // Nor is there any way in without one.
    assertThatThrownBy(() -> compute(url)).isInstanceOf(AmasiaException.Unsupported.class);
    SparkConnection.close();
    Files.move(hidden, known);
  }

  private static void compute(String url) {
    TestPlans.session(url).build().compute(List.of(TestPlans.mean()));
  }

  private static void aProgramIsToldThatThereIsNoWorker(String url) {
    String seconds = "spark.amasia.executorSeconds";
    System.setProperty(seconds, "1");
    try {
      assertThatThrownBy(() -> compute(url))
          .isInstanceOf(AmasiaException.Unsupported.class)
          .hasMessageContaining("no executor of " + url)
          .hasMessageContaining("the cluster has no worker with")
          .hasMessageContaining("amasia cluster status")
          .hasMessageContaining(seconds);
    } finally {
      System.clearProperty(seconds);
      SparkConnection.close();
    }
  }

  private String secret() throws IOException {
    Path state = cluster.folder().resolve("cluster.json");
    return new ObjectMapper().readTree(state.toFile()).path("secret").asText();
  }

  private void onlyTheUserMayReadTheSecret() throws IOException {
    try (var files = Files.walk(cluster.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret())) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as(file.toString())
              .isEqualTo("rw-------");
        }
      }
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.folder())))
        .isEqualTo("rwx------");
    // Nor does it stand in a list of processes.
    assertThat(ProcessHandle.allProcesses().map(p -> p.info().commandLine().orElse("")))
        .noneMatch(line -> line.contains(secretOrNothing()));
  }

  private String secretOrNothing() {
    try {
      return secret();
    } catch (IOException e) {
      return "none";
    }
  }

  @Test
  void aMachineThatCannotBeReachedIsNamed() {
    Ran started =
        amasia(
            "start",
            "--hosts",
            "127.0.0.1",
            "--ssh",
            "false",
            "--memory",
            "600MB",
            "--port",
            "17477");
    assertThat(started.code()).isEqualTo(1);
    assertThat(started.err()).contains("127.0.0.1").contains("must work without a password");
    assertThat(cluster.folder()).doesNotExist();
  }

  @Test
  void whatWouldLetStrangersInIsRefused() {
    Ran open = amasia("start", "--no-auth", "--host", "192.0.2.1");
    assertThat(open.code()).isEqualTo(2);
    assertThat(open.err()).contains("needs its secret").contains("--no-auth");
    Ran unreachable = amasia("start", "--hosts", "192.0.2.7");
    assertThat(unreachable.code()).isEqualTo(2);
    assertThat(unreachable.err()).contains("can't reach a master on 127.0.0.1").contains("--host");
    Ran everywhere = amasia("start", "--host", "0.0.0.0");
    assertThat(everywhere.err()).contains("--host is the address");
    assertThat(amasia("adapt", "3:1").code()).isEqualTo(2);
    assertThat(amasia("adapt", "many").err()).contains("MIN:MAX");
    assertThat(amasia("start", "--memory", "100MB").err()).contains("at least 512 MiB");
  }

  @Test
  void withoutSparkTheCommandSaysHowToGetIt() {
    System.setProperty("amasia.home", folder.resolve("nowhere").toString());
    Ran started = amasia("start");
    assertThat(started.code()).isEqualTo(1);
    assertThat(started.err()).contains("not part of the default install").contains("spark");
  }
}
