package io.amasia.geo;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;

/// Columns of a rectilinear grid by their longitude, modulo 360.
final class Longitudes {
  private Longitudes() {}

  /// The columns of a rectilinear grid from `west` eastwards to `east`, modulo 360 and contiguous.
  static Dataset between(Dataset data, String dim, double west, double east) {
    double[] lon = data.coords().get(dim).load().toDoubles();
    LonLatBox box = LonLatBox.of(west, -90, east, 90);
    String variable = Selections.gridded(data);
    RegionSelection selection = RegionSelection.of(data, variable, box);
    if (lon.length == 0) {
      throw new AmasiaException.Label("'" + dim + "' is empty");
    }
    return selection.cut(data);
  }

  /// The position of the column nearest to `lon`, modulo 360.
  static long nearest(Dataset data, String dim, double lon) {
    double[] columns = data.coords().get(dim).load().toDoubles();
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < columns.length; i++) {
      double away = Math.abs(Math.IEEEremainder(columns[i] - lon, 360));
      if (away < least) {
        least = away;
        best = i;
      }
    }
    if (best < 0) {
      throw new AmasiaException.Label("'" + dim + "' is empty");
    }
    return best;
  }
}
