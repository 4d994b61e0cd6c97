package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notebooks run by Jupyter's own nbclient, where a Python has it. The profile `jupyter` installs
/// it on Debian, and fails where it is missing.
class NbclientTest {
  private static final String CELLS =
      """
      import nbclient
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

  /// Runs the notebooks named, and turns each into a page where there is nbconvert.
  private static final String FILES =
      """
      import nbclient, nbformat, os, sys
      for file in sys.argv[1:]:
          notebook = nbformat.read(file, as_version=4)
          nbclient.NotebookClient(
              notebook, kernel_name='amasia', timeout=300, startup_timeout=120,
              resources={'metadata': {'path': os.getcwd()}}).execute()
          nbformat.validate(notebook)
          types = {type for cell in notebook.cells for output in cell.get('outputs', [])
                   for type in output.get('data', {})}
          print(os.path.basename(file), *sorted(types))
          try:
              from nbconvert import HTMLExporter
          except ImportError:
              continue
          page, _ = HTMLExporter().from_notebook_node(notebook)
          assert '<h1' in page
      """;

  private static Optional<String> python = Optional.empty();

  @TempDir private static Path folder;

  @BeforeAll
  static void installTheKernel() throws Exception {
    for (String candidate : List.of("python3", "/usr/bin/python3")) {
      if (python.isEmpty() && hasNbclient(candidate)) {
        python = Optional.of(candidate);
      }
    }
    if (Boolean.getBoolean("amasia.jupyter")) {
      assertThat(python).as("a Python with nbclient").isPresent();
    }
    assumeTrue(python.isPresent(), "no Python has nbclient (Debian: python3-nbclient)");
    CommandRun run = CommandRun.of("kernel", "install", "--prefix=" + folder);
    assertThat(run.code()).as(run.err()).isZero();
  }

  private static boolean hasNbclient(String candidate) throws InterruptedException {
    try {
      return new ProcessBuilder(candidate, "-c", "import nbclient, nbformat")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such Python
    }
  }

  private static List<String> run(String script, String... args) throws Exception {
    Path said = folder.resolve("said.txt");
    Path complained = folder.resolve("complained.txt");
    List<String> command = new ArrayList<>(List.of(python.orElseThrow(), "-c", script));
    command.addAll(List.of(args));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(said.toFile())
            .redirectError(complained.toFile());
    builder.environment().put("JUPYTER_PATH", folder.resolve("share/jupyter").toString());
    Process process = builder.start();
    boolean ended = process.waitFor(300, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended && process.waitFor() == 0).as(Files.readString(complained)).isTrue();
    return Files.readAllLines(said);
  }

  @Test
  void cellsGiveWhatJupyterExpects() throws Exception {
    assertThat(run(CELLS))
        .containsExactly(
            "hello",
            "['text/plain'] 42",
            "['text/html', 'text/plain'] <DataArray",
            "ArithmeticException",
            "ExitRefused",
            "['text/plain'] 6");
  }

  @Test
  void theThreeNotebooksRun() throws Exception {
    Path data = Files.createDirectories(folder.resolve("amasia-demo")).resolve("ensemble.zarr");
    new DemoData().write(data.toString(), _ -> {});
    List<String> notebooks = new ArrayList<>();
    for (String name : List.of("main-job", "from-xarray", "on-a-cluster")) {
      notebooks.add(Document.ROOT.resolve("docs/notebooks/" + name + ".ipynb").toString());
    }
    assertThat(run(FILES, notebooks.toArray(String[]::new)))
        .containsExactly(
            "main-job.ipynb image/png image/svg+xml text/html text/plain",
            "from-xarray.ipynb image/png image/svg+xml text/html text/plain",
            "on-a-cluster.ipynb image/svg+xml text/html text/plain");
  }
}
