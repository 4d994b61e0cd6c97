package io.amasia.cli;

import io.amasia.dataset.cf.CfEncoder;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;

/// The command line as it was written, quoted where a shell needs it.
final class CommandWords {
  private CommandWords() {}

  static String of(CommandSpec spec) {
    var words = new StringBuilder("amasia");
    for (String word : spec.root().commandLine().getParseResult().originalArgs()) {
      boolean plain = word.matches("[A-Za-z0-9_./:=,@%+-]+");
      words.append(' ').append(plain ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return words.toString();
  }

  /// The line that the history of what it made gains: when, the command line, the version.
  static String historyLine(CommandSpec spec) {
    return CfEncoder.historyLine(Instant.now(), of(spec) + " (amasia " + Version.text() + ")");
  }
}
