package io.amasia.plan.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerMainTest {
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
