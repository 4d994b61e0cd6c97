package io.amasia.geo;

import io.amasia.array.AmasiaException;
import io.amasia.array.Indexer;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Values;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A region on the grid of a field: the rows and columns around it, which cells it holds, and how
/// much they count.
///
/// Selecting reads coordinates and bounds, never the field. Columns run from west to east through
/// the region; where that crosses the seam of the grid, longitudes are continued by whole turns.
/// Immutable.
public final class RegionSelection {
  private final Dataset source;
  private final HorizontalGrid grid;
  private final String region;
  private final double wholeKm2;
  private final LonLatBox box;
  private final boolean[] mask;
  private final double[] fractions;
  private final RegionReport.Meaning meaning;
  private final CellCut cut;

  private RegionSelection(
      Dataset source,
      HorizontalGrid grid,
      String region,
      double wholeKm2,
      LonLatBox box,
      boolean[] mask,
      double[] fractions,
      RegionReport.Meaning meaning,
      CellCut cut) {
    this.source = source;
    this.grid = grid;
    this.region = region;
    this.wholeKm2 = wholeKm2;
    this.box = box;
    this.mask = mask;
    this.fractions = fractions;
    this.meaning = meaning;
    this.cut = cut;
  }

  /// `region` on the grid of variable `name`.
  ///
  /// @throws AmasiaException.Label when the variable has no grid, or no part of a cell is in the
  ///   region
  public static RegionSelection of(Dataset dataset, String name, GeoRegion region) {
    HorizontalGrid grid = HorizontalGrid.of(dataset, name);
    boolean[] mask = grid.mask(region);
    double[] fractions = grid.fractions(region);
    boolean[] used = new boolean[mask.length];
    for (int i = 0; i < used.length; i++) {
      used[i] = mask[i] || fractions[i] > 0;
    }
    CellCut cut =
        CellCut.around(grid, used, region.bounds())
            .orElseThrow(() -> nothing(region.name(), region.bounds(), grid, "part of a cell"));
    return new RegionSelection(
        dataset,
        grid,
        region.name(),
        region.areaKm2(),
        region.bounds(),
        mask,
        fractions,
        grid.meaning(),
        cut);
  }

  /// The cells of the grid of variable `name` whose centre is in `box`; they count whole.
  ///
  /// @throws AmasiaException.Label when the variable has no grid, or no centre is in the box
  public static RegionSelection of(Dataset dataset, String name, LonLatBox box) {
    HorizontalGrid grid = HorizontalGrid.of(dataset, name);
    CellCut cut = CellCut.of(grid, grid.select(box));
    boolean[] mask = new boolean[grid.size()];
    if (grid instanceof CellGrid) {
      mask = grid.mask(GeoRegion.box(box.west(), box.south(), box.east(), box.north()));
      cut = CellCut.around(grid, mask, box).orElseThrow();
    } else {
      for (int cell : cut.cells()) {
        mask[cell] = true;
      }
    }
    boolean[] inside = mask;
    double[] whole =
        IntStream.range(0, inside.length).mapToDouble(i -> inside[i] ? 1 : 0).toArray();
    return new RegionSelection(
        dataset, grid, "box", Double.NaN, box, mask, whole, RegionReport.Meaning.CENTRES, cut);
  }

  /// `dataset` cut to the rows and columns around the region, on all variables that have them,
  /// lazily. Cells outside of the region among them keep their values: see [#mask].
  public Dataset cut(Dataset dataset) {
    Map<String, Indexer> indexers = new LinkedHashMap<>();
    cut.indexers()
        .forEach((dim, indexer) -> {
          if (dataset.sizes().containsKey(dim)) {
            indexers.put(dim, indexer);
          }
        });
    Dataset smaller = dataset.isel(indexers);
    return cut.turns().length == 0 ? smaller : withTurnedLongitudes(smaller);
  }

  /// `array` cut like [#cut(Dataset)].
  public DataArray cut(DataArray array) {
    return array.fromTemporary(cut(array.toTemporary()));
  }

  /// Whether each centre is in the region: bool over the cut grid, with its coordinates.
  ///
  /// @throws AmasiaException.Label when there are only parts of cells and no centre
  public DataArray mask() {
    if (IntStream.range(0, mask.length).noneMatch(i -> mask[i])) {
      throw nothing(region, box, grid, "cell centre");
    }
    return cut(grid.array("region", mask, source));
  }

  /// What each cell counts in a mean over the region: its area in m² times its part inside,
  /// `float64` over the cut grid; 0 outside.
  ///
  /// @throws AmasiaException.Unsupported when cell areas can't be known
  public DataArray areaWeights() {
    return cut(
        grid.array("area_weights", times(grid.relativeAreas(), fractions), source)
            .withAttr("units", Attribute.of("m2")));
  }

  /// Cells and area by the centres in the region, as a map shows it.
  public RegionReport reportOfCentres() {
    double[] ones = IntStream.range(0, mask.length).mapToDouble(i -> mask[i] ? 1 : 0).toArray();
    return report(ones, RegionReport.Meaning.CENTRES);
  }

  /// Cells and area as [#areaWeights] count them.
  public RegionReport report() {
    return report(fractions, meaning);
  }

  /// The grid before it is cut.
  public HorizontalGrid grid() {
    return grid;
  }

  private RegionReport report(double[] parts, RegionReport.Meaning how) {
    double km2;
    try {
      km2 = Arrays.stream(times(grid.areas(), parts)).sum() / 1e6;
    } catch (AmasiaException.Unsupported _) {
      km2 = Double.NaN;
    }
    long cells = Arrays.stream(parts).filter(part -> part > 0).count();
    return new RegionReport(region, cells, km2, wholeKm2, box, how);
  }

  private static double[] times(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> b[i] == 0 ? 0 : a[i] * b[i]).toArray();
  }

  private Dataset withTurnedLongitudes(Dataset dataset) {
    String name = grid.coordNames().get(1);
    double[] turns = cut.turns();
    Dataset changed = dataset;
    if (dataset.has(name)) {
      changed = replace(changed, name, turned(dataset.variable(name), turns, 1));
    }
    String bounds = CfLinks.boundsName(source, name).orElse("");
    return dataset.has(bounds)
        ? replace(changed, bounds, turned(dataset.variable(bounds), turns, 2))
        : changed;
  }

  private static Dataset replace(Dataset dataset, String name, Variable variable) {
    return dataset.coords().has(name)
        ? dataset.withCoord(name, variable)
        : dataset.with(name, variable);
  }

  private static Variable turned(Variable longitudes, double[] turns, int each) {
    double[] values = longitudes.load().toDoubles();
    List<Double> shifted =
        IntStream.range(0, values.length).mapToObj(i -> values[i] + 360 * turns[i / each]).toList();
    return longitudes.computed(
        Nodes.literal(Values.fill(longitudes.dtype(), longitudes.shape(), shifted)));
  }

  private static AmasiaException nothing(
      String region, LonLatBox box, HorizontalGrid grid, String what) {
    return new AmasiaException.Label(
        "no %s of the grid lies in the region '%s' (%s): %s. %s"
            .formatted(
                what,
                region,
                box,
                grid.extent(),
                what.equals("cell centre")
                    ? "Use --area-mean, which counts parts of cells, or --point for the nearest cell"
                    : "Take data that cover it, or use --point for the nearest cell"));
  }
}
