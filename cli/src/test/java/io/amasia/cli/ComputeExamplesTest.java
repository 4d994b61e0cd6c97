package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example of the help runs as it is written.
class ComputeExamplesTest {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern FILE = Pattern.compile("([a-z]=)?([a-z]+\\.(?:nc|zarr|csv|png))");

  @TempDir static Path folder;

  @BeforeAll
  static void make() throws IOException {
    String made = GaussianMonths.write(folder.resolve("made.zarr"), 0).folder().toString();
    compute(made, "-o", "tas.nc");
    compute(made, "-o", "low.nc");
    compute(made, "--expr", "tas = tas + 1", "-o", "high.nc");
    compute(made, "--isel", "time=0", "--expr", "mask = tas > 275", "-o", "mask.nc");
  }

  static List<String> lines() {
    return ComputeExamples.all().stream().map(ComputeExamples::line).toList();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void runs(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line.substring("amasia ".length()));
    while (word.find()) {
      words.add(place(word.group(1) == null ? word.group(2) : word.group(1)));
    }
    if (words.contains("-o")) {
      words.add("-O");
    }
    CommandRun run = CommandRun.of(words.toArray(String[]::new));
    assertThat(run.code()).as("%s%n%s", line, run.err()).isZero();
    int o = words.indexOf("-o");
    if (o > 0) {
      assertThat(Path.of(words.get(o + 1))).exists();
    }
  }

  @Test
  void theHelpShowsThem() {
    CommandRun help = CommandRun.of("help", "compute");
    String unbroken = help.out().replaceAll("\\\\\\R\\s+", "");
    lines().forEach(line -> assertThat(unbroken).contains(line));
  }

  @Test
  void completionIsAScriptThatBashReads() throws Exception {
    CommandRun run = CommandRun.of("completion", "bash");
    assertThat(run.out()).contains("--area-mean", "check", "--regrid");
    Files.writeString(folder.resolve("completion.sh"), run.out());
    assertThat(completed("che")).contains("check");
    assertThat(completed("compute", "--method", "")).isEqualTo("bil con nn");
    assertThat(completed("compute", "--cells", "f")).isEqualTo("filled");
    assertThat(completed("compute", "--partial", "")).isEqualTo("drop keep");
    assertThat(completed("plot", "--dtype", "")).isEqualTo("f4 f8");
    assertThat(CommandRun.of("completion", "zsh").out()).contains("bashcompinit");
    assertThat(CommandRun.of("completion", "fish").code()).isEqualTo(2);
  }

  /// What bash offers for the last of `words` behind `amasia`.
  private String completed(String... words) throws IOException {
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source '%s'; COMP_WORDS=(amasia %s); COMP_CWORD=%d; _complete_amasia; echo \"${COMPREPLY[@]}\""
                    .formatted(
                        folder.resolve("completion.sh"),
                        "'" + String.join("' '", words) + "'",
                        words.length))
            .redirectError(ProcessBuilder.Redirect.DISCARD) // compopt outside a completion
            .start();
    return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static String place(String word) {
    Matcher file = FILE.matcher(word);
    return file.matches()
        ? (file.group(1) == null ? "" : file.group(1)) + folder.resolve(file.group(2))
        : word;
  }

  private static void compute(String input, String... words) {
    List<String> all = new ArrayList<>(List.of("compute", input));
    for (String word : words) {
      all.add(place(word));
    }
    CommandRun run = CommandRun.of(all.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
  }
}
