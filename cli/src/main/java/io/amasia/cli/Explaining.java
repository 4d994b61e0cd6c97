package io.amasia.cli;

import io.amasia.cli.operation.EquivalentScript.Tool;
import io.amasia.cli.operation.Operation;
import io.amasia.plan.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /// The tool that `--as xarray` or `--as cdo` asks a script of; any other `--as` gives a name.
  static Optional<Tool> tool(List<Operation> operations) {
    return operations.stream().flatMap(o -> tool(o).stream()).findFirst();
  }

  /// `operations` but those that ask for a script.
  static List<Operation> withoutTool(List<Operation> operations) {
    return operations.stream().filter(o -> tool(o).isEmpty()).toList();
  }

  private static Optional<Tool> tool(Operation operation) {
    return operation instanceof Operation.As(String name)
        ? switch (name) {
          case "xarray" -> Optional.of(Tool.XARRAY);
          case "cdo" -> Optional.of(Tool.CDO);
          default -> Optional.empty();
        }
        : Optional.empty();
  }
}
