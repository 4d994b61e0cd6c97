package io.amasia.cli.shell;

import io.amasia.notebook.Cell;
import io.amasia.notebook.CodeAnalysis;
import io.amasia.notebook.History;
import io.amasia.notebook.Interpreter;
import io.amasia.notebook.Output;
import io.amasia.notebook.Output.Channel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// Reads Java from people or from a pipe and shows what it comes to.
public final class Shell {
  private static final String PROMPT = "amasia> ";
  private static final String HELP =
      """
      Java, line by line; what is not assigned is shown. Everything of io.amasia.Amasia is there:
        var ds = open("tas.nc")
        var tas = ds.get("tas").sel("time", slice("1990", "1999"))
        tas.mean("lat", "lon").compute()
      %time, %load, %engine and %maven work as in notebooks.
      /vars lists variables, /exit or Ctrl-D ends; Tab completes, Ctrl-C stops what runs.\
      """;

  private final PrintStream out;
  private final PrintStream err;

  public Shell(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// Runs what comes from `in` until it ends or something fails.
  ///
  /// @return the exit code: 1 if something failed
  public int piped(Reader in) throws IOException {
    try (var java = new Interpreter();
        var lines = new BufferedReader(in)) {
      var source = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        source.append(line).append('\n');
        if (isCommand(source.toString()) || mayRun(java, source.toString())) {
          Answer answer = answer(java, source.toString());
          if (answer != Answer.GO_ON) {
            return answer == Answer.END ? 0 : 1;
          }
          source.setLength(0);
        }
      }
      return answer(java, source.toString()) == Answer.FAILED ? 1 : 0;
    }
  }

  /// Talks at the terminal until the end is asked for.
  ///
  /// @param history what was typed earlier, here and in notebooks
  public int interactive(History history) throws IOException {
    out.println("Amasia in Java. /help helps, /exit ends.");
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
        var java = new Interpreter()) {
      terminal.handle(Terminal.Signal.INT, _ -> java.interrupt());
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .parser(new WholePieces(java))
              .completer((_, line, candidates) -> complete(java, line, candidates))
              .history(new DefaultHistory())
              .variable(LineReader.SECONDARY_PROMPT_PATTERN, "   ...> ")
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .build();
      history.entries().forEach(entry -> reader.getHistory().add(entry.source()));
      while (true) {
        try {
          String source = reader.readLine(PROMPT);
          history.add(source);
          if (answer(java, source) == Answer.END) {
            return 0;
          }
        } catch (UserInterruptException _) {
          // The line is given up, as in other shells.
        } catch (EndOfFileException _) {
          return 0;
        }
      }
    }
  }

  private enum Answer {
    GO_ON,
    FAILED,
    END
  }

  private static boolean isCommand(String source) {
    return source.strip().matches("/(exit|help|vars)");
  }

  private Answer answer(Interpreter java, String source) {
    switch (source.strip()) {
      case "/exit" -> {
        return Answer.END;
      }
      case "/help" -> out.println(HELP);
      case "/vars" -> java.variables().forEach(out::println);
      default -> {
        boolean failed = java.run(new Cell("", source), this::show).isPresent();
        return failed ? Answer.FAILED : Answer.GO_ON;
      }
    }
    return Answer.GO_ON;
  }

  /// Cells that print do so themselves.
  private void show(Output output) {
    switch (output) {
      case Output.Stream printed ->
          (printed.channel() == Channel.OUT ? out : err).print(printed.text());
      case Output.DisplayData shown -> out.println(shown.data().plain());
      case Output.UpdateDisplay shown -> out.println(shown.data().plain());
      case Output.ExecuteResult result -> out.println(result.data().plain());
      case Output.Failure error -> {
        out.flush();
        err.println("error: " + String.join("\n", error.traceback()));
      }
    }
    out.flush();
  }

  private static boolean mayRun(Interpreter java, String source) {
    return java.code().completeness(source) != CodeAnalysis.Completeness.INCOMPLETE;
  }

  private static void complete(Interpreter java, ParsedLine line, List<Candidate> candidates) {
    CodeAnalysis.Completions found = java.code().complete(line.line(), line.cursor());
    // JLine replaces its own word, the identifier before the cursor.
    int word = line.cursor() - line.wordCursor();
    String kept = word <= found.from() ? line.line().substring(word, found.from()) : "";
    for (String text : found.texts()) {
      String shown = text.endsWith("(") ? text + ")" : text;
      candidates.add(new Candidate(kept + text, shown, null, null, null, null, false));
    }
  }

  /// Takes lines until they are a whole piece of Java; a word is an identifier.
  private record WholePieces(Interpreter java) implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.ACCEPT_LINE && !isCommand(line) && !mayRun(java, line)) {
        throw new EOFError(-1, cursor, "goes on");
      }
      int begin = cursor;
      while (begin > 0 && Character.isJavaIdentifierPart(line.charAt(begin - 1))) {
        begin--;
      }
      return new Identifier(line, cursor, begin);
    }
  }

  /// A line whose word is the identifier before the cursor; nothing in it is escaped.
  private record Identifier(String line, int cursor, int begin) implements CompletingParsedLine {
    @Override
    public String word() {
      return line.substring(begin, cursor);
    }

    @Override
    public int wordCursor() {
      return cursor - begin;
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor();
    }

    @Override
    public int rawWordLength() {
      return wordCursor();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word());
    }
  }
}
