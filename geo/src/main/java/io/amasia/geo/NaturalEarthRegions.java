package io.amasia.geo;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Regions;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import java.util.Set;

/// The regions of [GeoRegion#of(String)] as arrays and datasets are cut to them by name.
public final class NaturalEarthRegions implements Regions {
  @Override
  public Dataset cut(Dataset dataset, String name) {
    RegionSelection selection = RegionSelection.of(dataset, onGlobe(dataset), GeoRegion.of(name));
    Dataset cut = selection.cut(dataset);
    DataArray mask = selection.mask();
    Set<String> dims = Set.copyOf(mask.dims());
    Dataset masked = cut;
    for (String variable : cut.variables().keySet()) {
      Variable values = cut.variable(variable);
      if (values.dims().containsAll(dims) && values.dtype().isNumeric()) {
        masked =
            masked.with(
                variable, cut.get(variable).where(mask).variable().withAttrs(values.attrs()));
      }
    }
    return masked;
  }

  private static String onGlobe(Dataset dataset) {
    for (String name : dataset.variables().keySet()) {
      if (Axes.of(dataset.get(name)).layout() != Axes.Layout.NONE) {
        return name;
      }
    }
    throw new AmasiaException.Label(
        "nothing to cut to a region: no variable has longitudes and latitudes; the coordinates are "
            + dataset.coords().names());
  }
}
