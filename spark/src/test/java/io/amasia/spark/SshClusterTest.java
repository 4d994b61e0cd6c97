package io.amasia.spark;

import static io.amasia.spark.TestPlans.assertSameBits;
import static io.amasia.spark.TestPlans.mean;
import static io.amasia.spark.TestPlans.serial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workers that `amasia cluster start --hosts` starts over SSH: this machine's loopback stands for
/// the others, behind an SSH server of the test's own. Runs with `-Pcluster`, where Debian's
/// `openssh-server` is installed; it need not run.
class SshClusterTest {
  private static final Path SERVER = Path.of("/usr/sbin/sshd");

  @TempDir Path folder;
  @TempDir Path work;
  private final TestCluster cluster = new TestCluster();
  private @Nullable Process server;
  private int port;

  @BeforeEach
  void listen() throws Exception {
    assumeTrue(TestCluster.IS_ALLOWED_MINUTES && Files.isExecutable(SERVER));
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    for (String key : List.of("host", "client")) {
      run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", at(key));
    }
    if (Files.isWritable(Path.of("/run"))) {
      Files.createDirectories(Path.of("/run/sshd")); // it asks for one where root runs it
    }
    Path settings =
        Files.writeString(
            folder.resolve("settings"),
            """
            Port %d
            ListenAddress 127.0.0.1
            HostKey %s
            AuthorizedKeysFile %s
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            StrictModes no
            UsePAM no
            PidFile none
            """
                .formatted(port, at("host"), at("client.pub")));
    server =
        new ProcessBuilder(SERVER.toString(), "-D", "-e", "-f", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    while (!answers()) {
      assertThat(server.isAlive()).as(Files.readString(folder.resolve("said"))).isTrue();
      Thread.sleep(50);
    }
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @AfterEach
  void end() {
    SparkConnection.close();
    cluster.close();
    if (server != null) {
      server.destroy();
    }
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void workersOfOtherMachinesAreStartedSeenAndStopped() throws Exception {
    String ssh =
        "ssh -p %d -i %s -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=%s"
            .formatted(port, at("client"), at("known"));
    String url = cluster.start("--hosts", "127.0.0.1", "--ssh", ssh);
    assertThat(Files.readString(folder.resolve("said"))).contains("Accepted publickey");
    JsonNode status = cluster.status();
    assertThat(status.path("healthy").asBoolean()).isTrue();
    assertThat(status.path("processes")).hasSize(3);
    assertSameBits(
        TestPlans.session(url).workDirectory(work.toString()).build().compute(List.of(mean())),
        serial(List.of(mean())));

    ProcessHandle worker = cluster.workers().getFirst();
    TestCluster.kill(worker);
    assertThat(cluster.amasia("status").code()).isEqualTo(1);
    assertThat(cluster.amasia("scale", "2").err()).contains("worker-1 had died");

    List<ProcessHandle> last = cluster.workers();
    assertThat(last).hasSize(2);
    assertThat(cluster.amasia("stop").code()).isZero();
    assertThat(last).noneMatch(TestCluster::runs);
  }

  @Test
  void aMachineThatLetsNobodyInIsNamed() {
    TestCluster.Ran refused =
        cluster.amasia(
            "start",
            "--hosts",
            "127.0.0.1",
            "--memory",
            "600MB",
            "--port",
            "17477",
            "--ssh",
            "ssh -p %d -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=%s -o IdentityFile=none -o IdentitiesOnly=yes"
                .formatted(port, at("known")));
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("127.0.0.1").contains("Permission denied");
    assertThat(refused.err()).contains("must work without a password");
    assertThat(cluster.folder()).doesNotExist();
  }
}
