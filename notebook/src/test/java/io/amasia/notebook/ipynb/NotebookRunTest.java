package io.amasia.notebook.ipynb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import io.amasia.notebook.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notebooks that are run from the first to the last cell.
class NotebookRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> WARNINGS = new ArrayList<>();

  @TempDir private Path folder;

  private record Code(String source, List<String> tags) {
    Code(String source, String... tags) {
      this(source, List.of(tags));
    }
  }

  private Notebook notebook(Code... cells) throws IOException {
    ObjectNode json = JSON.createObjectNode().put("nbformat", 4).put("nbformat_minor", 5);
    json.putObject("metadata").putObject("kernelspec").put("language", "java");
    var list = json.putArray("cells");
    list.addObject().put("cell_type", "markdown").put("source", "# Title");
    for (Code each : cells) {
      ObjectNode cell = list.addObject().put("cell_type", "code").put("source", each.source());
      var tags = cell.putObject("metadata").putArray("tags");
      each.tags().forEach(tags::add);
    }
    return Notebook.read(Files.writeString(folder.resolve("a.ipynb"), json.toString()));
  }

  private static NotebookRun run(
      boolean allowErrors, @Nullable Duration timeout, String... parameters) {
    return new NotebookRun(
        Stream.of(parameters).map(Parameter::of).toList(),
        allowErrors,
        Optional.ofNullable(timeout),
        new NotebookRun.Watching() {
          @Override
          public void begins(int number, int of, String source) {}

          @Override
          public void warns(String text) {
            WARNINGS.add(text);
          }

          @Override
          public void gave(Output output) {}
        });
  }

  private static List<String> results(Notebook notebook) {
    List<String> results = new ArrayList<>();
    for (NotebookCell cell : notebook.cells().toList()) {
      for (JsonNode output : cell.json().path("outputs")) {
        results.add(
            switch (output.path("output_type").asText()) {
              case "stream" ->
                  output.path("name").asText() + ":" + NotebookCell.text(output.path("text"));
              case "error" -> output.path("ename").asText();
              default -> NotebookCell.text(output.path("data").path("text/plain"));
            });
      }
    }
    return results;
  }

  @Test
  void cellsAreRunWithParametersAndTheirOutputsKept() throws IOException {
    Notebook notebook =
        notebook(
            new Code("display(1, \"id\"); IO.println(\"a\\nb\"); IO.println(\"c\");"),
            new Code("  "),
            new Code("double limit = 1; String name = \"x\"; int kept = 7;", "parameters"),
            new Code("updateDisplay(2, \"id\"); limit / 2 + name + kept"));
    assertThat(run(false, null, "limit=5", "name=1990").run(notebook)).isEmpty();
    assertThat(results(notebook)).containsExactly("2", "stdout:a\nb\nc\n", "\"2.519907\"");
    NotebookCell injected = notebook.cell(4);
    assertThat(injected.source())
        .isEqualTo("// Parameters\ndouble limit = (double) 5;\nString name = \"1990\";");
    assertThat(injected.hasTag("injected-parameters")).isTrue();
    assertThat(notebook.cell(5).json().path("execution_count").asInt()).isEqualTo(4);
    assertThat(notebook.cell(2).json().path("execution_count").isNull()).isTrue();

    assertThat(run(false, null, "limit=3").run(notebook)).isEmpty();
    assertThat(notebook.size()).as("the cell of before is replaced").isEqualTo(6);
    assertThat(results(notebook)).last().isEqualTo("\"1.5x7\"");
  }

  @Test
  void parametersThatNoCellKnowsAreWarnedOf() throws IOException {
    WARNINGS.clear();
    Notebook notebook = notebook(new Code("double limit = 1;", "parameters"), new Code("limt"));
    assertThat(run(false, null, "limt=3").run(notebook)).isEmpty();
    assertThat(results(notebook)).containsExactly("3");
    assertThat(WARNINGS)
        .containsExactly("this notebook knows no parameter limt; it has: double limit");
    assertThat(run(false, null, "limit=3").run(notebook(new Code("limit")))).isEmpty();
    assertThat(WARNINGS).last().asString().startsWith("no cell has the tag 'parameters'");
    assertThatThrownBy(() -> run(false, null, "limit=warm").run(notebook))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("limit is a double in this notebook; 'warm' is none");
  }

  @Test
  void theFirstErrorEndsItUnlessItIsAllowed() throws IOException {
    Notebook notebook =
        notebook(
            new Code("1 / 0", "raises-exception"), new Code("int a = year + ;"), new Code("year"));
    Optional<NotebookRun.Failed> failed = run(false, null, "year=1990").run(notebook);
    assertThat(failed.orElseThrow().cell()).isEqualTo("cell 3");
    assertThat(results(notebook)).containsExactly("ArithmeticException", "CompileError");
    assertThat(run(true, null, "year=1990").run(notebook)).isEmpty();
    assertThat(results(notebook)).last().isEqualTo("1990");
  }

  @Test
  void cellsThatTakeTooLongAreStopped() throws IOException {
    Notebook notebook = notebook(new Code("while (true) {}"), new Code("2"));
    Optional<NotebookRun.Failed> failed = run(false, Duration.ofMillis(300)).run(notebook);
    assertThat(failed.orElseThrow().error().message()).contains("longer than 0.3 s");
    assertThat(results(notebook)).containsExactly("Timeout");
  }

  @Test
  void outputsThatAreNoListAreRefused() throws IOException {
    for (String outputs : List.of("null", "{}", "\"text\"")) {
      String cell =
          "{\"cell_type\": \"code\", \"source\": \"1\", \"outputs\": %s}".formatted(outputs);
      Path file =
          Files.writeString(
              folder.resolve("b.ipynb"), "{\"nbformat\": 4, \"cells\": [%s]}".formatted(cell));
      assertThatThrownBy(() -> Notebook.read(file))
          .isInstanceOf(AmasiaException.Format.class)
          .hasMessageContaining("cell 1 of %s has outputs that are no list".formatted(file));
    }
  }

  @Test
  void cellsOfOtherLanguagesAreRefused() throws IOException {
    Notebook notebook = notebook(new Code("print(1)"));
    notebook.metadata().putObject("kernelspec").put("language", "python");
    assertThatThrownBy(() -> run(false, null).run(notebook))
        .isInstanceOf(AmasiaException.Unsupported.class)
        .hasMessageContaining("python");
  }
}
