package io.amasia.notebook;

import java.util.List;
import java.util.Optional;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/// What can be said of source before it is run: whether it is complete, how it could go on, what
/// its names mean. Places are indices into the text.
public final class CodeAnalysis {
  private final SourceCodeAnalysis analysis;

  CodeAnalysis(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /// Whether source may be run.
  public enum Completeness {
    COMPLETE,
    /// More lines have to come.
    INCOMPLETE,
    /// It is no Java, and no more lines make it so.
    INVALID
  }

  /// Whether `source` may be run, or goes on in another line.
  public Completeness completeness(String source) {
    if (!goesOn(source)) {
      List<CellPart> parts = CellPart.of(source, this);
      boolean magic = parts.stream().anyMatch(part -> part instanceof CellPart.Magic);
      return magic || isJava(source) ? Completeness.COMPLETE : Completeness.INVALID;
    }
    return Completeness.INCOMPLETE;
  }

  /// Whether the last of its pieces goes on in another line.
  boolean goesOn(String source) {
    String rest = source;
    while (!rest.isBlank()) {
      CompletionInfo piece = analysis.analyzeCompletion(rest);
      switch (piece.completeness()) {
        case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
          return true;
        }
        case EMPTY, UNKNOWN -> {
          return false;
        }
        case COMPLETE, COMPLETE_WITH_SEMI ->
            rest = piece.remaining() == null ? "" : piece.remaining();
      }
    }
    return false;
  }

  private boolean isJava(String source) {
    String rest = source;
    while (!rest.isBlank()) {
      CompletionInfo piece = analysis.analyzeCompletion(rest);
      if (piece.completeness() == SourceCodeAnalysis.Completeness.UNKNOWN) {
        return false;
      }
      rest = piece.remaining() == null ? "" : piece.remaining();
    }
    return true;
  }

  /// What could stand at a place.
  ///
  /// @param from where the part begins that each of `texts` would replace
  public record Completions(int from, List<String> texts) {
    public Completions {
      texts = List.copyOf(texts);
    }
  }

  /// What could go on at `cursor`: names of magics at the begin of a line, else Java.
  public Completions complete(String source, int cursor) {
    int line = source.lastIndexOf('\n', cursor - 1) + 1;
    String begun = source.substring(line, cursor);
    if (begun.matches("%{1,2}[a-zA-Z]*")) {
      return new Completions(
          line, Magics.NAMES.stream().filter(name -> name.startsWith(begun)).toList());
    }
    String asked = asked(source, cursor);
    int[] anchor = {asked.length()};
    List<String> texts =
        analysis.completionSuggestions(asked, asked.length(), anchor).stream()
            .map(Suggestion::continuation)
            .distinct()
            .toList();
    return new Completions(cursor - (asked.length() - anchor[0]), texts);
  }

  /// The Java up to `cursor`: the piece that it stands in, and those before it that may stand in
  /// the body of a method, as in them variables are declared that were not run yet.
  private String asked(String source, int cursor) {
    var text = new StringBuilder();
    String rest = source.substring(javaBegin(source, cursor), cursor);
    while (true) {
      CompletionInfo piece = analysis.analyzeCompletion(rest);
      String remaining = piece.remaining();
      if (remaining == null || remaining.isBlank() || piece.source() == null) {
        return text.append(rest).toString();
      }
      boolean inside =
          analysis.sourceToSnippets(piece.source()).stream()
              .allMatch(snippet ->
                  switch (snippet.kind()) {
                    case VAR, EXPRESSION, STATEMENT -> true;
                    case IMPORT, TYPE_DECL, METHOD, ERRONEOUS -> false;
                  });
      if (inside) {
        text.append(piece.source()).append('\n');
      }
      rest = remaining;
    }
  }

  /// Where the Java begins that `cursor` stands in: behind the last order before it.
  private int javaBegin(String source, int cursor) {
    int begin = 0;
    for (CellPart part : CellPart.of(source.substring(0, cursor), this)) {
      begin =
          switch (part) {
            case CellPart.Java java -> java.begin();
            case CellPart.Magic magic ->
                magic.body().text().isEmpty() ? magic.argument().begin() : magic.body().begin();
          };
    }
    return begin;
  }

  /// What a name means.
  ///
  /// @param signatures one a line where a method has several
  /// @param text what its documentation says, in Markdown; empty if there is none
  public record Meaning(List<String> signatures, String text) {
    public Meaning {
      signatures = List.copyOf(signatures);
    }
  }

  /// What the name at `cursor` means; empty if that is nothing known.
  public Optional<Meaning> meaning(String source, int cursor) {
    int end = cursor;
    while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
      end++;
    }
    String before = asked(source, end);
    // A method is known by the parenthesis behind its name.
    for (String asked : List.of(before + "(", before)) {
      List<SourceCodeAnalysis.Documentation> found =
          analysis.documentation(asked, asked.length(), true);
      if (!found.isEmpty()) {
        return Optional.of(Meanings.of(found));
      }
    }
    return Optional.empty();
  }
}
