package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.serve.DataServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// Where a command serves datasets, and what they are called.
final class ServedAt {
  private static final Pattern NAMED = Pattern.compile("([\\p{L}\\p{N}_.-]+)=(.+)");

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "where to serve (default: this machine alone); elsewhere a token is needed, which is printed")
  String host = "localhost";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "the port, or the next free one (default: 8788; 0: any)")
  int port = DataServer.PORT;

  /// A builder of a server there.
  ///
  /// @throws AmasiaException.Usage if that is no address of this machine
  DataServer.Builder builder(Console console) {
    return DataServer.builder().address(address()).port(port).hearing(console::warning);
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException _) {
      throw new AmasiaException.Usage(
          "--host '%s' is no address of this machine; give one, or 0.0.0.0 for all"
              .formatted(host));
    }
  }

  /// An input with its name: `NAME=URL`, or a URL under the name of its file.
  record Named(String name, String url) {
    static Named of(String input, DataServer.Builder builder) {
      Matcher named = NAMED.matcher(input);
      boolean isNamed = named.matches() && !Files.exists(Path.of(input));
      return isNamed
          ? new Named(named.group(1), named.group(2))
          : new Named(builder.nameOf(input), input);
    }
  }

  /// Shows no progress unless it is asked for: requests come and go.
  static void withoutProgress(GlobalOptions options) {
    if (options.progress == null) {
      options.progress = GlobalOptions.ProgressKind.NONE;
    }
  }

  /// Waits until the command is stopped.
  static void untilStopped() {
    var stopped = new CountDownLatch(1);
    Runnable stop = stopped::countDown;
    Stopping.cancel().onCancel(stop);
    try {
      stopped.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      Stopping.cancel().forget(stop);
    }
  }
}
