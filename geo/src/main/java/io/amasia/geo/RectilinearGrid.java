package io.amasia.geo;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A grid of 1-D latitudes and 1-D longitudes, each along its own dimension.
final class RectilinearGrid implements HorizontalGrid {
  private final Dataset dataset;
  private final String latName;
  private final String lonName;
  private final List<String> dims;
  private final double[] lat;
  private final double[] lon;
  private final @Nullable Variable measured;

  RectilinearGrid(Dataset dataset, String latName, String lonName, Optional<Variable> measured) {
    this.dataset = dataset;
    this.latName = latName;
    this.lonName = lonName;
    Variable latitude = dataset.variable(latName);
    Variable longitude = dataset.variable(lonName);
    dims = List.of(latitude.dims().getFirst(), longitude.dims().getFirst());
    lat = latitude.load().toDoubles();
    lon = longitude.load().toDoubles();
    this.measured = measured.filter(area -> area.ndim() == 2).orElse(null);
  }

  @Override
  public List<String> dims() {
    return dims;
  }

  @Override
  public int[] shape() {
    return new int[] {lat.length, lon.length};
  }

  @Override
  public List<String> coordNames() {
    return List.of(latName, lonName);
  }

  @Override
  public boolean[] mask(GeoRegion region) {
    return RegionMask.ofGrid(region, lat, lon);
  }

  @Override
  public double[] fractions(GeoRegion region) {
    return AreaFractions.of(region, latEdges(true), lonEdges(true));
  }

  @Override
  public RegionReport.Meaning meaning() {
    return RegionReport.Meaning.AREA_FRACTIONS;
  }

  @Override
  public double[] areas() {
    return areas(false);
  }

  @Override
  public double[] relativeAreas() {
    return areas(true);
  }

  private double[] areas(boolean relative) {
    return measured != null
        ? Flat.zeroForNaN(HorizontalGrid.values(measured, dims))
        : CellAreas.rectilinear(latEdges(relative), lonEdges(relative), CellAreas.EARTH_RADIUS);
  }

  @Override
  public AreaSource areaSource() {
    boolean bounded =
        CfLinks.boundsName(dataset, latName).isPresent()
            && CfLinks.boundsName(dataset, lonName).isPresent();
    return measured != null
        ? AreaSource.CELL_MEASURES
        : bounded ? AreaSource.BOUNDS : AreaSource.BETWEEN_GRID_POINTS;
  }

  @Override
  public Centres centres() {
    double[] lats = new double[size()];
    double[] lons = new double[size()];
    for (int i = 0; i < lats.length; i++) {
      lats[i] = lat[i / lon.length];
      lons[i] = lon[i % lon.length];
    }
    return new Centres(lats, lons);
  }

  @Override
  public NearestPoint nearest(double atLon, double atLat) {
    return NearestPoint.ofGrid(lat, lon, atLon, atLat);
  }

  @Override
  public BoxSelection select(LonLatBox box) {
    return BoxSelection.of(box, lat, lon);
  }

  /// Longitudes of the columns in the order of the grid.
  double[] longitudes() {
    return lon.clone();
  }

  private CellEdges latEdges(boolean unitWhenSingle) {
    return edges(latName, lat, CellEdges::latitudeBounds, CellEdges::latitudes, unitWhenSingle);
  }

  private CellEdges lonEdges(boolean unitWhenSingle) {
    return edges(
        lonName,
        lon,
        pairs -> CellEdges.longitudeBounds(pairs, lon),
        CellEdges::longitudes,
        unitWhenSingle);
  }

  private CellEdges edges(
      String name,
      double[] centres,
      Function<double[], CellEdges> fromBounds,
      Function<double[], CellEdges> fromCentres,
      boolean unitWhenSingle) {
    Optional<Variable> bounds = CfLinks.bounds(dataset, name);
    if (bounds.isPresent()) {
      long corners = bounds.get().shape().size(1);
      if (corners != 2) {
        throw new AmasiaException.Format(
            "the bounds of '%s' have %d limits a cell, where 2 must be".formatted(name, corners));
      }
      return fromBounds.apply(bounds.get().load().toDoubles());
    }
    return centres.length == 1 && unitWhenSingle
        ? CellEdges.unit(centres)
        : fromCentres.apply(centres);
  }

  @Override
  public String extent() {
    return "the grid has latitudes %s, longitudes %s"
        .formatted(BoxSelection.range(lat), BoxSelection.range(lon));
  }
}
