package io.amasia.notebook.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Asks the person whose cell runs for a line of input. One thread uses the socket.
final class StdIn implements AutoCloseable {
  private final ExecutorService asking =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("amasia-kernel-stdin").factory());
  private final Channel channel;
  private volatile @Nullable Message request;

  StdIn(Channel channel) {
    this.channel = channel;
  }

  /// Who is asked from now on: the sender of `execute`, or nobody.
  void askFor(@Nullable Message execute) {
    request = execute;
  }

  /// The line that the person gives.
  ///
  /// @throws IOException if nobody may be asked, or asking is interrupted
  String line() throws IOException {
    Message asked = request;
    if (asked == null) {
      throw new IOException("this front end gives no input to cells");
    }
    var givenUp = new AtomicBoolean();
    Future<String> line = asking.submit(() -> ask(asked, givenUp));
    try {
      return line.get();
    } catch (InterruptedException e) {
      givenUp.set(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }

  /// @param givenUp once nobody waits for this line any more; the next asks anew
  private String ask(Message asked, AtomicBoolean givenUp) {
    while (channel.receiveNow().isPresent()) {
      // An answer to what nobody asks any more.
    }
    ObjectNode content = Message.object().put("prompt", "").put("password", false);
    channel.send(asked.answer("input_request", content));
    while (!givenUp.get() && !asking.isShutdown()) {
      Optional<Message> reply = channel.receive().filter(m -> m.type().equals("input_reply"));
      if (reply.isPresent()) {
        return reply.get().content().path("value").asText();
      }
    }
    return "";
  }

  @Override
  public void close() {
    asking.close();
    channel.close();
  }
}
