package io.amasia.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.notebook.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How kernels begin and end.
class KernelEndTest {
  @TempDir private Path folder;

  private Kernel kernel(ConnectionFile connection) {
    return new Kernel(connection, "1.0", History.at(folder.resolve("history")), _ -> {});
  }

  @Test
  void frontEndsEndIt() throws Exception {
    ConnectionFile connection = FrontEnd.connection();
    try (Kernel kernel = kernel(connection);
        FrontEnd front = new FrontEnd(connection)) {
      assertThatThrownBy(() -> kernel(connection))
          .isInstanceOf(AmasiaException.Usage.class)
          .hasMessageContaining("can't listen at tcp://127.0.0.1:");
      var header = front.send(front.shell, "execute_request", FrontEnd.cell("while (true) {}"));
      front.heard(header, message -> message.type().equals("execute_input"));
      front.send(front.control, "shutdown_request", Message.object().put("restart", true));
      Message reply = front.receive(front.control);
      assertThat(reply.type()).isEqualTo("shutdown_reply");
      assertThat(reply.content().path("restart").asBoolean()).isTrue();
      var ended = new CompletableFuture<Void>();
      Thread.ofVirtual()
          .start(() -> {
            try {
              kernel.await();
              ended.complete(null);
            } catch (InterruptedException e) {
              ended.completeExceptionally(e);
            }
          });
      ended.get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void theEndOfTheParentIsNoticed() throws Exception {
    Process parent = new ProcessBuilder("sleep", "60").start();
    var ended = new CountDownLatch(1);
    Parents.watch(Long.toString(parent.pid()), ended::countDown);
    assertThat(ended.await(700, TimeUnit.MILLISECONDS)).isFalse();
    parent.destroyForcibly().waitFor();
    assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    var gone = new CountDownLatch(1);
    Parents.watch(Long.toString(parent.pid()), gone::countDown);
    assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void connectionFilesAreRead() throws Exception {
    Path file = folder.resolve("kernel.json");
    Files.writeString(
        file,
        """
        {"transport": "tcp", "ip": "127.0.0.1", "signature_scheme": "hmac-sha256", "key": "k",
         "shell_port": 1, "control_port": 2, "iopub_port": 3, "stdin_port": 4, "hb_port": 5}
        """);
    assertThat(ConnectionFile.read(file))
        .isEqualTo(new ConnectionFile("127.0.0.1", 1, 2, 3, 4, 5, "k"));
    assertThat(ConnectionFile.read(file).isLoopback()).isTrue();
    assertThat(new ConnectionFile("0.0.0.0", 1, 2, 3, 4, 5, "k").isLoopback()).isFalse();
    Files.writeString(file, "{\"transport\": \"ipc\"}");
    assertThatThrownBy(() -> ConnectionFile.read(file)).hasMessageContaining("transport ipc");
    Files.writeString(file, "{\"shell_port\": 70000}");
    assertThatThrownBy(() -> ConnectionFile.read(file)).hasMessageContaining("shell_port");
    Files.writeString(file, "{");
    assertThatThrownBy(() -> ConnectionFile.read(file)).hasMessageContaining("no connection file");
  }
}
