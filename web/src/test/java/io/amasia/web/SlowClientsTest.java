package io.amasia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Clients that take their answers slowly, or not at all.
class SlowClientsTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @Test
  void whoTakesNothingIsLeft() throws Exception {
    Pipe pipe = Pipe.open();
    try (var stalls = new Stalls(100)) {
      OutputStream out = stalls.watched(Channels.newOutputStream(pipe.sink()));
      List<String> ends = new ArrayList<>();
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  out.write(new byte[10_000_000]);
                } catch (IOException e) {
                  ends.add(e.getClass().getSimpleName());
                }
              });
      writer.join(10_000);
      assertThat(ends).containsExactly("ClosedByInterruptException");
    }
  }

  @Test
  void whoTakesSlowlyIsServedWhole() throws Exception {
    try (var stalls = new Stalls(500)) {
      var all = new ByteArrayOutputStream();
      byte[] bytes = "x".repeat(300_000).getBytes(StandardCharsets.UTF_8);
      var slow =
          new OutputStream() {
            @Override
            public void write(int b) {
              all.write(b);
            }

            @Override
            public void write(byte[] part, int offset, int length) throws IOException {
              try {
                Thread.sleep(150);
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
              all.write(part, offset, length);
            }
          };
      stalls.watched(slow).write(bytes);
      assertThat(all.toByteArray()).isEqualTo(bytes);
    }
  }

  @Test
  void answersOnTheirWayHoldNoMoreThanThereIsRoom() throws Exception {
    var room = new AnswerRoom(10_000);
    var held = new AtomicInteger();
    var most = new AtomicInteger();
    List<Thread> asking =
        IntStream.range(0, 8)
            .mapToObj(_ ->
                Thread.ofVirtual()
                    .start(() ->
                        room.during(() -> {
                          assertThat(take(4_000)).isTrue();
                          most.accumulateAndGet(held.addAndGet(4_000), Math::max);
                          sleep(20);
                          held.addAndGet(-4_000);
                          return null;
                        })))
            .toList();
    for (Thread one : asking) {
      one.join(10_000);
    }
    assertThat(most.get()).isBetween(4_000, 10_000);
    assertThat(held.get()).isZero();
  }

  @Test
  void whatIsLargerThanAllComesAlone() {
    var room = new AnswerRoom(10_000);
    room.during(() -> {
      assertThat(take(1_000_000)).isTrue();
      return null;
    });
    room.during(() -> {
      assertThat(take(9_000)).as("given back").isTrue();
      return null;
    });
    assertThat(take(Long.MAX_VALUE / 2)).as("outside of requests").isTrue();
  }

  private static boolean take(long bytes) {
    try {
      return AnswerRoom.take(bytes, 5);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void manyThatTakeNothingKeepNobodyOut() throws Exception {
    byte[] large = new byte[8_000_000];
    var begun = new CountDownLatch(40);
    var router =
        new Router()
            .get("/", _ -> Response.text("root"))
            .get(
                "/large",
                _ -> {
                  begun.countDown();
                  return Response.of("application/octet-stream", large);
                });
    List<Socket> silent = new ArrayList<>();
    try (var server = WebServer.start(HERE, 0, router, _ -> {})) {
      for (int i = 0; i < 40; i++) {
        silent.add(asking(server.port(), "/large"));
      }
      begun.await();
      try (Socket other = asking(server.port(), "/")) {
        byte[] answer = other.getInputStream().readAllBytes();
        assertThat(new String(answer, StandardCharsets.UTF_8)).endsWith("root");
      }
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private static Socket asking(int port, String path) throws IOException, SocketException {
    var socket = new Socket(HERE, port);
    socket.setSoTimeout(10_000);
    String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    return socket;
  }
}
