package io.amasia.plot;

import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.geo.CellCorners;
import java.util.List;
import java.util.Optional;

/// The cells of a field with their values: edges from bounds, else halfway between centres; cells
/// without rows reach as far as they are nearest; samples one by one, and very many, are points.
public final class MapCells {
  /// Of more points than this no cells are made around them, whose corners take half a kilobyte
  /// each until they are drawn: dots of so many lie side by side on any screen.
  private static final int MOST_AROUND = 150_000;

  private final Cells cells;
  private final double[] values;

  private MapCells(Cells cells, double[] values) {
    this.cells = cells;
    this.values = values;
  }

  public Cells cells() {
    return cells;
  }

  /// One a cell, NaN where missing.
  public double[] values() {
    return values;
  }

  /// The horizontal dimensions of `array`; none when it does not lie on the globe.
  public static List<String> dims(DataArray array, Axes axes) {
    return switch (axes.layout()) {
      case RECTILINEAR ->
          List.of(
              array.coords().get(axes.latitude().orElseThrow()).dims().getFirst(),
              array.coords().get(axes.longitude().orElseThrow()).dims().getFirst());
      case CURVILINEAR, UNSTRUCTURED -> array.coords().get(axes.latitude().orElseThrow()).dims();
      case NONE -> List.of();
    };
  }

  /// The cells of variable `name`, which has horizontal dimensions only.
  public static MapCells of(Dataset data, String name) {
    DataArray array = data.get(name);
    Axes axes = Axes.of(array);
    double[] values =
        array.transpose(dims(array, axes).toArray(String[]::new)).compute().toDoubles();
    return new MapCells(cells(data, name), values);
  }

  /// The cells of variable `name`, whatever further dimensions it has; reads no values of it.
  public static Cells cells(Dataset data, String name) {
    Axes axes = Axes.of(data.get(name));
    String lat = axes.latitude().orElseThrow();
    String lon = axes.longitude().orElseThrow();
    return switch (axes.layout()) {
      case RECTILINEAR -> new Cells.Rectilinear(edges(data, lon, false), edges(data, lat, true));
      case CURVILINEAR, UNSTRUCTURED -> cells(data, lat, lon);
      case NONE -> throw new IllegalArgumentException(name + " doesn't lie on the globe");
    };
  }

  private static double[] edges(Dataset data, String name, boolean latitude) {
    double[] centres = data.variable(name).load().toDoubles();
    Optional<Variable> bounds = CfLinks.bounds(data, name).filter(b -> b.shape().size(1) == 2);
    if (bounds.isPresent()) {
      double[] pairs = bounds.get().load().toDoubles();
      double[] edges = new double[centres.length + 1];
      boolean descending = centres.length > 1 && centres[1] < centres[0];
      boolean joined = true;
      for (int i = 0; i < centres.length; i++) {
        double low = Math.min(pairs[2 * i], pairs[2 * i + 1]);
        double high = Math.max(pairs[2 * i], pairs[2 * i + 1]);
        joined &= low <= centres[i] && centres[i] <= high;
        joined &=
            i == 0 || Math.abs((descending ? high : low) - edges[i]) < 1e-6 + 1e-3 * (high - low);
        edges[i] = descending ? high : low;
        edges[i + 1] = descending ? low : high;
      }
      if (joined) {
        return edges;
      }
    }
    return latitude ? Cells.latitudeEdges(centres) : Cells.edges(centres, 0.5);
  }

  private static Cells cells(Dataset data, String lat, String lon) {
    if (hasCorners(data, lat, lon)) {
      Variable b = corners(data, lat).orElseThrow();
      int corners = Math.toIntExact(b.shape().size(b.ndim() - 1));
      return new Cells.Polygons(
          corners(data, lon).orElseThrow().load().toDoubles(), b.load().toDoubles(), corners);
    }
    double[] lats = data.variable(lat).load().toDoubles();
    double[] lons = data.variable(lon).load().toDoubles();
    Variable centres = data.variable(lat);
    boolean dots =
        centres.ndim() == 1
            && (lats.length > MOST_AROUND || areSamples(data, centres.dims().getFirst()));
    if (dots) {
      return new Cells.Points(lons, lats);
    }
    CellCorners corners =
        centres.ndim() == 1
            ? CellCorners.around(lats, lons)
            : CellCorners.midway(
                lats,
                lons,
                Math.toIntExact(centres.shape().size(0)),
                Math.toIntExact(centres.shape().size(1)));
    return new Cells.Polygons(corners.lon(), corners.lat(), corners.corners());
  }

  /// Whether places along `dim` are no field but discrete samples (CF 1.11, chapter 9): each has a
  /// time of its own, as along a trajectory, or is a named station, profile or trajectory.
  private static boolean areSamples(Dataset data, String dim) {
    return data.coords().asMap().values().stream()
        .filter(coord -> coord.dims().contains(dim))
        .anyMatch(coord -> coord.calendar().isPresent() || coord.attr("cf_role").isPresent());
  }

  /// The centres of cells whose corners no file says, for pictures that have no room for those that
  /// are made up; empty where corners are known or cells lie in rows and columns.
  public static Optional<Cells> centres(Dataset data, String name) {
    Axes axes = Axes.of(data.get(name));
    String lat = axes.latitude().orElseThrow();
    String lon = axes.longitude().orElseThrow();
    return axes.layout() == Axes.Layout.RECTILINEAR || hasCorners(data, lat, lon)
        ? Optional.empty()
        : Optional.of(
            new Cells.Points(
                data.variable(lon).load().toDoubles(), data.variable(lat).load().toDoubles()));
  }

  private static boolean hasCorners(Dataset data, String lat, String lon) {
    return corners(data, lat).isPresent() && corners(data, lon).isPresent();
  }

  private static Optional<Variable> corners(Dataset data, String name) {
    return CfLinks.bounds(data, name).filter(b -> b.shape().size(b.ndim() - 1) >= 3);
  }
}
