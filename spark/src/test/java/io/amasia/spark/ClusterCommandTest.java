package io.amasia.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.cli.Main;
import io.amasia.plan.engine.Clusters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `amasia cluster` with real processes.
class ClusterCommandTest {
  @TempDir Path folder;
  private String name = "";

  private record Ran(int code, String out, String err) {}

  @BeforeEach
  void install() {
    SparkFolder.install();
    name = "test-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
  }

  @AfterEach
  void stop() {
    if (Files.exists(Clusters.folder().resolve(name))) {
      amasia("stop");
    }
  }

  private Ran amasia(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    List<String> line = new ArrayList<>(List.of("cluster", arguments[0], "--name", name));
    line.addAll(List.of(arguments).subList(1, arguments.length));
    int code =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            line.toArray(String[]::new));
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private JsonNode status() throws IOException {
    return new ObjectMapper().readTree(amasia("status", "--json").out());
  }

  @Test
  void aClusterIsStartedLookedAtMendedAndStopped() throws Exception {
    Ran started =
        amasia("start", "--workers", "2", "--cores", "1", "--memory", "600MB", "--port", "17077");
    assertThat(started.code()).as(started.err()).isZero();
    assertThat(started.out()).matches("spark://127.0.0.1:\\d+\n");
    assertThat(Clusters.settings(started.out().strip())).isPresent();
    JsonNode status = status();
    assertThat(status.path("healthy").asBoolean()).isTrue();
    assertThat(status.path("processes")).hasSize(3);
    assertThat(amasia("status").out()).doesNotContain(secret());
    onlyTheUserMayReadTheSecret();

    Ran again = amasia("start");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("runs already").contains("amasia cluster status");

    long victim = status.path("processes").get(1).path("pid").asLong();
    ProcessHandle.of(victim).orElseThrow().destroyForcibly();
    while (runs(victim)) {
      Thread.sleep(20);
    }
    Ran wounded = amasia("status");
    assertThat(wounded.code()).isEqualTo(1);
    assertThat(wounded.out()).contains("gone; it said: ").contains("amasia cluster scale 2");

    Ran mended = amasia("scale", "2");
    assertThat(mended.code()).as(mended.err()).isZero();
    assertThat(mended.err()).contains("worker-1 had died");
    assertThat(status().path("healthy").asBoolean()).isTrue();

    assertThat(amasia("scale", "0").code()).isZero();
    assertThat(status().path("processes")).hasSize(1);

    long master = status().path("processes").get(0).path("pid").asLong();
    assertThat(amasia("stop").code()).isZero();
    assertThat(runs(master)).isFalse();
    assertThat(Clusters.folder().resolve(name)).doesNotExist();
    assertThat(amasia("stop").err())
        .contains("there is no cluster")
        .contains("amasia cluster start");
  }

  /// Whether it is more than a name that nobody has cleared away yet.
  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
  }

  private String secret() throws IOException {
    Path state = Clusters.folder().resolve(name).resolve("cluster.json");
    return new ObjectMapper().readTree(state.toFile()).path("secret").asText();
  }

  private void onlyTheUserMayReadTheSecret() throws IOException {
    try (var files = Files.walk(Clusters.folder().resolve(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret())) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as(file.toString())
              .isEqualTo("rw-------");
        }
      }
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(Clusters.folder().resolve(name))))
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
  void workersOnOtherMachinesAreReachedByTheGivenCommand() throws Exception {
    // Stands for SSH: notes the host, then runs the rest here.
    Path ssh = folder.resolve("ssh");
    Files.writeString(
        ssh, "#!/bin/sh\necho \"$1\" >> " + folder.resolve("hosts") + "\nshift\nexec \"$@\"\n");
    Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
    Ran started =
        amasia(
            "start",
            "--hosts",
            "localhost,someone@127.0.0.1",
            "--ssh",
            ssh.toString(),
            "--cores",
            "1",
            "--memory",
            "600MB",
            "--port",
            "17277");
    assertThat(started.code()).as(started.err()).isZero();
    assertThat(Files.readAllLines(folder.resolve("hosts"))).contains("someone@127.0.0.1");
    JsonNode status = status();
    assertThat(status.path("healthy").asBoolean()).isTrue();
    assertThat(status.path("processes").get(2).path("host").asText())
        .isEqualTo("someone@127.0.0.1");
    assertThat(amasia("stop").code()).isZero();
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
    assertThat(Clusters.folder().resolve(name)).doesNotExist();
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
