package io.amasia.geo;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rectilinear grid that a field is brought onto.
///
/// @param lat latitudes of the rows, in degrees, along their own dimension
/// @param lon longitudes of the columns
/// @param latCells limits of the rows
/// @param lonCells limits of the columns
public record TargetGrid(Variable lat, Variable lon, CellEdges latCells, CellEdges lonCells) {
  private static final Pattern STEPS =
      Pattern.compile("(\\d{1,3}(?:\\.\\d+)?)x(\\d{1,3}(?:\\.\\d+)?)");

  /// Cells of `lonStep` by `latStep` degrees over the globe, the first at the date line and the
  /// South Pole: `1x1` has longitudes -179.5 … 179.5 and latitudes -89.5 … 89.5.
  ///
  /// @throws AmasiaException.Usage if the steps do not divide 360 and 180
  public static TargetGrid global(double lonStep, double latStep) {
    int columns = (int) Math.rint(360 / lonStep);
    int rows = (int) Math.rint(180 / latStep);
    boolean even =
        Math.abs(columns * lonStep - 360) < 1e-6 && Math.abs(rows * latStep - 180) < 1e-6;
    if (!(lonStep > 0 && latStep > 0 && even)) {
      throw new AmasiaException.Usage(
          "a grid of %s x %s degrees; the steps must divide 360 and 180"
              .formatted(lonStep, latStep));
    }
    double[] lat = new double[rows];
    double[] lon = new double[columns];
    double[] latBounds = new double[2 * rows];
    double[] lonBounds = new double[2 * columns];
    for (int i = 0; i < rows; i++) {
      latBounds[2 * i] = -90 + 180.0 * i / rows;
      latBounds[2 * i + 1] = -90 + 180.0 * (i + 1) / rows;
      lat[i] = -90 + 180.0 * (2 * i + 1) / (2 * rows);
    }
    for (int i = 0; i < columns; i++) {
      lonBounds[2 * i] = -180 + 360.0 * i / columns;
      lonBounds[2 * i + 1] = -180 + 360.0 * (i + 1) / columns;
      lon[i] = -180 + 360.0 * (2 * i + 1) / (2 * columns);
    }
    return new TargetGrid(
        axis("lat", lat, "latitude", "degrees_north", "Y"),
        axis("lon", lon, "longitude", "degrees_east", "X"),
        CellEdges.latitudeBounds(latBounds),
        CellEdges.longitudeBounds(lonBounds));
  }

  private static Variable axis(
      String dim, double[] values, String name, String units, String axis) {
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    attrs.put("standard_name", Attribute.of(name));
    attrs.put("units", Attribute.of(units));
    attrs.put("axis", Attribute.of(axis));
    return Variable.of(List.of(dim), values).withAttrs(attrs);
  }

  /// The grid written as `LONxLAT` steps in degrees: `1x1`, `2.5x1.25`.
  ///
  /// @return empty if `text` is not written so
  public static Optional<TargetGrid> parse(String text) {
    Matcher steps = STEPS.matcher(text);
    return steps.matches()
        ? Optional.of(
            global(Double.parseDouble(steps.group(1)), Double.parseDouble(steps.group(2))))
        : Optional.empty();
  }

  /// The rectilinear grid of variable `name` of `dataset`, its cells by their bounds or between the
  /// points.
  ///
  /// @throws AmasiaException.Unsupported if its grid is not rectilinear
  public static TargetGrid of(Dataset dataset, String name) {
    if (!(HorizontalGrid.of(dataset, name) instanceof RectilinearGrid grid)) {
      throw new AmasiaException.Unsupported(
          "'%s' is on a curvilinear or unstructured grid; fields can be brought onto grids of 1-D latitudes and longitudes"
              .formatted(name));
    }
    String lat = grid.coordNames().get(0);
    String lon = grid.coordNames().get(1);
    return new TargetGrid(
        dataset.variable(lat).compute(),
        dataset.variable(lon).compute(),
        cells(dataset, lat, true),
        cells(dataset, lon, false));
  }

  static CellEdges cells(Dataset dataset, String name, boolean latitude) {
    double[] centres = dataset.variable(name).load().toDoubles();
    Optional<Variable> bounds =
        CfLinks.bounds(dataset, name).filter(b -> b.ndim() == 2 && b.shape().size(1) == 2);
    if (bounds.isPresent()) {
      double[] pairs = bounds.get().load().toDoubles();
      return latitude ? CellEdges.latitudeBounds(pairs) : CellEdges.longitudeBounds(pairs, centres);
    }
    return latitude ? CellEdges.latitudes(centres) : CellEdges.longitudes(centres);
  }
}
