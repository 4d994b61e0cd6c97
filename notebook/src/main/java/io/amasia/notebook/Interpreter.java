package io.amasia.notebook;

import io.amasia.array.AmasiaException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.Diag;
import jdk.jshell.ErroneousSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/// Runs Java piece by piece, with `io.amasia.Amasia.*` imported, in this JVM and on the thread that
/// asks, so that the session it is called in is the one that computes. Not thread-safe but for
/// [#interrupt].
public final class Interpreter implements AutoCloseable {
  private static final List<String> IMPORTS =
      List.of(
          "import module java.base;",
          "import io.amasia.*;",
          "import io.amasia.array.*;",
          "import io.amasia.dataset.*;",
          "import static io.amasia.Amasia.*;");

  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private volatile @Nullable Thread running;
  private @Nullable Throwable thrown;

  /// What a piece of Java came to.
  ///
  /// @param shown the values of expressions as text, in order; declarations have none
  /// @param error what was wrong with it, in one or more lines; nothing after it was run
  public record Outcome(List<String> shown, Optional<String> error) {
    public Outcome {
      shown = List.copyOf(shown);
    }
  }

  public Interpreter() {
    shell =
        JShell.builder()
            .executionEngine(new InThisThread(), Map.of())
            .compilerOptions("--class-path", System.getProperty("java.class.path"))
            .build();
    analysis = shell.sourceCodeAnalysis();
    IMPORTS.forEach(shell::eval);
  }

  /// Whether `source` may be run, or goes on in another line.
  public boolean isComplete(String source) {
    return switch (analysis.analyzeCompletion(source).completeness()) {
      case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> false;
      case COMPLETE, COMPLETE_WITH_SEMI, EMPTY, UNKNOWN -> true;
    };
  }

  /// Runs `source`, one snippet after the other, until one fails.
  public Outcome run(String source) {
    List<String> shown = new ArrayList<>();
    String rest = source;
    running = Thread.currentThread();
    try {
      while (!rest.isBlank()) {
        SourceCodeAnalysis.CompletionInfo piece = analysis.analyzeCompletion(rest);
        String snippet = piece.source() == null ? rest : piece.source();
        rest = piece.source() == null || piece.remaining() == null ? "" : piece.remaining();
        for (SnippetEvent event : shell.eval(snippet)) {
          Optional<String> error = error(event);
          if (error.isPresent()) {
            return new Outcome(shown, error);
          }
          if (event.causeSnippet() == null && event.value() != null && isShown(event.snippet())) {
            shown.add(event.value());
          }
        }
      }
      return new Outcome(shown, Optional.empty());
    } finally {
      running = null;
      Thread.interrupted(); // an interrupt that came too late is not the next one's
    }
  }

  /// Values that nobody gave a name to are shown.
  private static boolean isShown(Snippet snippet) {
    return switch (snippet.subKind()) {
      case TEMP_VAR_EXPRESSION_SUBKIND, VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND -> true;
      default -> false;
    };
  }

  /// Interrupts what runs, if anything does.
  public void interrupt() {
    Thread thread = running;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /// What could stand at `cursor`, and where the part begins that it would replace.
  public record Completions(int from, List<String> texts) {
    public Completions {
      texts = List.copyOf(texts);
    }
  }

  /// What could go on at `cursor`.
  public Completions complete(String source, int cursor) {
    int[] anchor = {cursor};
    List<String> texts =
        analysis.completionSuggestions(source, cursor, anchor).stream()
            .map(SourceCodeAnalysis.Suggestion::continuation)
            .distinct()
            .toList();
    return new Completions(anchor[0], texts);
  }

  /// The variables that were declared, as `TYPE NAME`.
  public List<String> variables() {
    return shell.variables().map(v -> v.typeName() + " " + v.name()).toList();
  }

  private Optional<String> error(SnippetEvent event) {
    if (event.status() == Snippet.Status.REJECTED || event.snippet() instanceof ErroneousSnippet) {
      List<String> lines = new ArrayList<>();
      shell
          .diagnostics(event.snippet())
          .filter(Diag::isError)
          .forEach(d -> lines.addAll(marked(d, event.snippet().source())));
      return Optional.of(lines.isEmpty() ? "this is no Java" : String.join("\n", lines));
    }
    JShellException exception = event.exception();
    if (exception == null) {
      return Optional.empty();
    }
    Throwable cause = thrown == null ? exception : thrown;
    thrown = null;
    return Optional.of(
        cause instanceof AmasiaException ? String.valueOf(cause.getMessage()) : cause.toString());
  }

  /// A message, and the line it is about with a mark below.
  private static List<String> marked(Diag diag, String source) {
    List<String> lines = new ArrayList<>();
    lines.add(diag.getMessage(Locale.ROOT).lines().findFirst().orElse(""));
    int at = Math.clamp(diag.getPosition(), 0, source.length());
    int begin = source.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
    int end = source.indexOf('\n', at);
    String line = source.substring(Math.min(begin, at), end < 0 ? source.length() : end);
    if (!line.isBlank()) {
      lines.add("  " + line);
      lines.add("  " + " ".repeat(Math.max(0, at - begin)) + "^");
    }
    return lines;
  }

  @Override
  public void close() {
    shell.close();
  }

  /// Runs snippets in this JVM, on the thread that evaluates them, and keeps what they throw.
  private final class InThisThread implements ExecutionControlProvider {
    @Override
    public String name() {
      return "amasia";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return new DirectExecutionControl() {
        @Override
        protected String invoke(Method method) throws Exception {
          try {
            return valueString(method.invoke(null));
          } catch (InvocationTargetException e) {
            thrown = e.getCause();
            throw e;
          }
        }

        @Override
        public void stop() {
          interrupt();
        }
      };
    }
  }
}
