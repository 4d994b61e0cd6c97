package io.amasia.notebook.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/// What Jupyter does with a kernel, message by message.
final class FrontEnd implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_MILLIS = 30_000;

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String identity = "front-end-" + COUNT.incrementAndGet();
  private final ZContext context = new ZContext();
  private final Wire wire;
  final ZMQ.Socket shell;
  final ZMQ.Socket control;
  final ZMQ.Socket stdin;
  final ZMQ.Socket heartbeat;
  private final ZMQ.Socket ioPub;

  /// A reply and what was said about the request, the states of the kernel left out.
  record Answer(JsonNode reply, List<Message> said) {
    List<String> types() {
      return said.stream().map(Message::type).toList();
    }

    JsonNode first(String type) {
      return said.stream().filter(m -> m.type().equals(type)).findFirst().orElseThrow().content();
    }

    String printed() {
      return said.stream()
          .filter(m -> m.type().equals("stream"))
          .map(m -> m.content().path("text").asText())
          .reduce("", String::concat);
    }
  }

  FrontEnd(ConnectionFile kernel) throws Exception {
    wire = new Wire(kernel.key());
    shell = connect(SocketType.DEALER, kernel.address(kernel.shell()));
    control = connect(SocketType.DEALER, kernel.address(kernel.control()));
    stdin = connect(SocketType.DEALER, kernel.address(kernel.stdin()));
    heartbeat = connect(SocketType.REQ, kernel.address(kernel.heartbeat()));
    ioPub = connect(SocketType.SUB, kernel.address(kernel.ioPub()));
    ioPub.subscribe("");
    // What is published before it hears is lost: it asks until it hears.
    ioPub.setReceiveTimeOut(300);
    while (true) {
      send(shell, "kernel_info_request", Message.object());
      receive(shell);
      if (ioPub.recv() != null) {
        drain();
        break;
      }
    }
    ioPub.setReceiveTimeOut(PATIENCE_MILLIS);
  }

  /// A connection file of free ports.
  static ConnectionFile connection() throws IOException {
    List<ServerSocket> taken = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      taken.add(new ServerSocket(0));
    }
    int[] ports = taken.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    for (ServerSocket socket : taken) {
      socket.close();
    }
    return new ConnectionFile(
        "127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], "a key");
  }

  private ZMQ.Socket connect(SocketType type, String address) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setReceiveTimeOut(PATIENCE_MILLIS);
    // The same identity, as a kernel asks for input at the sender of the cell.
    socket.setIdentity(identity.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    socket.connect(address);
    return socket;
  }

  private void drain() {
    while (ioPub.recv() != null) {
      // The rest of what was said meanwhile.
    }
  }

  /// Sends a request and gives its header.
  JsonNode send(ZMQ.Socket to, String type, JsonNode content) {
    var message =
        new Message(List.of(), Message.header(type, "session"), Message.object(), content);
    frames(to, wire.frames(message));
    return message.header();
  }

  static void frames(ZMQ.Socket to, List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      to.send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
    }
  }

  Message receive(ZMQ.Socket from) throws Exception {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = from.recv();
      if (frame == null) {
        throw new IllegalStateException("no message came");
      }
      frames.add(frame);
    } while (from.hasReceiveMore());
    return wire.message(frames);
  }

  Answer ask(String type, JsonNode content) throws Exception {
    JsonNode header = send(shell, type, content);
    return new Answer(receive(shell).content(), heard(header, _ -> false));
  }

  /// What is said about a request until the kernel is idle, or `enough` says so.
  List<Message> heard(JsonNode header, Function<Message, Boolean> enough) throws Exception {
    List<Message> said = new ArrayList<>();
    while (true) {
      Message next = receive(ioPub);
      if (!next.parent().path("msg_id").equals(header.path("msg_id"))) {
        continue;
      }
      boolean status = next.type().equals("status");
      if (status && next.content().path("execution_state").asText().equals("idle")) {
        return said;
      }
      if (!status) {
        said.add(next);
      }
      if (enough.apply(next)) {
        return said;
      }
    }
  }

  static ObjectNode cell(String code) {
    ObjectNode content = Message.object().put("code", code).put("silent", false);
    content.put("store_history", true).put("allow_stdin", false).put("stop_on_error", true);
    return content;
  }

  Answer run(String code) throws Exception {
    return ask("execute_request", cell(code));
  }

  static ObjectNode at(String code, int cursor) {
    return Message.object().put("code", code).put("cursor_pos", cursor);
  }

  @Override
  public void close() {
    context.close();
  }
}
