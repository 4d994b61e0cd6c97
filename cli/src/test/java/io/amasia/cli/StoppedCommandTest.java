package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.ChildJvm;
import io.amasia.testkit.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A command that is interrupted while it waits for a server that hangs.
class StoppedCommandTest {
  private static final int ANSWERED = 60;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"INT, 130, out.nc", "INT, 130, out.zarr", "TERM, 143, out.csv"})
  void removesWhatIsHalfWrittenAndSaysSo(String signal, int code, String target)
      throws IOException, InterruptedException {
    Path source = GaussianMonths.write(folder.resolve("plain.zarr"), 0).folder();
    Path listed = folder.resolve("x.zarr");
    assertThat(CommandRun.of("convert", source.toString(), listed.toString()).code()).isZero();
    Map<String, byte[]> files = served(listed);
    Path here = Files.createDirectory(folder.resolve("here"));
    var hanging = new CountDownLatch(ANSWERED + 4);
    var over = new CountDownLatch(1);
    try (var server =
        new LoopbackServer(exchange -> {
          if (exchange.getRequestURI().getPath().matches(".*/tas/c/.*")) {
            hanging.countDown();
            if (hanging.getCount() <= 4) {
              hang(over);
            }
          }
          LoopbackServer.well(exchange, files);
        })) {
      ProcessBuilder command =
          ChildJvm.of(
              List.of("-XX:+UseSerialGC"),
              Main.class,
              "compute",
              server.url() + "/x.zarr",
              "-o",
              here.resolve(target).toString());
      // What a shell starts in the background ignores Ctrl-C, and all that it starts.
      command.command().addAll(0, List.of("env", "--default-signal=INT"));
      Process running = command.redirectErrorStream(true).start();
      if (!hanging.await(60, TimeUnit.SECONDS)) {
        running.destroyForcibly();
        throw new AssertionError("asked only " + server.requests());
      }
      new ProcessBuilder("kill", "-" + signal, Long.toString(running.pid())).start().waitFor();
      long start = System.nanoTime();
      String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(running.waitFor()).as(said).isEqualTo(code);
      // It is some hundredths of a second on a machine at rest.
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
      assertThat(said).contains("error: cancelled").doesNotContain("bug");
      try (Stream<Path> left = Files.list(here)) {
        assertThat(left).isEmpty();
      }
    } finally {
      over.countDown();
    }
  }

  private static void hang(CountDownLatch over) {
    try {
      over.await(90, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, byte[]> served(Path root) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> {
            try {
              files.put("x.zarr/" + root.relativize(file), Files.readAllBytes(file));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return files;
  }
}
