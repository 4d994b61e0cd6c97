package io.amasia.geo;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The areas of a field's cells as weights of means over space.
public final class AreaWeights {
  private AreaWeights() {}

  /// Areas in m² over the horizontal dimensions of variable `name`: by its cell measures, else by
  /// bounds, else on the sphere between grid points; see [HorizontalGrid#areaSource]. Cells without
  /// area have 0.
  ///
  /// A field without longitudes, such as a zonal mean, is weighted by its bands of latitude. A
  /// single row or column without bounds counts as one degree wide, which is right for means only.
  ///
  /// @throws AmasiaException.Label when there are no latitudes to know areas by
  /// @throws AmasiaException.Unsupported when areas can't be known; the message says what to do
  public static DataArray of(Dataset dataset, String name) {
    Axes axes = Axes.of(dataset.get(name));
    Optional<String> latitude =
        axes.layout() == Axes.Layout.NONE
            ? axes.latitude().filter(lat -> dataset.variable(lat).ndim() == 1)
            : Optional.empty();
    if (latitude.isPresent()) {
      return bands(dataset, latitude.get());
    }
    HorizontalGrid grid = HorizontalGrid.of(dataset, name);
    return grid.array("area_weights", grid.relativeAreas(), dataset)
        .withAttr("units", Attribute.of("m2"));
  }

  /// The same for the first variable that lies on the globe; the others are weighted alike.
  ///
  /// @throws AmasiaException.Label when none has latitudes to know areas by
  public static DataArray of(Dataset dataset) {
    for (String name : dataset.variables().keySet()) {
      Axes axes = Axes.of(dataset.get(name));
      if (axes.layout() != Axes.Layout.NONE || axes.latitude().isPresent()) {
        return of(dataset, name);
      }
    }
    throw new AmasiaException.Label(
        "no area weights: none of %s has latitudes; the coordinates are %s"
            .formatted(dataset.variables().keySet(), dataset.coords().names()));
  }

  /// Areas as the coordinates of `array` tell; like [#of(Dataset, String)] without bounds and cell
  /// measures.
  public static DataArray of(DataArray array) {
    String name = array.name().orElse("the array");
    return of(new Dataset(Map.of(name, array.variable()), array.coords(), Map.of()), name);
  }

  private static DataArray bands(Dataset dataset, String name) {
    Variable latitude = dataset.variable(name);
    double[] centres = latitude.load().toDoubles();
    Optional<Variable> bounds = CfLinks.bounds(dataset, name);
    CellEdges lat =
        bounds.isPresent()
            ? CellEdges.latitudeBounds(bounds.get().load().toDoubles())
            : centres.length == 1 ? CellEdges.unit(centres) : CellEdges.latitudes(centres);
    double[] areas =
        CellAreas.rectilinear(
            lat, CellEdges.longitudeBounds(new double[] {0, 360}), CellAreas.EARTH_RADIUS);
    List<String> dims = latitude.dims();
    return new DataArray(
        "area_weights",
        Variable.of(dims, areas).withAttr("units", Attribute.of("m2")),
        Coordinates.NONE.with(name, latitude));
  }
}
