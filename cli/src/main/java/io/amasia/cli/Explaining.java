package io.amasia.cli;

import io.amasia.dataset.Dataset;
import io.amasia.plan.Explanation;
import io.amasia.plan.Node;
import io.amasia.plan.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Shows the plan of a result.
final class Explaining {
  private Explaining() {}

  static void show(Console console, Dataset result, Optional<String> svg) throws IOException {
    Map<String, Node> roots = new LinkedHashMap<>();
    result.variables().forEach((name, variable) -> roots.put(name, variable.data()));
    Explanation explanation = Session.current().explain(roots);
    console.print(explanation.toString());
    if (svg.isPresent()) {
      Files.writeString(Path.of(svg.get()), explanation.toSvg());
      console.say("wrote " + svg.get());
    }
  }
}
