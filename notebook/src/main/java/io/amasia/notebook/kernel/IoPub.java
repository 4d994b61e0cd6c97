package io.amasia.notebook.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.notebook.MimeBundle;
import io.amasia.notebook.Output;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// What all front ends hear. Whoever has something to say leaves it here; one thread sends it,
/// since threads of cells may be interrupted, which would close a socket that they use.
///
/// What waits here is bounded: cells that give more than can be sent wait. Nothing ends the sending
/// thread, so that every request is followed by `idle`; only a front end that is far behind, as
/// [Channel] says, loses what comes then, as of any publisher's.
final class IoPub implements AutoCloseable {
  /// Of what cells give so much waits here at most, or a single output.
  private static final long MOST_WAITING_CHARS =
      Math.min(16L << 20, Runtime.getRuntime().maxMemory() / 32);

  private final LinkedBlockingQueue<Optional<Waiting>> waiting = new LinkedBlockingQueue<>();
  private final Object room = new Object();
  private final Channel channel;
  private final String session;
  private final Consumer<String> log;
  private final Thread sender;
  private long waitingChars;

  /// @param chars that it has of the room for what cells give
  private record Waiting(Message message, long chars) {}

  IoPub(Channel channel, String session, Consumer<String> log) {
    this.channel = channel;
    this.session = session;
    this.log = log;
    sender = Thread.ofPlatform().daemon().name("amasia-kernel-iopub").start(this::send);
  }

  private void send() {
    while (true) {
      try {
        Optional<Waiting> next = waiting.take();
        if (next.isEmpty()) {
          return;
        }
        send(next.get());
      } catch (Throwable e) { // the next message may be the one that a front end waits for
        log.accept("iopub: " + e);
      }
    }
  }

  private void send(Waiting next) {
    try {
      channel.send(next.message);
    } catch (Throwable e) {
      log.accept("iopub: no %s sent: %s".formatted(next.message.type(), e));
      ObjectNode instead = Message.object().put("name", "stderr");
      instead.put(
          "text", "… an output of about %,d characters is left out: %s%n".formatted(next.chars, e));
      if (next.chars > 0) {
        channel.send(message("stream", next.message.parent(), instead));
      }
    } finally {
      synchronized (room) {
        waitingChars -= next.chars;
        room.notifyAll();
      }
    }
  }

  /// Says `content` about the request that `parent` is the header of.
  void say(String type, JsonNode parent, JsonNode content) {
    waiting.add(Optional.of(new Waiting(message(type, parent, content), 0)));
  }

  private Message message(String type, JsonNode parent, JsonNode content) {
    byte[] topic = type.getBytes(StandardCharsets.UTF_8);
    return new Message(List.of(topic), Message.header(type, session), parent, content);
  }

  void status(String state, JsonNode parent) {
    say("status", parent, Message.object().put("execution_state", state));
  }

  /// Says what a cell gave, when there is room for it. Whoever is interrupted does not wait: what
  /// has no room then is left out, unless it says why the cell ended.
  void output(Output output, JsonNode parent, int executionCount) {
    long chars = output.chars();
    boolean isEnd = output instanceof Output.Failure;
    Message message = message(output, parent, executionCount);
    if (isEnd || takeRoom(chars)) {
      waiting.add(Optional.of(new Waiting(message, isEnd ? 0 : chars)));
    }
  }

  private boolean takeRoom(long chars) {
    synchronized (room) {
      while (waitingChars > 0 && waitingChars + chars > MOST_WAITING_CHARS) {
        try {
          room.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      waitingChars += chars;
      return true;
    }
  }

  private Message message(Output output, JsonNode parent, int executionCount) {
    return switch (output) {
      case Output.Stream stream ->
          message(
              "stream",
              parent,
              Message.object().put("name", stream.channel().jupyter()).put("text", stream.text()));
      case Output.DisplayData shown -> {
        ObjectNode content = bundle(shown.data());
        ObjectNode passing = content.putObject("transient");
        shown.displayId().ifPresent(id -> passing.put("display_id", id));
        yield message("display_data", parent, content);
      }
      case Output.UpdateDisplay shown -> {
        ObjectNode content = bundle(shown.data());
        content.putObject("transient").put("display_id", shown.displayId());
        yield message("update_display_data", parent, content);
      }
      case Output.ExecuteResult result ->
          message(
              "execute_result",
              parent,
              bundle(result.data()).put("execution_count", executionCount));
      case Output.Failure failure -> message("error", parent, content(failure));
    };
  }

  static ObjectNode content(Output.Failure failure) {
    ObjectNode content =
        Message.object().put("ename", failure.name()).put("evalue", failure.message());
    var lines = content.putArray("traceback");
    for (int i = 0; i < failure.traceback().size(); i++) {
      String line = failure.traceback().get(i);
      lines.add(i == 0 ? "\u001b[1;31m" + line + "\u001b[0m" : line);
    }
    return content;
  }

  static ObjectNode bundle(MimeBundle bundle) {
    ObjectNode content = Message.object();
    ObjectNode data = content.putObject("data");
    bundle.data().forEach(data::put);
    content.putObject("metadata");
    return content;
  }

  /// Sends what waits and ends.
  @Override
  public void close() {
    waiting.add(Optional.empty());
    try {
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channel.close();
  }
}
