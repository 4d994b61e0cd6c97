package io.amasia.geo;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the cells of a field lie on the globe, and how large they are.
///
/// Cells are counted over [#dims], slowest first: `[lat, lon]`, `[y, x]` or `[cell]`. Coordinates
/// are read when the grid is made, bounds and areas when asked for. Immutable.
public sealed interface HorizontalGrid permits RectilinearGrid, CellGrid {
  /// The grid of variable `name` of `dataset`, with the bounds and cell measures it has.
  ///
  /// @throws AmasiaException.Label when there is no such variable, or it has no longitudes and
  ///   latitudes
  static HorizontalGrid of(Dataset dataset, String name) {
    DataArray array = dataset.get(name);
    Axes axes = Axes.of(array);
    Optional<Variable> measured = measured(dataset, array);
    return switch (axes.layout()) {
      case RECTILINEAR -> {
        String lat = axes.latitude().orElseThrow();
        String lon = axes.longitude().orElseThrow();
        yield new RectilinearGrid(dataset, lat, lon, measured);
      }
      case CURVILINEAR, UNSTRUCTURED ->
          new CellGrid(
              dataset, axes.latitude().orElseThrow(), axes.longitude().orElseThrow(), measured);
      case NONE ->
          throw new AmasiaException.Label(
              "'%s' has no longitudes and latitudes along its dimensions %s; its coordinates are %s. They are known by standard_name, units (degrees_north, degrees_east) or name"
                  .formatted(name, array.dims(), array.coords().names()));
    };
  }

  /// The grid of `array` as its own coordinates tell; bounds and cell measures are unknown.
  ///
  /// @throws AmasiaException.Label when it has no longitudes and latitudes
  static HorizontalGrid of(DataArray array) {
    String name = array.name().orElse("the array");
    return of(new Dataset(Map.of(name, array.variable()), array.coords(), Map.of()), name);
  }

  /// The area variable that `cell_measures` names, if the dataset has it on dimensions of the
  /// array.
  private static Optional<Variable> measured(Dataset dataset, DataArray array) {
    return Optional.ofNullable(CfLinks.cellMeasures(array.variable()).get("area"))
        .filter(dataset::has)
        .map(dataset::variable)
        .filter(area -> array.dims().containsAll(area.dims()));
  }

  /// The dimensions of cells, slowest first.
  List<String> dims();

  /// The length of each of [#dims].
  int[] shape();

  /// The names of the latitude and the longitude coordinate.
  List<String> coordNames();

  /// Which centres lie in `region`, flat over [#dims].
  boolean[] mask(GeoRegion region);

  /// The part of each cell inside `region`, 0 to 1, flat over [#dims]: by area where cells are
  /// boxes of longitude and latitude, else 1 or 0 by the centre. See [#meaning].
  double[] fractions(GeoRegion region);

  /// How [#fractions] are meant.
  RegionReport.Meaning meaning();

  /// The area of each cell in m², flat over [#dims]; a cell that has none is 0.
  ///
  /// @throws AmasiaException.Unsupported when areas can't be known; the message says what to do
  double[] areas();

  /// Where [#areas] come from.
  AreaSource areaSource();

  /// Like [#areas], but a single row or column without bounds counts as one degree wide: good for
  /// means, not for sums.
  default double[] relativeAreas() {
    return areas();
  }

  /// What the grid covers, in words: `latitudes from 15.0 to 60.0 (37 values), longitudes …`.
  String extent();

  /// The centres of all cells.
  Centres centres();

  /// The cell nearest to a place.
  NearestPoint nearest(double lon, double lat);

  /// The rows and columns of cells whose centre is in `box`.
  ///
  /// @throws AmasiaException.Label when there are none
  BoxSelection select(LonLatBox box);

  /// Where cell areas come from.
  enum AreaSource {
    CELL_MEASURES("cell measures"),
    BOUNDS("cell bounds"),
    BETWEEN_GRID_POINTS("the sphere between grid points"),
    MIDWAY_CORNERS("corners taken midway between cell centres");

    private final String text;

    AreaSource(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// The number of cells.
  default int size() {
    return Arrays.stream(shape()).reduce(1, Math::multiplyExact);
  }

  /// Values of all cells as an array with the grid's coordinates.
  default DataArray array(String name, Object flat, Dataset dataset) {
    Map<String, Variable> coords = new LinkedHashMap<>();
    dataset
        .coords()
        .asMap()
        .forEach((key, coord) -> {
          if (coord.ndim() > 0 && dims().containsAll(coord.dims())) {
            coords.put(key, coord);
          }
        });
    return new DataArray(
        name, Variable.of(dims(), Flat.shaped(flat, shape())), new Coordinates(coords));
  }

  /// A variable's values over `dims`, in that order, as doubles.
  static double[] values(Variable variable, List<String> dims) {
    double[] values = variable.load().toDoubles();
    if (variable.dims().equals(dims)) {
      return values;
    }
    List<String> reversed = new ArrayList<>(variable.dims()).reversed();
    if (dims.size() == 2 && reversed.equals(dims)) {
      return Flat.transposed(values, Math.toIntExact(variable.shape().size(0)));
    }
    throw new AmasiaException.Unsupported(
        "values over %s where the grid has %s".formatted(variable.dims(), dims));
  }
}
