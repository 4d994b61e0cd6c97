package io.amasia.geo;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// True longitudes and latitudes of grids whose pole is moved, as regional models have.
///
/// Specification: CF conventions 1.11, appendix F, `rotated_latitude_longitude`. The formula is
/// that of spherical triangles between the two poles and a place (Snyder 1987, equations 5-7 and
/// 5-8b).
///
/// @param poleLat true latitude of the grid's north pole, degrees
/// @param poleLon true longitude of the grid's north pole, degrees
/// @param gridLonOfPole longitude of the true north pole on the grid, degrees; 0 unless said
public record RotatedPole(double poleLat, double poleLon, double gridLonOfPole) {
  /// A place on Earth, in degrees.
  record Place(double lon, double lat) {}

  /// `dataset` with coordinates `lon` and `lat` of `[y, x]` for those variables on a rotated grid
  /// that have no true longitudes and latitudes; `dataset` itself when there are none.
  static Dataset located(Dataset dataset) {
    Dataset changed = dataset;
    for (String name : List.copyOf(dataset.variables().keySet())) {
      Axes axes = Axes.of(changed.get(name));
      Optional<String> y = gridAxis(changed, axes, Axes.Axis.Y, "grid_latitude");
      Optional<String> x = gridAxis(changed, axes, Axes.Axis.X, "grid_longitude");
      Optional<RotatedPole> pole =
          changed
              .variable(name)
              .attr("grid_mapping")
              .filter(dataset::has)
              .flatMap(mapping -> of(dataset.variable(mapping)));
      boolean free = !changed.has("lon") && !changed.has("lat");
      if (axes.layout() == Axes.Layout.NONE
          && x.isPresent()
          && y.isPresent()
          && pole.isPresent()
          && free) {
        changed = pole.get().withCoordinates(changed, y.get(), x.get());
      }
    }
    return changed;
  }

  /// The pole that a grid mapping variable tells; empty if it is another mapping, or lacks one of
  /// the numbers it must have.
  static Optional<RotatedPole> of(Variable mapping) {
    Optional<Double> lat = number(mapping, "grid_north_pole_latitude");
    Optional<Double> lon = number(mapping, "grid_north_pole_longitude");
    if (!mapping.attr("grid_mapping_name").equals(Optional.of("rotated_latitude_longitude"))
        || lat.isEmpty()
        || lon.isEmpty()) {
      return Optional.empty();
    }
    double turned = number(mapping, "north_pole_grid_longitude").orElse(0.0);
    return Optional.of(new RotatedPole(lat.get(), lon.get(), turned));
  }

  /// The true place of a place on the grid, both in degrees; longitude from -180 to 180.
  Place truePlace(double gridLon, double gridLat) {
    double y = Math.toRadians(gridLat);
    double x = Math.toRadians(gridLon - gridLonOfPole);
    double pole = Math.toRadians(poleLat);
    double up = Math.sin(y) * Math.sin(pole) + Math.cos(y) * Math.cos(x) * Math.cos(pole);
    double east = -Math.cos(y) * Math.sin(x);
    double north = Math.sin(y) * Math.cos(pole) - Math.cos(y) * Math.cos(x) * Math.sin(pole);
    double lon = poleLon + Math.toDegrees(Math.atan2(east, north));
    double lat = Math.toDegrees(Math.asin(Math.clamp(up, -1, 1)));
    return new Place(Math.IEEEremainder(lon, 360), lat);
  }

  private Dataset withCoordinates(Dataset dataset, String y, String x) {
    double[] rows = dataset.variable(y).load().toDoubles();
    double[] columns = dataset.variable(x).load().toDoubles();
    double[] lon = new double[rows.length * columns.length];
    double[] lat = new double[lon.length];
    for (int k = 0; k < lon.length; k++) {
      Place place = truePlace(columns[k % columns.length], rows[k / columns.length]);
      lon[k] = place.lon();
      lat[k] = place.lat();
    }
    int[] shape = {rows.length, columns.length};
    return dataset
        .withCoord("lon", coordinate(y, x, lon, shape, "longitude", "degrees_east"))
        .withCoord("lat", coordinate(y, x, lat, shape, "latitude", "degrees_north"));
  }

  private static Variable coordinate(
      String y, String x, double[] values, int[] shape, String name, String units) {
    return Variable.of(List.of(y, x), Nodes.literal(Flat.shaped(values, shape)))
        .withAttrs(Map.of("standard_name", Attribute.of(name), "units", Attribute.of(units)));
  }

  private static Optional<String> gridAxis(
      Dataset dataset, Axes axes, Axes.Axis axis, String standardName) {
    return axes.dim(axis)
        .filter(dim -> dataset.coords().hasLabels(dim))
        .filter(dim ->
            dataset.coords().get(dim).attr("standard_name").equals(Optional.of(standardName)));
  }

  private static Optional<Double> number(Variable mapping, String name) {
    return mapping.attrs().get(name) instanceof Attribute.Numbers(var _, var values)
            && values.size() == 1
        ? Optional.of(values.getFirst().doubleValue())
        : Optional.empty();
  }
}
