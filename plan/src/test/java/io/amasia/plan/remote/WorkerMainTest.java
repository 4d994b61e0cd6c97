package io.amasia.plan.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerMainTest {
  /// Whatever the JVM is asked to say, by whom it may be.
  @Test
  void itsOutputIsForReportsAlone() throws IOException {
    var jvms = new ChildJvms(1, 1, 64 << 20);
    var builder = new ProcessBuilder(jvms.command(WorkerMain.class, "worker"));
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Xlog:startuptime,gc*,safepoint*:stdout");
    Process worker = builder.start();
    worker.outputWriter(StandardCharsets.UTF_8).close();
    assertThat(worker.inputReader(StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()))
        .isNotEmpty()
        .allMatch(line -> line.startsWith(WorkerMain.TO_PARENT + "ready "));
  }

  /// The task's thread alone must not end: the parent would wait for ever.
  @Test
  void endsOnAnOrderThatItCannotAnswer() throws IOException, InterruptedException {
    var jvms = new ChildJvms(1, 1, 64 << 20);
    Process worker = new ProcessBuilder(jvms.command(WorkerMain.class, "worker")).start();
    try (var orders = worker.outputWriter(StandardCharsets.UTF_8);
        var words = worker.errorReader(StandardCharsets.UTF_8)) {
      orders.write("run 1 0 1 nothing\n");
      orders.flush();
      assertThat(worker.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.exitValue()).isEqualTo(1);
      assertThat(words.lines()).anyMatch(line -> line.contains("AmasiaException"));
    } finally {
      worker.destroyForcibly();
    }
  }
}
