package io.amasia.notebook.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.notebook.MimeBundle;
import io.amasia.notebook.Output;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/// What all front ends hear. Whoever has something to say leaves it here; one thread sends it,
/// since threads of cells may be interrupted, which would close a socket that they use.
final class IoPub implements AutoCloseable {
  private final LinkedBlockingQueue<Optional<Message>> waiting = new LinkedBlockingQueue<>();
  private final Channel channel;
  private final String session;
  private final Thread sender;

  IoPub(Channel channel, String session) {
    this.channel = channel;
    this.session = session;
    sender = Thread.ofPlatform().daemon().name("amasia-kernel-iopub").start(this::send);
  }

  private void send() {
    try {
      for (var next = waiting.take(); next.isPresent(); next = waiting.take()) {
        channel.send(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Says `content` about the request that `parent` is the header of.
  void say(String type, JsonNode parent, JsonNode content) {
    byte[] topic = type.getBytes(StandardCharsets.UTF_8);
    waiting.add(
        Optional.of(new Message(List.of(topic), Message.header(type, session), parent, content)));
  }

  void status(String state, JsonNode parent) {
    say("status", parent, Message.object().put("execution_state", state));
  }

  /// Says what a cell gave.
  void output(Output output, JsonNode parent, int executionCount) {
    switch (output) {
      case Output.Stream stream ->
          say(
              "stream",
              parent,
              Message.object().put("name", stream.channel().jupyter()).put("text", stream.text()));
      case Output.DisplayData shown -> {
        ObjectNode content = bundle(shown.data());
        ObjectNode passing = content.putObject("transient");
        shown.displayId().ifPresent(id -> passing.put("display_id", id));
        say("display_data", parent, content);
      }
      case Output.UpdateDisplay shown -> {
        ObjectNode content = bundle(shown.data());
        content.putObject("transient").put("display_id", shown.displayId());
        say("update_display_data", parent, content);
      }
      case Output.ExecuteResult result ->
          say(
              "execute_result",
              parent,
              bundle(result.data()).put("execution_count", executionCount));
      case Output.Failure failure -> say("error", parent, content(failure));
    }
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
