package io.amasia.cli;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One run of the command inside the test's JVM: exit code and what it printed.
record CommandRun(int code, String out, String err) {
  static CommandRun of(String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code;
    try (var o = new PrintStream(out, true, StandardCharsets.UTF_8);
        var e = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      code = Main.run(o, e, args);
    }
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// Runs `amasia compute` with the words and files given, writing to `target`, and opens what it
  /// wrote.
  static Dataset computed(Path target, List<String> inputs, String... operations) {
    List<String> words = new ArrayList<>(List.of("compute"));
    words.addAll(inputs);
    words.addAll(List.of(operations));
    words.addAll(List.of("-o", target.toString(), "-O"));
    CommandRun run = of(words.toArray(String[]::new));
    if (run.code() != 0) {
      throw new AssertionError(words + " exited " + run.code() + ": " + run.err());
    }
    return Opening.open(List.of(target.toString()), OpenOptions.standard());
  }
}
