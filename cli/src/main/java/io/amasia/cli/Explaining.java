package io.amasia.cli;

import io.amasia.plan.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Shows the plan of a result.
final class Explaining {
  private Explaining() {}

  static void show(Console console, Explanation explanation, Optional<String> svg)
      throws IOException {
    console.print(explanation.toString());
    if (svg.isPresent()) {
      Files.writeString(Path.of(svg.get()), explanation.toSvg());
      console.say("wrote " + svg.get());
    }
  }
}
