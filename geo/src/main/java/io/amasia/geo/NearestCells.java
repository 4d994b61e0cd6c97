package io.amasia.geo;

import io.amasia.array.AmasiaException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The cells of a grid nearest to places, by great circle: all of them, or those that have data.
///
/// Finding one costs a search in a tree, or on a rectilinear grid of which all cells count a pass
/// over each coordinate. Immutable.
public final class NearestCells {
  private final HorizontalGrid grid;
  private final @Nullable Centres centres;
  private final @Nullable SphereTree tree;

  private NearestCells(HorizontalGrid grid, @Nullable Centres centres) {
    this.grid = grid;
    this.centres = centres;
    tree = centres == null ? null : new SphereTree(centres.lat(), centres.lon());
  }

  /// Any cell of `grid`.
  public static NearestCells of(HorizontalGrid grid) {
    return new NearestCells(grid, grid instanceof CellGrid ? grid.centres() : null);
  }

  /// The cells of `grid` that `counts` holds for, by their position in the flat grid.
  public static NearestCells among(HorizontalGrid grid, IntPredicate counts) {
    Centres all = grid.centres();
    double[] lat = all.lat().clone();
    for (int i = 0; i < lat.length; i++) {
      lat[i] = counts.test(i) ? lat[i] : Double.NaN;
    }
    return new NearestCells(grid, new Centres(lat, all.lon()));
  }

  /// The nearest cell to a place in degrees.
  ///
  /// @throws AmasiaException.Label when no cell counts
  public NearestPoint to(double lon, double lat) {
    if (tree == null || centres == null) {
      return grid.nearest(lon, lat);
    }
    NearestPoint.checkPlace(lon, lat);
    int cell = tree.nearest(lon, lat, 2);
    if (cell < 0) {
      throw new AmasiaException.Label("no cell of the grid has a centre and data to be near to");
    }
    int columns = grid.dims().size() == 2 ? grid.shape()[1] : 1;
    double km = NearestPoint.distanceKm(lon, lat, centres.lon()[cell], centres.lat()[cell]);
    return new NearestPoint(cell / columns, cell % columns, km);
  }

  /// The position along each of the grid's dimensions, in their order, of cells found on it.
  public List<long[]> positions(List<NearestPoint> cells) {
    List<long[]> positions = new ArrayList<>();
    positions.add(cells.stream().mapToLong(NearestPoint::row).toArray());
    if (grid.dims().size() == 2) {
      positions.add(cells.stream().mapToLong(NearestPoint::column).toArray());
    }
    return positions;
  }
}
