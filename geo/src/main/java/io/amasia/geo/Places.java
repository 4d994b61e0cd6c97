package io.amasia.geo;

import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import java.util.List;
import java.util.Map;

/// Where on Earth the values of a dataset stand, where its coordinates alone don't tell.
public final class Places {
  private Places() {}

  /// `dataset` with longitudes and latitudes as coordinates of those variables that lack them: of
  /// rotated grids from their pole, of UGRID meshes from their nodes and with the corners of faces
  /// as bounds, else from other variables that hold longitudes and latitudes in degrees. `dataset`
  /// itself when nothing is added.
  public static Dataset located(Dataset dataset) {
    return besideThem(UgridMesh.located(RotatedPole.located(dataset)));
  }

  /// Files that don't name their coordinates have them among the variables. Reads none of them.
  static Dataset besideThem(Dataset dataset) {
    Dataset changed = dataset;
    List<String> bounds = CfLinks.allBounds(dataset);
    for (String name : List.copyOf(dataset.variables().keySet())) {
      if (!changed.has(name) || Axes.of(changed.get(name)).layout() != Axes.Layout.NONE) {
        continue;
      }
      List<String> dims = changed.variable(name).dims();
      Coordinates all = changed.coords();
      for (Map.Entry<String, Variable> other : changed.variables().entrySet()) {
        boolean place = Axes.isLongitude(other.getValue()) || Axes.isLatitude(other.getValue());
        boolean edges = bounds.contains(other.getKey());
        all = place && !edges ? all.with(other.getKey(), other.getValue()) : all;
      }
      Axes axes = Axes.of(dims, all);
      if (axes.layout() != Axes.Layout.NONE
          && !List.of(axes.longitude().orElseThrow(), axes.latitude().orElseThrow())
              .contains(name)) {
        changed = changed.setCoords(axes.longitude().get(), axes.latitude().get());
      }
    }
    return changed;
  }
}
