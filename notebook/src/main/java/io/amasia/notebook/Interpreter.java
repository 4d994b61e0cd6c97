package io.amasia.notebook;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Cancel;
import io.amasia.plan.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ErroneousSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.jspecify.annotations.Nullable;

/// Runs Java cell by cell, with `io.amasia.Amasia.*` and [Display] imported, in this JVM and on the
/// thread that asks, in the session that was current when it was made or that `%engine` made since.
/// Not thread-safe but for [#interrupt].
///
/// ```java
/// try (var java = new Interpreter(); var _ = StandardStreams.take()) {
///   java.run(new Cell("cell 1", "1 + 1"), output -> …);
/// }
/// ```
public final class Interpreter implements AutoCloseable {
  private static final List<String> IMPORTS =
      List.of(
          "import module java.base;",
          "import io.amasia.*;",
          "import io.amasia.array.*;",
          "import io.amasia.dataset.*;",
          "import static io.amasia.Amasia.*;",
          "import static io.amasia.notebook.Display.*;");

  /// How long a cell may go on after an interrupt before it is said to.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SnippetLoader loader = new SnippetLoader();
  private final SnippetControl control = new SnippetControl(loader);
  private final Traceback traceback = new Traceback();
  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final CodeAnalysis code;
  private final Magics magics;
  private final Object lock = new Object();
  private Session session = Session.current();

  /// What `%engine` made; the last is in use.
  private final List<Session> ownSessions = new ArrayList<>();

  private @Nullable Thread running;
  private CellOutput showing = CellOutput.beside(_ -> {});
  private Cancel stop = new Cancel();
  private @Nullable Snippet lastValue;
  private List<String> lastValueClasses = List.of();

  public Interpreter() {
    shell = JShell.builder().executionEngine(control.provider(), Map.of()).build();
    // As a compiler's option it would hide what is added later.
    shell.addToClasspath(SnippetLoader.OWN_PATH);
    analysis = shell.sourceCodeAnalysis();
    code = new CodeAnalysis(analysis);
    magics = new Magics(this);
    IMPORTS.forEach(shell::eval);
  }

  /// What source is about: whether it is complete, what could go on, what a name means.
  public CodeAnalysis code() {
    return code;
  }

  /// Runs `cell` until it ends or something fails, and hands each output to `to` when it comes. The
  /// value of its last expression is the result, unless that is null.
  ///
  /// @param to is called by one thread at a time, also after the end if threads of the cell print
  /// @return why it ended early, which `to` was told too; empty if it did not
  public Optional<Output.Failure> run(Cell cell, Consumer<Output> to) {
    return run(cell, CellOutput.begin(to));
  }

  private Optional<Output.Failure> run(Cell cell, CellOutput output) {
    var thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    synchronized (lock) {
      running = thread;
      showing = output;
      stop = new Cancel();
    }
    Optional<Output.Failure> error;
    try {
      thread.setContextClassLoader(loader.asLoader());
      error = runInside(cell, output);
      closeReplaced();
    } catch (Throwable e) { // such as out of memory
      error = Optional.of(traceback.of(e));
    } finally {
      synchronized (lock) {
        running = null;
        SnippetCalls.stop(false);
        Thread.interrupted(); // an interrupt that came too late is not the next one's
      }
      thread.setContextClassLoader(before);
    }
    error = stop.isCancelled() ? error.map(Traceback::interrupted) : error;
    error.ifPresent(output::show);
    output.flush();
    return error;
  }

  /// The value of an expression, beside the cells; for front ends.
  ///
  /// @throws AmasiaException.Usage if it has none
  public MimeBundle value(String expression) {
    List<MimeBundle> found = new ArrayList<>();
    Optional<Output.Failure> error =
        run(
            new Cell("", expression),
            CellOutput.beside(output -> {
              if (output instanceof Output.ExecuteResult result) {
                found.add(result.data());
              }
            }));
    error.ifPresent(e -> {
      throw new AmasiaException.Usage(e.message());
    });
    return found.isEmpty() ? MimeBundle.plain("null") : found.getLast();
  }

  /// What came of a cell, or of a part of it.
  private record Result(Optional<Object> value, Optional<Output.Failure> error) {
    static Result of(Output.Failure error) {
      return new Result(Optional.empty(), Optional.of(error));
    }
  }

  /// Stops what runs, if anything does: computations, loops, and what waits. Code of the JDK and of
  /// libraries that calls none of the cell's and doesn't heed interrupts goes on, as a JVM can't
  /// stop a thread without leaving what it held broken: after [#PATIENCE] the cell says where it
  /// is.
  public void interrupt() {
    synchronized (lock) {
      if (running != null) {
        SnippetCalls.stop(true);
        stop.cancel();
        running.interrupt();
        Cancel asked = stop;
        Thread.startVirtualThread(() -> sayWhatGoesOn(asked));
      }
    }
  }

  private void sayWhatGoesOn(Cancel asked) {
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException _) {
      return;
    }
    CellOutput output;
    StackTraceElement[] frames;
    synchronized (lock) {
      if (running == null || stop != asked) {
        return;
      }
      output = showing;
      frames = running.getStackTrace();
    }
    output.print(
        Output.Channel.ERR,
        "the cell has not ended yet%s; wait, or restart to end it%n".formatted(place(frames)));
  }

  /// Where a library is, or what the cell called of the JDK.
  private static String place(StackTraceElement[] frames) {
    int at = 0;
    while (at < frames.length && frames[at].getClassName().matches("(java|jdk)\\..*")) {
      at++;
    }
    at -= at < frames.length && at > 0 && frames[at].getClassName().startsWith("REPL.") ? 1 : 0;
    return at == frames.length
        ? ""
        : ", in %s.%s".formatted(frames[at].getClassName(), frames[at].getMethodName());
  }

  /// Runs `cell`, or what is like one, such as a file: each part in the session that is in use by
  /// then. Shows the value of the last.
  Optional<Output.Failure> runInside(Cell cell, CellOutput output) {
    List<CellPart> parts = CellPart.of(cell.source(), code);
    for (CellPart part : parts) {
      boolean last = part.equals(parts.getLast());
      Optional<Output.Failure> error =
          inSession(() ->
              switch (part) {
                case CellPart.Java java when last -> runInside(cell, java, output);
                case CellPart.Java java -> java(cell, java, output).error;
                case CellPart.Magic magic -> magics.run(cell, magic, output);
              });
      if (error.isPresent()) {
        return error;
      }
    }
    return Optional.empty();
  }

  private Optional<Output.Failure> inSession(Callable<Optional<Output.Failure>> part) {
    try {
      return session.call(stop, part);
    } catch (Exception e) { // of a magic, or of showing a value
      return Optional.of(traceback.of(e));
    }
  }

  /// Runs Java of `cell` in the current session, and shows its value.
  Optional<Output.Failure> runInside(Cell cell, CellPart.Java java, CellOutput output) {
    Result result = java(cell, java, output);
    result.value.ifPresent(value -> output.show(new Output.ExecuteResult(Mime.of(value))));
    return result.error;
  }

  private Result java(Cell cell, CellPart.Java part, CellOutput output) {
    String rest = part.text();
    Optional<Object> value = Optional.empty();
    while (!rest.isBlank()) {
      rest = rest.stripLeading(); // else JShell counts lines wrongly
      CompletionInfo piece = analysis.analyzeCompletion(rest);
      if (piece.completeness() == Completeness.EMPTY) {
        break;
      }
      // Of what is no Java there are no pieces.
      String source = piece.source() == null ? rest : piece.source();
      int begin = part.begin() + part.text().length() - rest.length();
      rest = piece.source() == null || piece.remaining() == null ? "" : piece.remaining();
      var place = new Traceback.Place(cell, begin);
      List<SnippetEvent> events = shell.eval(source);
      List<String> classes = loader.takeLoaded();
      value = Optional.empty();
      try {
        for (SnippetEvent event : events) {
          traceback.know(event.snippet(), place, event.causeSnippet() == null);
          Optional<Output.Failure> error = error(event, place);
          if (error.isPresent()) {
            return Result.of(error.get());
          }
          if (event.causeSnippet() == null) {
            warnOfMissing(event.snippet(), output);
            if (isShown(event.snippet())) {
              value = Optional.ofNullable(control.value(event.value()));
            }
          }
        }
      } finally {
        control.forget();
        drop(events, classes);
      }
    }
    return new Result(value, Optional.empty());
  }

  /// Values that nobody gave a name to are shown.
  private static boolean isShown(Snippet snippet) {
    return switch (snippet.subKind()) {
      case TEMP_VAR_EXPRESSION_SUBKIND, VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND -> true;
      default -> false;
    };
  }

  /// Statements and expressions define nothing: they and their classes go when they were run. Of
  /// values without a name the last stays, as `$1`, `$2` …
  private void drop(List<SnippetEvent> events, List<String> classes) {
    for (SnippetEvent event : events) {
      Snippet snippet = event.snippet();
      if (event.causeSnippet() != null || shell.status(snippet) != Snippet.Status.VALID) {
        continue;
      }
      if (snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
        if (lastValue != null && shell.status(lastValue) == Snippet.Status.VALID) {
          drop(lastValue, lastValueClasses);
        }
        lastValue = snippet;
        lastValueClasses = classes;
      } else if (snippet.kind() == Snippet.Kind.STATEMENT
          || snippet.kind() == Snippet.Kind.EXPRESSION) {
        drop(snippet, classes);
      }
    }
  }

  private void drop(Snippet snippet, List<String> classes) {
    shell.drop(snippet);
    loader.takeLoaded(); // dropping compiles what used it anew, which is of no interest here
    loader.forget(classes);
    traceback.forget(snippet);
  }

  private Optional<Output.Failure> error(SnippetEvent event, Traceback.Place place) {
    if (event.status() == Snippet.Status.REJECTED || event.snippet() instanceof ErroneousSnippet) {
      return Optional.of(
          traceback.refused(place, event.snippet(), shell.diagnostics(event.snippet()).toList()));
    }
    JShellException exception = event.exception();
    return exception == null
        ? Optional.empty()
        : Optional.of(traceback.of(exception, control.thrown(), shell));
  }

  private void warnOfMissing(Snippet snippet, CellOutput output) {
    if (snippet instanceof DeclarationSnippet declared
        && (shell.status(snippet) == Snippet.Status.RECOVERABLE_DEFINED
            || shell.status(snippet) == Snippet.Status.RECOVERABLE_NOT_DEFINED)) {
      output.print(
          Output.Channel.ERR,
          "%s can't be used before there is %s%n"
              .formatted(
                  declared.name(),
                  String.join(", ", shell.unresolvedDependencies(declared).toList())));
    }
  }

  /// The variables that were declared, as `TYPE NAME`.
  public List<String> variables() {
    return shell.variables().map(v -> v.typeName() + " " + v.name()).toList();
  }

  /// From now on computes where `url` says, as `--engine` does.
  ///
  /// @throws AmasiaException.Usage if there is no such engine
  Session engine(String url) {
    Session next = session.toBuilder().engine(url).build();
    ownSessions.add(next);
    session = next;
    return next;
  }

  /// Only when a cell ends, since a part of it may run in a session that it replaces.
  private void closeReplaced() {
    while (ownSessions.size() > 1) {
      ownSessions.removeFirst().close();
    }
  }

  /// Lets what follows use the classes of these jars.
  void addJars(List<Path> jars) {
    jars.forEach(jar -> shell.addToClasspath(jar.toString()));
  }

  @Override
  public void close() {
    shell.close();
    ownSessions.forEach(Session::close);
  }
}
