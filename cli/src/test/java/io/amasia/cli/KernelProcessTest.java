package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kernel as the process that Jupyter starts.
class KernelProcessTest {
  @TempDir private Path folder;

  @Test
  void itEndsWithTheProcessThatStartedIt() throws Exception {
    int[] ports = new int[5];
    for (int i = 0; i < ports.length; i++) {
      try (var free = new ServerSocket(0)) {
        ports[i] = free.getLocalPort();
      }
    }
    Path file =
        Files.writeString(
            folder.resolve("connection.json"),
            """
            {"transport": "tcp", "ip": "127.0.0.1", "signature_scheme": "hmac-sha256", "key": "k",
             "shell_port": %d, "control_port": %d, "iopub_port": %d, "stdin_port": %d, "hb_port": %d}
            """
                .formatted(ports[0], ports[1], ports[2], ports[3], ports[4]));
    Process notebookServer = new ProcessBuilder("sleep", "600").start();
    Path said = folder.resolve("said.txt");
    ProcessBuilder builder =
        ChildJvm.of(List.of(), Main.class, "kernel", "run", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("JPY_PARENT_PID", Long.toString(notebookServer.pid()));
    Process kernel = builder.start();
    try {
      awaitListening(kernel, ports[0]);
      assertThat(kernel.isAlive()).isTrue();
      notebookServer.destroyForcibly().waitFor();
      assertThat(kernel.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(kernel.exitValue()).as(Files.readString(said)).isZero();
    } finally {
      notebookServer.destroyForcibly();
      kernel.destroyForcibly();
    }
  }

  private static void awaitListening(Process kernel, int port) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (kernel.isAlive() && System.nanoTime() < until) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    throw new AssertionError("the kernel does not listen");
  }
}
