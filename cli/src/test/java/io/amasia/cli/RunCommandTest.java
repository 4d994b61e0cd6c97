package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  private static final String PROGRAM =
      """
      import static io.amasia.Amasia.random;

      import io.amasia.array.Shape;
      import io.amasia.plan.Session;
      import java.nio.file.Files;
      import java.nio.file.Path;

      void main(String[] arguments) throws Exception {
        double mean = random(Shape.of(100, 80), Shape.of(10, 80), 3).mean().item();
        String threads = Session.current().threads() + " thread";
        Files.writeString(Path.of(arguments[0]), threads + (mean > 0 ? ", computed" : ""));
      }
      """;

  @TempDir Path folder;

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aProgramIsWatchedAsTheOptionsSay() throws IOException {
    String program = Files.writeString(folder.resolve("Mean.java"), PROGRAM).toString();
    CommandRun run =
        CommandRun.of(
            "run",
            program,
            at("said"),
            "--threads",
            "1",
            "--report",
            at("report.html"),
            "--trace",
            at("trace.json"),
            "--dashboard",
            "0");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(folder.resolve("said")).hasContent("1 thread, computed");
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("amasia run", "Mean.java", "--report");
    assertThat(Files.readString(folder.resolve("trace.json"))).contains("traceEvents");
  }

  @Test
  void whatHasNoPlaceToGoToIsRefusedBeforeTheProgramRuns() throws IOException {
    String program = Files.writeString(folder.resolve("Mean.java"), PROGRAM).toString();
    CommandRun run =
        CommandRun.of("run", program, at("said"), "--report", at("nowhere/report.html"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--report is a file in a folder that is there");
    assertThat(folder.resolve("said")).doesNotExist();
  }
}
