package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notebooks that are run and turned into pages by the command.
class NotebookCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static ObjectNode empty() {
    ObjectNode json = JSON.createObjectNode().put("nbformat", 4).put("nbformat_minor", 5);
    json.putObject("metadata").putObject("kernelspec").put("language", "java");
    json.putArray("cells");
    return json;
  }

  private static void add(ObjectNode notebook, String source, String... tags) {
    ObjectNode cell =
        notebook.withArray("cells").addObject().put("cell_type", "code").put("source", source);
    var list = cell.putObject("metadata").putArray("tags");
    for (String tag : tags) {
      list.add(tag);
    }
  }

  private String write(ObjectNode notebook) throws IOException {
    return Files.writeString(folder.resolve("a.ipynb"), notebook.toString()).toString();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void cellsAreRunAndWritten() throws IOException {
    ObjectNode notebook = empty();
    add(notebook, "int n = 2;", "parameters");
    add(notebook, "IO.println(\"n is \" + n);\nrandom(shape(n, 3), chunks(1, 3))");
    String file = write(notebook);
    CommandRun printed = CommandRun.of("notebook", "run", file);
    assertThat(printed.code()).as(printed.err()).isZero();
    assertThat(printed.out()).startsWith("n is 2\n<DataArray").contains("dim_0: 2");
    assertThat(printed.err()).contains("cell 2 of 2: IO.println(\"n is \" + n);");

    CommandRun page =
        CommandRun.of(
            "notebook", "run", file, "-p", "n=4", "--progress", "none", "-o", at("a.html"));
    assertThat(page.code()).as(page.err()).isZero();
    assertThat(page.out()).isEmpty();
    assertThat(page.err()).isEqualTo("wrote %s\n".formatted(at("a.html")));
    assertThat(Files.readString(folder.resolve("a.html"))).contains("n is 4", "[4, 3]");

    CommandRun unknown = CommandRun.of("notebook", "run", file, "-p", "m=4", "-o", at("b.ipynb"));
    assertThat(unknown.code()).isZero();
    assertThat(unknown.err()).contains("knows no parameter m; it has: int n");
    assertThat(CommandRun.of("notebook", "convert", at("b.ipynb"), at("b.html")).code()).isZero();
    assertThat(Files.readString(folder.resolve("b.html"))).contains("var m = 4;");
  }

  @Test
  void whatFailedIsWrittenToo() throws IOException {
    ObjectNode notebook = empty();
    add(notebook, "6 * 7");
    add(notebook, "int bad = 1 / 0;");
    add(notebook, "8");
    CommandRun run = CommandRun.of("notebook", "run", write(notebook), "-o", at("out.ipynb"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("ArithmeticException: / by zero\n  at cell 2")
        .contains("error: cell 2 failed: / by zero");
    JsonNode cells = JSON.readTree(folder.resolve("out.ipynb").toFile()).path("cells");
    assertThat(cells.at("/0/outputs/0/data/text~1plain/0").asText()).isEqualTo("42");
    assertThat(cells.at("/1/outputs/0/ename").asText()).isEqualTo("ArithmeticException");
    assertThat(cells.at("/2/outputs")).isEmpty();
    CommandRun all =
        CommandRun.of("notebook", "run", at("a.ipynb"), "--allow-errors", "-o", at("c.ipynb"));
    assertThat(all.code()).isZero();
  }

  private CommandRun refused(String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.ipynb"), text);
    String[] words = new String[3 + more.length];
    words[0] = "notebook";
    words[1] = "run";
    words[2] = file.toString();
    System.arraycopy(more, 0, words, 3, more.length);
    return CommandRun.of(words);
  }

  @Test
  void whatCannotBeRunIsRefused() throws IOException {
    assertThat(CommandRun.of("notebook", "run", at("none.ipynb")).err())
        .contains("no such notebook");
    assertThat(refused("{\"cells\": [").err()).contains("since it is no JSON");
    assertThat(refused("[]").err()).contains("a notebook is a JSON object");
    assertThat(refused(empty().put("nbformat", 3).toString()).err())
        .contains("has nbformat 3; 4 is read", "nbconvert");
    assertThat(refused(empty().put("nbformat", "four").toString()).err())
        .contains("doesn't say its nbformat");
    ObjectNode strange = empty();
    strange.withArray("cells").addObject().put("cell_type", "video");
    CommandRun run = refused(strange.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("cell 1 of ").contains("cell_type (code, markdown or raw)");
    ObjectNode python = empty();
    python.withObject("/metadata/kernelspec").put("language", "python");
    assertThat(refused(python.toString()).err())
        .contains("are python; those that can be run are Java");
  }

  @Test
  void wrongUsageIsSaidBeforeAnythingRuns() throws IOException {
    ObjectNode notebook = empty();
    add(notebook, "throw new Error(\"this ran\");");
    String file = write(notebook);
    Files.writeString(folder.resolve("there.html"), "");
    for (String[] words :
        new String[][] {
          {"-o", at("there.html")},
          {"-o", at("a.pdf")},
          {"-o", at("no/folder/a.html")},
          {"-p", "1=2"},
          {"-p", "year"},
          {"--timeout", "-1"},
          {"--engine", "nowhere"}
        }) {
      CommandRun run = refused(notebook.toString(), words);
      assertThat(run.code()).as(String.join(" ", words) + run.err()).isEqualTo(2);
      assertThat(run.err()).doesNotContain("this ran");
    }
    assertThat(CommandRun.of("notebook", "run", file, "--help").out())
        .contains("Examples:", "-p region=Peru");
    assertThat(CommandRun.of("notebook").out()).contains("run", "convert");
  }
}
