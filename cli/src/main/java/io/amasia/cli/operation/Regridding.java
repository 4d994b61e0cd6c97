package io.amasia.cli.operation;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.geo.CellEdges;
import io.amasia.geo.Places;
import io.amasia.geo.Regridder;
import io.amasia.geo.Selections;
import io.amasia.geo.TargetGrid;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fields on another grid: one of equal steps around the globe, or that of a file.
final class Regridding {
  private Regridding() {}

  /// `data` on the grid of `op`. Variables on other grids than the first one's are left as they
  /// are.
  static Dataset of(Dataset given, Operation.Regrid op, Meaning meaning) {
    Dataset located = Places.located(given);
    String name = Selections.gridded(located);
    // Areas of cells are no field.
    Dataset data =
        located.dropVars(
            CfLinks.cellMeasures(located, name).values().stream()
                .filter(located.variables()::containsKey)
                .toArray(String[]::new));
    TargetGrid target = target(op);
    Regridder regridder = Regridder.of(data, name, target, meaning.regrid());
    Regridder covering =
        meaning.minCoverage() > 0 && meaning.minCoverage() < 1
            ? regridder.minCoverage(meaning.minCoverage())
            : regridder;
    Dataset result = bounded(covering.regrid(data), target);
    List<String> rows = target.lat().dims();
    for (String variable : List.copyOf(result.variables().keySet())) {
      if (result.variable(variable).dims().containsAll(rows)) {
        result = result.with(variable, withoutTies(result.variable(variable)));
      }
    }
    return result;
  }

  /// With the limits of the cells as bounds of the new latitudes and longitudes.
  private static Dataset bounded(Dataset result, TargetGrid target) {
    Dataset rows = bounded(result, target.lat().dims().getFirst(), target.latCells());
    return bounded(rows, target.lon().dims().getFirst(), target.lonCells());
  }

  private static Dataset bounded(Dataset result, String axis, CellEdges cells) {
    double[][] limits = new double[cells.size()][];
    for (int i = 0; i < limits.length; i++) {
      limits[i] = new double[] {cells.lower(i), cells.upper(i)};
    }
    String ends = result.sizes().getOrDefault("bnds", 2L) == 2 ? "bnds" : "cell_ends";
    String name = axis + "_bnds";
    Variable coord = result.coords().get(axis).withAttr("bounds", Attribute.of(name));
    return result
        .with(name, Variable.of(List.of(axis, ends), limits))
        .withCoords(result.coords().with(axis, coord));
  }

  /// Cell areas and grid mappings are those of the grid that is gone.
  private static Variable withoutTies(Variable variable) {
    Map<String, Attribute> attrs = new LinkedHashMap<>(variable.attrs());
    attrs.remove("cell_measures");
    attrs.remove("grid_mapping");
    attrs.remove("coordinates");
    return variable.withAttrs(attrs);
  }

  /// The grid that `op` names.
  static TargetGrid target(Operation.Regrid op) {
    return TargetGrid.parse(op.grid()).orElseGet(() -> ofFile(op));
  }

  /// The file whose grid `op` names.
  static Dataset opened(Operation.Regrid op) {
    return Opening.open(List.of(op.grid()), OpenOptions.standard().hearing(_ -> {}));
  }

  private static TargetGrid ofFile(Operation.Regrid op) {
    try (Dataset file = opened(op)) {
      TargetGrid lazy = TargetGrid.of(file, Selections.gridded(file));
      return new TargetGrid(
          loaded(lazy.lat()), loaded(lazy.lon()), lazy.latCells(), lazy.lonCells());
    }
  }

  private static Variable loaded(Variable axis) {
    return axis.sameValues(Nodes.literal(axis.load()));
  }
}
