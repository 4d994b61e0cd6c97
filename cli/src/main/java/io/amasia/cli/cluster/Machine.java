package io.amasia.cli.cluster;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A machine that runs scripts of the shell: this one, or another over SSH. The script goes in as
/// its standard input, so that nothing in it, such as a secret, is seen in a list of processes.
///
/// @param host `localhost`, or what SSH takes: `host` or `user@host`
/// @param ssh the command that reaches others, such as `ssh -p 2222`
record Machine(String host, String ssh) {
  static final String THIS = "localhost";
  private static final long PATIENCE_SECONDS = 60;

  /// Its name on the network.
  String address() {
    return host.substring(host.indexOf('@') + 1);
  }

  boolean isThis() {
    return host.equals(THIS);
  }

  /// What `script` prints on it.
  ///
  /// @throws AmasiaException.Unsupported if the machine can't be reached or the script fails; says
  ///   what it printed
  String run(String script) {
    try {
      Process shell = new ProcessBuilder(command()).redirectErrorStream(true).start();
      try (var input = shell.getOutputStream()) {
        input.write(script.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It ended before it had read all: what it printed says why.
      }
      // Read while it runs: a shell that can't print any more never ends.
      var output = new FutureTask<>(shell.getInputStream()::readAllBytes);
      Thread.ofVirtual().start(output);
      if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
        throw failed("no answer within " + PATIENCE_SECONDS + " s");
      }
      String printed = new String(read(output), StandardCharsets.UTF_8).strip();
      if (shell.exitValue() != 0) {
        throw failed(printed.isEmpty() ? "exit " + shell.exitValue() : printed);
      }
      return printed;
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("interrupted");
    }
  }

  private static byte[] read(Future<byte[]> output) throws IOException, InterruptedException {
    try {
      return output.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("what it printed can't be read: " + e, e);
    }
  }

  private List<String> command() {
    if (isThis()) {
      return List.of("sh", "-s");
    }
    List<String> command = new ArrayList<>(List.of(ssh.strip().split("\\s+")));
    command.addAll(List.of(host, "sh", "-s"));
    return command;
  }

  private AmasiaException.Unsupported failed(String why) {
    return new AmasiaException.Unsupported(
        isThis()
            ? "a script failed on this machine: " + why
            : "%s: %s\n  (`%s %s true` must work without a password)"
                .formatted(host, why, ssh, host));
  }

  /// `text` as one word of the shell.
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
