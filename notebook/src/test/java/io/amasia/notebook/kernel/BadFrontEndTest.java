package io.amasia.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.notebook.History;
import io.amasia.testkit.RandomTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Front ends that send nonsense, or are gone when they are answered: the kernel works on for the
/// others.
class BadFrontEndTest {
  @TempDir private static Path folder;

  private static ConnectionFile connection;
  private static Kernel kernel;
  private static FrontEnd front;

  @BeforeAll
  static void begin() throws Exception {
    connection = FrontEnd.connection();
    kernel = new Kernel(connection, "1.0", History.at(folder.resolve("history")), _ -> {});
    front = new FrontEnd(connection);
  }

  @AfterAll
  static void end() {
    front.close();
    kernel.close();
  }

  private static void theKernelWorks() throws Exception {
    JsonNode result = front.run("6 * 7").first("execute_result");
    assertThat(result.at("/data/text~1plain").asText()).isEqualTo("42");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "execute_request",
        "complete_request",
        "inspect_request",
        "is_complete_request",
        "history_request",
        "comm_info_request",
        "kernel_info_request"
      })
  void wrongContentsAreAnswered(String type) throws Exception {
    ObjectNode lists = Message.object();
    ObjectNode numbers = Message.object();
    ObjectNode huge = Message.object();
    for (String name :
        List.of("code", "cursor_pos", "user_expressions", "silent", "n", "pattern", "start")) {
      lists.putArray(name).add(1).addNull();
      numbers.put(name, -3);
      huge.put(name, Long.MAX_VALUE);
    }
    huge.put("hist_access_type", "range").put("session", 1e300);
    for (ObjectNode content : List.of(Message.object(), lists, numbers, huge)) {
      FrontEnd.Answer answer = front.ask(type, content);
      assertThat(answer.reply().path("status").asText()).as("%s", content).isNotEmpty();
    }
    theKernelWorks();
  }

  @RandomTest
  void randomFramesAreIgnored(long seed) throws Exception {
    var random = new Random(seed);
    List<byte[]> good =
        new Wire("a key")
            .frames(
                new Message(
                    List.of(),
                    Message.header("kernel_info_request", "s"),
                    Message.object(),
                    Message.object()));
    List<byte[]> frames = new ArrayList<>();
    for (byte[] frame : good) {
      byte[] changed = frame.clone();
      if (changed.length > 0) {
        changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
      }
      frames.add(changed);
    }
    FrontEnd.frames(front.shell, frames.subList(0, 1 + random.nextInt(frames.size())));
    FrontEnd.frames(front.control, List.of("x".getBytes(StandardCharsets.US_ASCII)));
    front.heartbeat.send("beat");
    assertThat(front.heartbeat.recvStr()).isEqualTo("beat");
    assertThat(front.ask("kernel_info_request", Message.object()).reply().path("status").asText())
        .isEqualTo("ok");
  }

  @Test
  void clientsMayVanish() throws Exception {
    try (FrontEnd other = new FrontEnd(connection)) {
      other.send(
          other.shell,
          "execute_request",
          FrontEnd.cell("for (int i = 0; i < 500_000; i++) System.out.println(i);"));
    }
    theKernelWorks();
    try (FrontEnd other = new FrontEnd(connection)) {
      other.send(
          other.shell,
          "execute_request",
          FrontEnd.cell("IO.readln(\"who?\")").put("allow_stdin", true));
      other.receive(other.stdin);
    }
    // Nobody answers what it asks: the cell waits until somebody interrupts it.
    front.send(front.control, "interrupt_request", Message.object());
    assertThat(front.receive(front.control).type()).isEqualTo("interrupt_reply");
    front.ask("kernel_info_request", Message.object()); // cells sent before it ends are aborted
    theKernelWorks();
  }

  /// A listener that never reads.
  @Test
  void cellsDontWaitForWhoTakesNothing() throws Exception {
    try (FrontEnd deaf = new FrontEnd(connection)) {
      deaf.ask("kernel_info_request", Message.object());
      FrontEnd.Answer answer =
          front.run("for (int i = 0; i < 4_000; i++) display(\"x\".repeat(90_000));");
      assertThat(answer.reply().path("status").asText()).isEqualTo("ok");
      theKernelWorks();
    }
  }
}
