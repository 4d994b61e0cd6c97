package io.amasia.notebook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/// Documentation of names as text for people.
final class Meanings {
  private Meanings() {}

  static CodeAnalysis.Meaning of(List<Documentation> found) {
    List<String> signatures = found.stream().map(Documentation::signature).distinct().toList();
    Set<String> texts = new LinkedHashSet<>();
    for (Documentation each : found) {
      String javadoc = Objects.requireNonNullElse(each.javadoc(), "");
      if (!javadoc.isBlank()) {
        texts.add(javadoc.strip());
      }
    }
    return new CodeAnalysis.Meaning(signatures, texts.stream().findFirst().orElse(""));
  }
}
