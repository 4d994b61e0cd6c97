package io.amasia.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.cli.Main;
import io.amasia.plan.Clusters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// A cluster of real processes for tests, by the command.
final class TestCluster implements AutoCloseable {
  /// With `-Pcluster`: what takes longer, or needs more of a machine, than each build should.
  static final boolean IS_ALLOWED_MINUTES = Boolean.getBoolean("amasia.cluster");

  private final String name;

  TestCluster() {
    SparkFolder.install();
    name = "test-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
  }

  /// What a command has given.
  record Ran(int code, String out, String err) {}

  /// `amasia cluster` with these arguments, of this cluster.
  Ran amasia(String... arguments) {
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

  /// Starts it with two workers of one core; gives its URL.
  String start(String... more) {
    List<String> line =
        new ArrayList<>(List.of("start", "--workers", "2", "--cores", "1", "--memory", "700MB"));
    line.addAll(List.of("--port", "17077"));
    line.addAll(List.of(more));
    Ran started = amasia(line.toArray(String[]::new));
    assertThat(started.code()).as(started.err()).isZero();
    return started.out().strip();
  }

  JsonNode status() throws IOException {
    return new ObjectMapper().readTree(amasia("status", "--json").out());
  }

  java.nio.file.Path folder() {
    return Clusters.folder().resolve(name);
  }

  /// The processes of the workers that run.
  List<ProcessHandle> workers() throws IOException {
    List<ProcessHandle> workers = new ArrayList<>();
    for (JsonNode process : status().path("processes")) {
      if (process.path("id").asText().startsWith("worker") && process.path("alive").asBoolean()) {
        workers.add(ProcessHandle.of(process.path("pid").asLong()).orElseThrow());
      }
    }
    return workers;
  }

  /// The processes that run tasks.
  List<ProcessHandle> executors() throws IOException {
    return workers().stream().flatMap(ProcessHandle::children).filter(TestCluster::runs).toList();
  }

  /// Whether it is more than a number that nobody has cleared away yet.
  static boolean runs(ProcessHandle process) {
    return process.info().command().isPresent();
  }

  /// As `kill -9`; returns when it has ended.
  static void kill(ProcessHandle process) throws InterruptedException {
    process.destroyForcibly();
    while (runs(process)) {
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    if (Files.exists(folder())) {
      amasia("stop");
    }
  }
}
