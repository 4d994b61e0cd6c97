package io.amasia.notebook.ipynb;

import io.amasia.array.AmasiaException;
import io.amasia.notebook.Cell;
import io.amasia.notebook.Interpreter;
import io.amasia.notebook.Output;
import io.amasia.notebook.StandardStreams;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs the cells of a notebook, one after the other, in this JVM and in the session that is
/// current, and puts what they give into it.
///
/// Parameters are
/// [papermill](https://papermill.readthedocs.io/en/latest/usage-parameterize.html)'s: a cell with
/// the tag `parameters` declares variables with the values they have when nothing is said; behind
/// it comes a cell with the tag `injected-parameters` that declares those anew for which a value
/// was given. Without a cell of that tag they come first. A cell with the tag `raises-exception`
/// may fail.
///
/// @param allowErrors whether cells are run after one that failed
/// @param timeout how long one cell may run; empty if that is no matter
/// @param watching who is told of it
public record NotebookRun(
    List<Parameter> parameters,
    boolean allowErrors,
    Optional<Duration> timeout,
    Watching watching) {
  private static final String INJECTED = "injected-parameters";

  public NotebookRun {
    parameters = List.copyOf(parameters);
  }

  /// Who is told how a run goes on.
  public interface Watching {
    /// Cell `number` of `of` begins, whose Java is `source`.
    void begins(int number, int of, String source);

    /// Something may not be as was meant.
    void warns(String text);

    /// The cell that runs gave `output`.
    void gave(Output output);
  }

  /// Why a run ended early.
  ///
  /// @param cell such as `cell 3`
  public record Failed(String cell, Output.Failure error) {}

  /// Runs `notebook`, whose outputs of before are gone then.
  ///
  /// @return the first failure that nobody allowed
  /// @throws AmasiaException.Unsupported if its cells are of another language
  /// @throws AmasiaException.Usage if a parameter is of another type than its value
  public Optional<Failed> run(Notebook notebook) {
    if (!List.of("", "java").contains(notebook.language())) {
      throw new AmasiaException.Unsupported(
          "the cells of this notebook are %s; those that can be run are Java"
              .formatted(notebook.language()));
    }
    notebook.cells().forEach(NotebookCell::clear);
    if (!parameters.isEmpty()) {
      dropInjected(notebook);
      if (notebook.cells().noneMatch(NotebookRun::declaresParameters)) {
        watching.warns(
            "no cell has the tag 'parameters': %s declared before the first cell, and a cell that declares the same name anew wins"
                .formatted(parameters.size() == 1 ? "the parameter is" : "parameters are"));
        inject(notebook, 0, parameters.stream().map(p -> p.declaration(Optional.empty())));
      }
    }
    var outputs = new RunOutputs();
    try (var java = new Interpreter();
        var _ = StandardStreams.take();
        var clock = new CellClock(java::interrupt, timeout)) {
      return new Going(notebook, java, outputs, clock).run();
    } finally {
      outputs.end();
    }
  }

  private static boolean declaresParameters(NotebookCell cell) {
    return cell.runs() && cell.hasTag("parameters");
  }

  private static void dropInjected(Notebook notebook) {
    for (int i = notebook.size() - 1; i >= 0; i--) {
      if (notebook.cell(i).hasTag(INJECTED)) {
        notebook.remove(i);
      }
    }
  }

  private static void inject(Notebook notebook, int place, Stream<String> declarations) {
    String source = declarations.collect(Collectors.joining("\n", "// Parameters\n", ""));
    notebook.insert(place, NotebookCell.code(source, INJECTED));
  }

  /// One run under way.
  private final class Going {
    private final Notebook notebook;
    private final Interpreter java;
    private final RunOutputs outputs;
    private final CellClock clock;
    private final int cells;
    private int number;
    private boolean injected;

    Going(Notebook notebook, Interpreter java, RunOutputs outputs, CellClock clock) {
      this.notebook = notebook;
      this.java = java;
      this.outputs = outputs;
      this.clock = clock;
      boolean oneMore =
          !parameters.isEmpty() && notebook.cells().anyMatch(NotebookRun::declaresParameters);
      cells = (int) notebook.cells().filter(NotebookCell::runs).count() + (oneMore ? 1 : 0);
    }

    Optional<Failed> run() {
      for (int i = 0; i < notebook.size(); i++) {
        NotebookCell cell = notebook.cell(i);
        if (!cell.runs()) {
          continue;
        }
        boolean takesParameters = declaresParameters(cell) && !parameters.isEmpty() && !injected;
        List<String> before = takesParameters ? java.variables() : List.of();
        Optional<Output.Failure> error = run(cell);
        if (error.isPresent() && !mayGoOn(cell, error.get())) {
          return Optional.of(new Failed("cell " + number, error.get()));
        }
        if (takesParameters) {
          injected = true;
          var known = java.variables().stream().filter(v -> !before.contains(v)).toList();
          inject(notebook, i + 1, parameters.stream().map(p -> declaration(p, known)));
        }
      }
      return Optional.empty();
    }

    private boolean mayGoOn(NotebookCell cell, Output.Failure error) {
      boolean stopped = error.name().equals("Interrupted"); // by whoever ends this process
      return !stopped && (allowErrors || cell.hasTag("raises-exception"));
    }

    private Optional<Output.Failure> run(NotebookCell cell) {
      number++;
      outputs.begin(cell, number);
      watching.begins(number, cells, cell.source());
      Consumer<Output> heard =
          output -> {
            Output told = clock.told(output);
            outputs.add(told);
            watching.gave(told);
          };
      return clock
          .time(() -> java.run(new Cell("cell " + number, cell.source()), heard))
          .map(clock::told)
          .map(Output.Failure.class::cast);
    }
  }

  /// @param known the variables of the cell with the tag `parameters`, as `TYPE NAME`
  private String declaration(Parameter parameter, List<String> known) {
    Optional<String> type =
        known.stream()
            .filter(variable -> variable.endsWith(" " + parameter.name()))
            .map(variable -> variable.substring(0, variable.lastIndexOf(' ')))
            .findFirst();
    if (type.isEmpty()) {
      watching.warns(
          "this notebook knows no parameter %s; it has: %s"
              .formatted(parameter.name(), known.isEmpty() ? "none" : String.join(", ", known)));
    }
    return parameter.declaration(type);
  }
}
