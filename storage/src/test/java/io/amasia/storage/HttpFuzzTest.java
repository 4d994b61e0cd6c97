package io.amasia.storage;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks for answers of a server that make the http store fail with other than its own errors, or
/// give more than was asked for. In the profile `fuzz`; [HttpStoreTest] has the bad servers that
/// are known. The first byte of an input says what is asked, the others are what the server sends.
class HttpFuzzTest {
  private static final HttpRequests QUICK =
      new HttpRequests(HttpRequests.newClient(), Duration.ofMillis(300), Duration.ofMillis(1), 2);
  private static final ByteRange.Span SPAN = new ByteRange.Span(2, 3);

  static Stream<byte[]> seeds() {
    return Stream.of(
            "sHTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789",
            "rHTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-4/10\r\nContent-Length: 3\r\n\r\n234",
            "eHTTP/1.1 206 Partial Content\r\nContent-Range: bytes 7-9/10\r\nContent-Length: 3\r\n\r\n789",
            "aHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n01234\r\n0\r\n\r\n",
            "rHTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */10\r\nContent-Length: 0\r\n\r\n",
            "aHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
            "aHTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n")
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void anyAnswerIsTakenOrRefused(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    BugDetectors.allowNetworkConnections((host, _) -> host.equals("localhost"));
    try (var server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread answering = Thread.ofVirtual().start(() -> answer(server, input));
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/x.nc";
      try (Store store = HttpStore.file(url, false, QUICK)) {
        ask(store, input[0]);
      } catch (AmasiaException _) {
        // refused
      } finally {
        answering.interrupt();
      }
    }
  }

  private static void ask(Store store, byte what) {
    switch (Math.floorMod(what, 4)) {
      case 0 -> store.read("x.nc", ByteRange.ALL).ifPresent(Lease::close);
      case 1 -> store.read("x.nc", new ByteRange.Suffix(3)).ifPresent(lease -> close(lease, 3));
      case 2 -> store.read("x.nc", SPAN).ifPresent(lease -> close(lease, SPAN.length()));
      default -> store.size("x.nc");
    }
  }

  private static void close(Lease lease, long most) {
    try (lease) {
      if (lease.segment().byteSize() > most) {
        throw new IllegalStateException("more bytes than were asked for");
      }
    }
  }

  /// Sends the same to whoever connects, whatever they ask, and closes the connection.
  private static void answer(ServerSocket server, byte[] input) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.setSoTimeout(200);
        var in = client.getInputStream();
        for (int seen = 0, last = 0; seen < 4 && last >= 0; ) {
          last = in.read();
          seen = last == '\r' || last == '\n' ? seen + 1 : 0;
        }
        client.getOutputStream().write(input, 1, input.length - 1);
        client.shutdownOutput();
      } catch (IOException _) {
        // the client or the test has gone
      }
    }
  }
}
