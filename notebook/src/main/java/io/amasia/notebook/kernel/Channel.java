package io.amasia.notebook.kernel;

import io.amasia.array.AmasiaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/// One of the kernel's sockets, used by one thread at a time. Waiting for messages ends now and
/// then, so that whoever waits can look whether the kernel still runs.
final class Channel implements AutoCloseable {
  private static final int WAIT_MILLIS = 100;
  private static final int LINGER_MILLIS = 1000;
  private static final long MOST_BYTES = 1L << 28;

  /// Messages that wait for a front end that is slow; those that come then it never gets, if it
  /// hears a publisher.
  private static final int MOST_WAITING = 20_000;

  /// Where the heap is full, whoever filled it often lets go of it soon.
  private static final int TRIES_TO_ENCODE = 10;

  private final ZMQ.Socket socket;
  private final Wire wire;
  private final Consumer<String> log;

  /// @throws AmasiaException.Usage if somebody else listens at `address`
  Channel(ZContext context, SocketType type, String address, Wire wire, Consumer<String> log) {
    this.wire = wire;
    this.log = log;
    socket = context.createSocket(type);
    socket.setLinger(LINGER_MILLIS);
    socket.setReceiveTimeOut(WAIT_MILLIS);
    socket.setMaxMsgSize(MOST_BYTES);
    socket.setSndHWM(MOST_WAITING);
    try {
      socket.bind(address);
    } catch (ZMQException e) {
      throw new AmasiaException.Usage(
          "the kernel can't listen at %s: %s".formatted(address, e.getMessage()));
    }
  }

  /// The next message that is one, if it comes soon. Others are ignored, and logged.
  Optional<Message> receive() {
    return decoded(socket.recv());
  }

  /// The next message that has come already.
  Optional<Message> receiveNow() {
    return decoded(socket.recv(ZMQ.DONTWAIT));
  }

  private Optional<Message> decoded(byte[] first) {
    if (first == null) {
      return Optional.empty();
    }
    List<byte[]> frames = new ArrayList<>();
    frames.add(first);
    while (socket.hasReceiveMore()) {
      frames.add(socket.recv());
    }
    try {
      return Optional.of(wire.message(frames));
    } catch (Wire.Malformed e) {
      log.accept("ignored a message: " + e.getMessage());
      return Optional.empty();
    }
  }

  /// Sends `message`; where the heap is full, when there is room again.
  ///
  /// @throws OutOfMemoryError if there is no room for it for long; nothing was sent of it
  void send(Message message) {
    List<byte[]> frames = encoded(message);
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
    }
  }

  private List<byte[]> encoded(Message message) {
    for (int tried = 1; ; tried++) {
      try {
        return wire.frames(message);
      } catch (OutOfMemoryError e) {
        if (tried == TRIES_TO_ENCODE) {
          throw e;
        }
        LockSupport.parkNanos(WAIT_MILLIS * 1_000_000L);
      }
    }
  }

  /// Sends back what comes, if something does soon.
  void echo() {
    byte[] beat = socket.recv();
    if (beat != null) {
      boolean more = socket.hasReceiveMore();
      socket.send(beat, more ? ZMQ.SNDMORE : 0);
      while (more) {
        byte[] rest = socket.recv();
        more = socket.hasReceiveMore();
        socket.send(rest, more ? ZMQ.SNDMORE : 0);
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
