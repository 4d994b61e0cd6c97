package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.cf.UrlPatterns;
import io.amasia.serve.DataServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /// An input with its name: `NAME=URL`, or a URL under the name of its file. Files and folders may
  /// have such names too, such as `year=2000/tas_*.nc`: what is there is no name.
  record Named(String name, String url) {
    static Named of(String input, DataServer.Builder builder) {
      Matcher named = NAMED.matcher(input);
      boolean isNamed = named.matches() && !isThere(input);
      return isNamed
          ? new Named(named.group(1), named.group(2))
          : new Named(builder.nameOf(input), input);
    }

    private static boolean isThere(String input) {
      String first = input.replaceFirst("/.*", "");
      if (Files.exists(Path.of(input)) || (input.contains("/") && Files.exists(Path.of(first)))) {
        return true;
      }
      try {
        return !UrlPatterns.expand(List.of(input))
            .equals(List.of(input)); // a glob that finds files
      } catch (AmasiaException _) {
        return false; // no file fits
      }
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
