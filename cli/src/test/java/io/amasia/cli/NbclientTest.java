package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A notebook run by Jupyter's own nbclient, where a Python has it (Debian: python3-nbclient).
class NbclientTest {
  private static final String SCRIPT =
      """
      import nbclient, sys
      from nbformat.v4 import new_code_cell, new_notebook
      cells = ['int n = 6;', 'System.out.println("hello");\\nn * 7',
               'random(shape(4, 4), chunks(2, 2)).mean()', '1 / 0', 'System.exit(3)', 'n']
      notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
      client = nbclient.NotebookClient(
          notebook, kernel_name='amasia', allow_errors=True, timeout=120, startup_timeout=120)
      client.execute()
      for cell in notebook.cells:
          for output in cell.outputs:
              if output.output_type == 'stream':
                  print(output.text.strip())
              elif output.output_type == 'error':
                  print(output.ename)
              else:
                  print(sorted(output.data), output.data['text/plain'].splitlines()[0][:10])
      """;

  @TempDir private Path folder;

  private static Optional<String> python() throws Exception {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      try {
        Process asked =
            new ProcessBuilder(python, "-c", "import nbclient, nbformat")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (asked.waitFor() == 0) {
          return Optional.of(python);
        }
      } catch (IOException e) {
        // There is no such Python.
      }
    }
    return Optional.empty();
  }

  @Test
  void runsANotebook() throws Exception {
    Optional<String> python = python();
    assumeTrue(python.isPresent(), "no Python has nbclient");
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    assertThat(Main.run(nowhere, nowhere, "kernel", "install", "--prefix=" + folder)).isZero();
    Path said = folder.resolve("said.txt");
    var builder =
        new ProcessBuilder(python.get(), "-c", SCRIPT)
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JUPYTER_PATH", folder.resolve("share/jupyter").toString());
    Process process = builder.start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readAllLines(said))
        .containsExactly(
            "hello",
            "['text/plain'] 42",
            "['text/html', 'text/plain'] <DataArray",
            "ArithmeticException",
            "ExitRefused",
            "['text/plain'] 6");
  }
}
