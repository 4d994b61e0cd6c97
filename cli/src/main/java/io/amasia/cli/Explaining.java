package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.cli.operation.EquivalentScript.Tool;
import io.amasia.cli.operation.Operation;
import io.amasia.plan.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

  /// Tools that scripts may be wanted for, which there are none for.
  private static final Set<String> OTHER_TOOLS =
      Set.of(
          "python", "py", "numpy", "pandas", "dask", "iris", "nco", "ncl", "grads", "matlab",
          "julia");

  /// The tool that `--as xarray` or `--as cdo` asks a script of; any other `--as` gives a name.
  ///
  /// @throws AmasiaException.Usage if it is the name of a tool that scripts are not made for
  static Optional<Tool> tool(List<Operation> operations) {
    return operations.stream().flatMap(o -> tool(o).stream()).findFirst();
  }

  /// `operations` but those that ask for a script.
  static List<Operation> withoutTool(List<Operation> operations) {
    return operations.stream().filter(o -> tool(o).isEmpty()).toList();
  }

  private static Optional<Tool> tool(Operation operation) {
    return operation instanceof Operation.As(String name)
        ? switch (name.toLowerCase(Locale.ROOT)) {
          case "xarray" -> Optional.of(Tool.XARRAY);
          case "cdo" -> Optional.of(Tool.CDO);
          case String other when OTHER_TOOLS.contains(other) ->
              throw new AmasiaException.Usage(
                  "no scripts are made for '%s'; there are xarray and cdo: --as xarray"
                      .formatted(name));
          default -> Optional.empty();
        }
        : Optional.empty();
  }
}
