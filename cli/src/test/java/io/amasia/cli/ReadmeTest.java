package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs what the README tells a newcomer to run, as it is written there, in an empty folder.
class ReadmeTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern SAVED_AS = Pattern.compile("Save this as `(\\w+\\.java)`");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Path ROOT =
      Path.of(System.getProperty("amasia.root", "..")).toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void everyLineOfTheReadmeRuns() throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    List<String> run = new ArrayList<>();
    for (MatchResult block : BLOCK.matcher(readme).results().toList()) {
      switch (block.group(1)) {
        case "java" -> save(readme.substring(0, block.start()), block.group(2));
        case "sh" -> {
          for (String line : block.group(2).strip().lines().toList()) {
            run.add(line);
            // What builds and tests the project is what runs this test.
            if (!line.equals("mvn verify")) {
              assertThat(line).startsWith("./amasia ");
              amasia(line.substring("./amasia ".length()));
            }
          }
        }
        default -> throw new AssertionError("no way to test a block of " + block.group(1));
      }
    }
    assertThat(run).contains("./amasia demo", "mvn verify", "./amasia run Kenya.java");
    assertThat(folder.resolve("amasia-demo/anomaly.png")).isNotEmptyFile();
    assertThat(folder.resolve("kenya.csv")).isNotEmptyFile();
    assertThat(folder.resolve("map.png")).isNotEmptyFile();
    assertThat(folder.resolve("kenya-annual.png")).isNotEmptyFile();
  }

  private void save(String before, String program) throws IOException {
    List<MatchResult> names = SAVED_AS.matcher(before).results().toList();
    Files.writeString(folder.resolve(names.getLast().group(1)), program);
  }

  /// The example that the API was designed by, word for word.
  @Test
  void theDesignsExampleRunsAsWritten() throws Exception {
    Path scenarios = Shared.file("data/scenario");
    Files.createSymbolicLink(folder.resolve("scenario"), scenarios);
    Files.writeString(
        folder.resolve("Annual.java"),
        """
        import static io.amasia.Amasia.*;

        void main() {
            try (var ds = open("scenario/*.nc", concat("scenario").labelledBy("@Model scenario"))) {      // lazy: metadata only
                var annual = ds.get("air_temperature")
                        .sel("time", slice("1961", "2099"))
                        .region("United States of America")                          // Natural Earth polygon → mask
                        .weighted(areaWeights()).mean("latitude", "longitude")
                        .groupBy("time.year").mean();
                IO.println(annual.explain());                                        // stages, tasks, bytes, memory
                plot(annual).save("annual.png");                                     // runs here
            }
        }
        """);
    assertThat(amasia("run Annual.java")).contains("reads 2.0 MB of 3.5 MB in 278 chunks");
    assertThat(folder.resolve("annual.png")).isNotEmptyFile();
  }

  /// Runs one line of the command in a process of its own, whose folder is [#folder].
  private String amasia(String line) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-modules=jdk.incubator.vector",
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
