package io.amasia.geo;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Layout;
import io.amasia.dataset.Variable;
import io.amasia.dataset.WeightRows;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.SparseWeights;
import io.amasia.plan.Sweeps;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings fields from one grid onto another: sparse weights, found once, for any number of fields
/// on the same grid. Lazy, chunk by chunk. Immutable.
///
/// From rectilinear grids the weights of rows and columns are kept apart, a few kilobytes; the
/// nearest points of any grid take 16 bytes a target cell. Longitudes go around the globe where the
/// source does; rows and columns may run either way.
///
/// Missing values: a target cell has a value if the part of its weights that falls on values is at
/// least `minCoverage`, and is then the mean of those. The default for bilinear weights is 1, so
/// that a missing neighbour makes the result missing; for conservative ones it is any overlap at
/// all, as in CDO. Sums are made in double; results have the field's own dtype, integers become
/// float64.
public final class Regridder {
  private static final double ANY = 1e-6;

  private final HorizontalGrid source;
  private final TargetGrid target;
  private final RegridMethod method;
  private final double minCoverage;
  private final SparseWeights rows;
  private final @Nullable SparseWeights columns;

  private Regridder(
      HorizontalGrid source,
      TargetGrid target,
      RegridMethod method,
      double minCoverage,
      SparseWeights rows,
      @Nullable SparseWeights columns) {
    this.source = source;
    this.target = target;
    this.method = method;
    this.minCoverage = minCoverage;
    this.rows = rows;
    this.columns = columns;
  }

  /// Weights from the grid of variable `name` of `dataset`, by its bounds where it has them.
  ///
  /// @throws AmasiaException.Label if it has no longitudes and latitudes
  /// @throws AmasiaException.Unsupported from curvilinear and unstructured grids by other methods
  ///   than the nearest
  public static Regridder of(Dataset dataset, String name, TargetGrid target, RegridMethod method) {
    HorizontalGrid source = HorizontalGrid.of(dataset, name);
    if (method == RegridMethod.NEAREST) {
      return new Regridder(source, target, method, 1, nearest(source, target), null);
    }
    if (!(source instanceof RectilinearGrid grid)) {
      throw new AmasiaException.Unsupported(
          "'%s' has a longitude and latitude for each cell of %s; from such grids there is only the nearest method"
              .formatted(name, source.dims()));
    }
    String lat = grid.coordNames().get(0);
    String lon = grid.coordNames().get(1);
    if (method == RegridMethod.BILINEAR) {
      return new Regridder(
          source,
          target,
          method,
          1,
          AxisRows.latitudes(doubles(dataset.variable(lat)), doubles(target.lat())),
          AxisRows.longitudes(doubles(dataset.variable(lon)), doubles(target.lon())));
    }
    return new Regridder(
        source,
        target,
        method,
        ANY,
        AxisRows.latitudeOverlaps(TargetGrid.cells(dataset, lat, true), target.latCells()),
        AxisRows.longitudeOverlaps(TargetGrid.cells(dataset, lon, false), target.lonCells()));
  }

  /// Weights from the grid that the coordinates of `array` tell.
  public static Regridder of(DataArray array, TargetGrid target, RegridMethod method) {
    String name = array.name().orElse("the array");
    return of(
        new Dataset(Map.of(name, array.variable()), array.coords(), Map.of()),
        name,
        target,
        method);
  }

  /// With values where at least this part, in (0, 1], of a target cell's weights falls on values.
  public Regridder minCoverage(double part) {
    if (!(part > 0 && part <= 1)) {
      throw new AmasiaException.Usage("min coverage " + part + "; allowed is more than 0, to 1");
    }
    return new Regridder(source, target, method, part, rows, columns);
  }

  private static double[] doubles(Variable v) {
    return v.load().toDoubles();
  }

  private static SparseWeights nearest(HorizontalGrid source, TargetGrid target) {
    Centres centres = source.centres();
    var tree = new SphereTree(centres.lat(), centres.lon());
    double[] lat = doubles(target.lat());
    double[] lon = doubles(target.lon());
    int[] shape = source.shape();
    long[] sizes = new long[shape.length];
    for (int d = 0; d < sizes.length; d++) {
      sizes[d] = shape[d];
    }
    var weights = new WeightRows(sizes);
    for (double y : lat) {
      for (double x : lon) {
        int cell = tree.nearest(x, y, 2.1);
        if (cell >= 0) {
          weights.add(cell, 1);
        }
        weights.end();
      }
    }
    return weights.weights(Shape.of(lat.length, lon.length));
  }

  /// `array`, which lies on the source's grid.
  public DataArray regrid(DataArray array) {
    Dataset result = regrid(array.toTemporary());
    return array.fromTemporary(result);
  }

  /// The variables of `dataset` that lie on the source's grid, on the target's; variables that have
  /// some of its dimensions only, such as bounds, go, and so do such coordinates.
  ///
  /// @throws AmasiaException.Alignment if the grid's dimensions have other lengths
  public Dataset regrid(Dataset dataset) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    List<String> bounds = CfLinks.allBounds(dataset);
    dataset
        .variables()
        .forEach((name, v) -> {
          boolean some = v.dims().stream().anyMatch(source.dims()::contains);
          boolean all = v.dims().containsAll(source.dims()) && !bounds.contains(name);
          if (all && v.dtype() != DType.STRING) {
            variables.put(name, regrid(v));
          } else if (!some) {
            variables.put(name, v);
          }
        });
    Map<String, Variable> coords = new LinkedHashMap<>();
    dataset
        .coords()
        .asMap()
        .forEach((name, v) -> {
          boolean stays = v.dims().stream().noneMatch(source.dims()::contains);
          if (stays && !source.coordNames().contains(name)) {
            coords.put(name, v);
          }
        });
    coords.put(target.lat().dims().getFirst(), unbound(target.lat()));
    coords.put(target.lon().dims().getFirst(), unbound(target.lon()));
    return new Dataset(variables, new Coordinates(coords), dataset.attrs());
  }

  private static Variable unbound(Variable axis) {
    Map<String, Attribute> attrs = new LinkedHashMap<>(axis.attrs());
    attrs.remove("bounds");
    return axis.withAttrs(attrs);
  }

  private Variable regrid(Variable v) {
    List<String> grid = source.dims();
    check(v);
    int at = grid.stream().mapToInt(v::axis).min().orElse(0);
    List<String> order = new ArrayList<>(v.dims());
    order.removeAll(grid);
    order.addAll(at, grid);
    Variable arranged = Layout.arrange(v, order);
    List<String> dims = new ArrayList<>(v.dims());
    dims.removeAll(grid);
    dims.addAll(at, List.of(target.lat().dims().getFirst(), target.lon().dims().getFirst()));
    Set<String> once = new LinkedHashSet<>(dims);
    if (once.size() < dims.size()) {
      throw new AmasiaException.Alignment(
          "the target's dimensions %s are already in use: %s"
              .formatted(dims.subList(at, at + 2), v.dims()));
    }
    DType dtype = v.dtype().isFloating() ? v.dtype() : DType.FLOAT64;
    Map<String, Attribute> attrs = new LinkedHashMap<>(v.attrs());
    List.of("cell_measures", "grid_mapping", "coordinates").forEach(attrs::remove);
    return arranged.computed(dims, regrid(arranged.data(), at, dtype)).withAttrs(attrs);
  }

  private void check(Variable v) {
    int[] shape = source.shape();
    for (int d = 0; d < shape.length; d++) {
      String dim = source.dims().get(d);
      if (v.size(dim) != shape[d]) {
        throw new AmasiaException.Alignment(
            "weights from %d positions along '%s' for %d".formatted(shape[d], dim, v.size(dim)));
      }
    }
  }

  private Node regrid(Node field, int axis, DType dtype) {
    if (columns == null) {
      return Sweeps.regrid(field, axis, rows, dtype);
    }
    if (minCoverage == 1 && method == RegridMethod.BILINEAR) {
      return Nodes.cast(both(field, axis), dtype);
    }
    Node values = Nodes.cast(field, DType.FLOAT64);
    Node there = Nodes.elementwise(Op.Unary.NOTNULL, values);
    Node zero = constant(0, values);
    Node sums = both(Nodes.elementwise(new Op.Where(), there, values, zero), axis);
    Node parts = both(Nodes.cast(there, DType.FLOAT64), axis);
    Node mean = Nodes.elementwise(Op.Binary.DIVIDE, sums, parts);
    // Parts are sums of rounded weights: whole coverage may come out a little below 1.
    Node enough =
        Nodes.elementwise(
            Op.Binary.GREATER_EQUAL, parts, constant(minCoverage * (1 - 1e-9), parts));
    Node none = constant(Double.NaN, parts);
    return Nodes.cast(Nodes.elementwise(new Op.Where(), enough, mean, none), dtype);
  }

  private static Node constant(double value, Node beside) {
    return Nodes.full(value, DType.FLOAT64, Shape.ones(beside.shape().ndim()));
  }

  private Node both(Node field, int axis) {
    SparseWeights across = java.util.Objects.requireNonNull(columns);
    Node inLongitude = Sweeps.regrid(field, axis + 1, across, DType.FLOAT64);
    return Sweeps.regrid(inLongitude, axis, rows, DType.FLOAT64);
  }

  /// The number of weights that are held.
  public int size() {
    return rows.size() + (columns == null ? 0 : columns.size());
  }
}
