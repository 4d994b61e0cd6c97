package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A Markdown page of the project, taken apart into what it tells a reader to run.
///
/// @param lines the command lines of its `sh` blocks, without `./amasia`
/// @param fragments its `java` blocks
record Document(List<String> lines, List<String> fragments) {
  static final Path ROOT =
      Path.of(System.getProperty("amasia.root", "..")).toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  /// The page at `path` from the project's root; `text`, `ebnf` and `python` blocks are only to be
  /// read.
  static Document read(String path) throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> fragments = new ArrayList<>();
    String page = Files.readString(ROOT.resolve(path));
    for (MatchResult block : BLOCK.matcher(page).results().toList()) {
      switch (block.group(1)) {
        case "java" -> fragments.add(block.group(2));
        case "sh" -> block.group(2).strip().lines().forEach(lines::add);
        case "text", "ebnf", "python" -> {}
        default -> throw new AssertionError("no way to test a block of " + block.group(1));
      }
    }
    return new Document(List.copyOf(lines), List.copyOf(fragments));
  }

  /// Runs one line of the command, with or without `./amasia`, in a process of its own in `folder`;
  /// it must end well.
  ///
  /// @return what it printed
  static String amasia(Path folder, String line) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            "io.amasia.cli.Main"));
    for (MatchResult word : WORD.matcher(line).results().toList()) {
      command.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
    }
    command.remove("./amasia");
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(3, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    String printed = Files.readString(output);
    assertThat(ended).as("%s ends", line).isTrue();
    assertThat(process.exitValue()).as("amasia %s%n%s", line, printed).isZero();
    return printed;
  }
}
