package io.amasia.cli;

import java.io.PrintStream;
import java.util.Optional;

/// Where a command prints: results to `out`, all else to `err`.
final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean colored;
  private boolean debug;
  private boolean verbose;

  Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    // The launcher says whether standard error is a terminal; NO_COLOR and dumb terminals are
    // honoured.
    colored =
        Boolean.getBoolean("amasia.terminal")
            && System.getenv("NO_COLOR") == null
            && !"dumb".equals(System.getenv("TERM"));
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  void debug(boolean on) {
    debug = on;
  }

  boolean debug() {
    return debug;
  }

  void verbose(boolean on) {
    verbose = on;
  }

  boolean verbose() {
    return verbose;
  }

  boolean interactive() {
    return colored;
  }

  void print(String line) {
    out.println(line);
  }

  void error(String message) {
    err.println((colored ? "\u001b[31merror:\u001b[0m " : "error: ") + message);
  }

  void warning(String message) {
    err.println((colored ? "\u001b[33mwarning:\u001b[0m " : "warning: ") + message);
  }

  void hint(String message) {
    err.println("  " + message);
  }

  /// Says `message` and waits, where somebody sits at the terminal.
  void waitForEnter(String message) {
    Optional.ofNullable(System.console())
        .filter(terminal -> colored && terminal.isTerminal())
        .ifPresent(terminal -> {
          err.print(message + " ");
          err.flush();
          terminal.readLine();
        });
  }

  /// A line about what is going on.
  void say(String message) {
    err.println(message);
  }
}
