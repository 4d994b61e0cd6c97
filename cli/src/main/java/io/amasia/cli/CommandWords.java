package io.amasia.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/// The command line as it was written, quoted where a shell needs it.
final class CommandWords {
  private CommandWords() {}

  static String of(CommandSpec spec) {
    return "amasia " + quoted(spec.root().commandLine().getParseResult().originalArgs());
  }

  /// What of it follows the inputs of the subcommand `spec`.
  static String options(CommandSpec spec) {
    List<String> words = spec.root().commandLine().getParseResult().originalArgs();
    int first = 0;
    while (first < words.size() && !words.get(first).startsWith("-")) {
      first++;
    }
    return quoted(words.subList(first, words.size()));
  }

  private static String quoted(List<String> words) {
    return words.stream()
        .map(word ->
            word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
