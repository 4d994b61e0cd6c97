package io.amasia.notebook;

import java.util.List;
import java.util.Objects;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/// Documentation of names as text for people.
final class Meanings {
  private Meanings() {}

  static CodeAnalysis.Meaning of(List<Documentation> found) {
    List<String> signatures = found.stream().map(Documentation::signature).distinct().toList();
    String text = "";
    for (Documentation each : found) {
      String javadoc = Objects.requireNonNullElse(each.javadoc(), "");
      text = javadoc.isBlank() ? ApiDocs.of(each.signature()).orElse("") : javadoc.strip();
      if (!text.isEmpty()) {
        break;
      }
    }
    return new CodeAnalysis.Meaning(signatures, text);
  }
}
