package io.amasia.geo;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A grid whose cells each have a longitude and a latitude: curvilinear `[y, x]` or unstructured
/// `[cell]`.
final class CellGrid implements HorizontalGrid {
  private final Dataset dataset;
  private final String latName;
  private final String lonName;
  private final List<String> dims;
  private final int[] shape;
  private final double[] lat;
  private final double[] lon;
  private final @Nullable Variable measured;

  CellGrid(Dataset dataset, String latName, String lonName, Optional<Variable> measured) {
    this.dataset = dataset;
    this.latName = latName;
    this.lonName = lonName;
    Variable latitude = dataset.variable(latName);
    dims = latitude.dims();
    shape = Arrays.stream(latitude.shape().toArray()).mapToInt(Math::toIntExact).toArray();
    lat = latitude.load().toDoubles();
    lon = HorizontalGrid.values(dataset.variable(lonName), dims);
    this.measured = measured.filter(area -> area.ndim() == dims.size()).orElse(null);
  }

  @Override
  public List<String> dims() {
    return dims;
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }

  @Override
  public List<String> coordNames() {
    return List.of(latName, lonName);
  }

  @Override
  public boolean[] mask(GeoRegion region) {
    return RegionMask.ofPoints(region, lat, lon);
  }

  @Override
  public double[] fractions(GeoRegion region) {
    boolean[] mask = mask(region);
    return IntStream.range(0, mask.length).mapToDouble(i -> mask[i] ? 1 : 0).toArray();
  }

  @Override
  public RegionReport.Meaning meaning() {
    return RegionReport.Meaning.CENTRES;
  }

  @Override
  public AreaSource areaSource() {
    return measured != null
        ? AreaSource.CELL_MEASURES
        : vertices(latName).isPresent() && vertices(lonName).isPresent()
            ? AreaSource.BOUNDS
            : rotated("grid_latitude").isPresent() && rotated("grid_longitude").isPresent()
                ? AreaSource.BETWEEN_GRID_POINTS
                : AreaSource.MIDWAY_CORNERS;
  }

  @Override
  public double[] areas() {
    return Flat.zeroForNaN(
        switch (areaSource()) {
          case CELL_MEASURES -> {
            Variable area = measured;
            if (area == null) {
              throw new IllegalStateException();
            }
            yield HorizontalGrid.values(area, dims);
          }
          case BOUNDS -> fromVertices();
          case BETWEEN_GRID_POINTS -> fromRotatedAxes();
          case MIDWAY_CORNERS -> fromCentres();
        });
  }

  private double[] fromVertices() {
    Variable latBounds = vertices(latName).orElseThrow();
    Variable lonBounds = vertices(lonName).orElseThrow();
    int corners = Math.toIntExact(latBounds.shape().size(dims.size()));
    return CellAreas.polygons(
        latBounds.load().toDoubles(),
        lonBounds.load().toDoubles(),
        corners,
        CellAreas.EARTH_RADIUS);
  }

  /// Turning the pole changes no area, so rotated axes serve as well as true ones.
  private double[] fromRotatedAxes() {
    Variable latitude = rotated("grid_latitude").orElseThrow();
    Variable longitude = rotated("grid_longitude").orElseThrow();
    double[] areas =
        CellAreas.rectilinear(
            CellEdges.latitudes(latitude.load().toDoubles()),
            CellEdges.longitudes(longitude.load().toDoubles()),
            CellAreas.EARTH_RADIUS);
    return latitude.dims().getFirst().equals(dims.getFirst())
        ? areas
        : Flat.transposed(areas, shape[1]);
  }

  private double[] fromCentres() {
    if (dims.size() == 1) {
      throw new AmasiaException.Unsupported(
          "an unstructured grid needs cell bounds ('bounds' of '%s' and '%s') or areas ('cell_measures'); the dataset has neither. Open the file with its areas together with this one, or use --mean %s for equal weights"
              .formatted(latName, lonName, dims.getFirst()));
    }
    return CellAreas.fromCentres(lat, lon, shape[0], shape[1], CellAreas.EARTH_RADIUS);
  }

  /// Bounds of three corners or more whose cells are this grid's.
  private Optional<Variable> vertices(String name) {
    return CfLinks.bounds(dataset, name)
        .filter(bounds ->
            bounds.ndim() == dims.size() + 1
                && bounds.dims().subList(0, dims.size()).equals(dims)
                && bounds.shape().size(dims.size()) >= 3);
  }

  private Optional<Variable> rotated(String standardName) {
    return dims.stream()
        .filter(dim -> dims.size() == 2 && dataset.coords().hasLabels(dim))
        .map(dim -> dataset.coords().get(dim))
        .filter(axis -> axis.attr("standard_name").filter(standardName::equals).isPresent())
        .findFirst();
  }

  @Override
  public Centres centres() {
    return new Centres(lat, lon);
  }

  @Override
  public NearestPoint nearest(double atLon, double atLat) {
    return dims.size() == 2
        ? NearestPoint.ofCurvilinear(lat, lon, shape[1], atLon, atLat)
        : NearestPoint.ofPoints(lat, lon, atLon, atLat);
  }

  @Override
  public BoxSelection select(LonLatBox box) {
    int rows = dims.size() == 2 ? shape[0] : 1;
    return BoxSelection.ofCurvilinear(box, lat, lon, rows, lat.length / Math.max(rows, 1));
  }

  @Override
  public String extent() {
    return "the grid has latitudes %s, longitudes %s"
        .formatted(BoxSelection.range(lat), BoxSelection.range(lon));
  }
}
