package io.amasia.cli.operation;

import static io.amasia.cli.operation.EquivalentScript.none;
import static io.amasia.cli.operation.PythonLines.XARRAY;
import static io.amasia.cli.operation.PythonLines.quoted;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.geo.CellEdges;
import io.amasia.geo.HorizontalGrid;
import io.amasia.geo.RegridMethod;
import io.amasia.geo.Selections;
import io.amasia.geo.TargetGrid;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Another grid in words of xarray, NumPy and SciPy: weights of rows and of columns as two small
/// matrices, or for the nearest points a k-d tree.
///
/// xarray's own `interp` has neither a way around the globe nor a rule for missing neighbours of
/// weight 0, so the weights are written out.
final class XarrayRegridding {
  private final PythonLines python;

  XarrayRegridding(PythonLines python) {
    this.python = python;
  }

  /// Puts the limits of cells beside the latitudes and longitudes, so that selections take them
  /// along, where cells are wanted and the file has bounds of both.
  void cells(Dataset data) {
    List<String> names = HorizontalGrid.of(data, Selections.gridded(data)).coordNames();
    if (names.stream().allMatch(name -> pairs(data, name).isPresent())) {
      limits(data, "ds", names);
      python.say(
          "ds = ds.assign_coords(south=(\"%s\", south), north=(\"%s\", north), west=(\"%s\", west), east=(\"%s\", east))",
          names.get(0), names.get(0), names.get(1), names.get(1));
    }
  }

  void regrid(EquivalentScript.Step step, Operation.Regrid op) {
    Dataset before = step.before();
    String field = Selections.gridded(before);
    HorizontalGrid source = HorizontalGrid.of(before, field);
    if (!source.coordNames().stream().allMatch(before.coords()::has)) {
      throw none(XARRAY, "--regrid from such a grid", "its latitudes are not in the file");
    }
    TargetGrid target = Regridding.target(op);
    target(op, target);
    RegridMethod method = step.meaning().regrid();
    if (method == RegridMethod.NEAREST) {
      nearest(source);
    } else {
      TargetGrid own = TargetGrid.of(before, field); // refuses other grids
      requirePlain(own, source);
      if (method == RegridMethod.BILINEAR) {
        lines(own, source.coordNames());
      } else {
        overlaps(before, own, source.coordNames(), op, target);
      }
      weighted(source.coordNames(), method);
    }
    python.say(
        "ds = ds.rename(row=\"%s\", column=\"%s\").assign_coords({\"%s\": lat, \"%s\": lon})",
        dim(target.lat()), dim(target.lon()), dim(target.lat()), dim(target.lon()));
  }

  private static String dim(Variable axis) {
    return axis.dims().getFirst();
  }

  /// Centres of the target, `lat` and `lon`.
  private void target(Operation.Regrid op, TargetGrid target) {
    if (TargetGrid.parse(op.grid()).isPresent()) {
      long rows = target.lat().shape().size();
      long columns = target.lon().shape().size();
      python.say("lat = -90 + 180 * (2 * np.arange(%d) + 1) / %d", rows, 2 * rows);
      python.say("lon = -180 + 360 * (2 * np.arange(%d) + 1) / %d", columns, 2 * columns);
    } else {
      python.say("grid = xr.open_dataset(%s, decode_times=False)", quoted(op.grid()));
      python.say(
          "lat, lon = grid[\"%s\"].values, grid[\"%s\"].values",
          dim(target.lat()), dim(target.lon()));
    }
  }

  private static void requirePlain(TargetGrid own, HorizontalGrid source) {
    double[] lon = own.lon().load().toDoubles();
    var range = Arrays.stream(lon).summaryStatistics();
    boolean again = range.getMax() - range.getMin() > 360 - 1e-6;
    if (again || lon.length < 2 || own.lat().shape().size() < 2) {
      throw none(XARRAY, "--regrid from such a grid", "it repeats a meridian, or has one row");
    }
    if (!source.dims().equals(source.coordNames())) {
      throw none(XARRAY, "--regrid from such a grid", "its coordinates have other names");
    }
  }

  /// Weights of straight lines, around the globe where the grid goes around it, and on to a pole
  /// that is within one step.
  private void lines(TargetGrid own, List<String> names) {
    python.say("def lines(x, at):  # between ascending x, none outside");
    python.say("    above = np.clip(np.searchsorted(x, at, \"right\"), 1, len(x) - 1)");
    python.say("    part = np.clip((at - x[above - 1]) / (x[above] - x[above - 1]), 0, 1)");
    python.say("    rows, weights = np.arange(len(at)), np.zeros((len(at), len(x)))");
    python.say("    weights[rows, above - 1], weights[rows, above] = 1 - part, part");
    python.say("    weights[(at < x[0] - 1e-9) | (at > x[-1] + 1e-9)] = 0");
    python.say("    return weights");
    double[] y = own.lat().load().toDoubles().clone();
    double[] x = own.lon().load().toDoubles().clone();
    Arrays.sort(y);
    Arrays.sort(x);
    int n = y.length;
    boolean south = y[0] + 90 < y[1] - y[0] + 1e-9;
    boolean north = 90 - y[n - 1] < y[n - 1] - y[n - 2] + 1e-9;
    python.say("order = np.argsort(ds[\"%s\"].values)", names.get(0));
    python.say("y = ds[\"%s\"].values[order].astype(float)", names.get(0));
    python.say("rows = np.zeros((len(lat), len(y)))");
    // NumPy before 2.1 does not clip without any limit.
    String rows =
        "np.clip(lat, %s, %s)".formatted(south ? "y[0]" : "None", north ? "y[-1]" : "None");
    python.say("rows[:, order] = lines(y, %s)", south || north ? rows : "lat");
    double widest = IntStream.range(1, x.length).mapToDouble(i -> x[i] - x[i - 1]).max().orElse(0);
    boolean around = x[0] + 360 - x[x.length - 1] < 1.5 * widest;
    python.say("order = np.argsort(ds[\"%s\"].values)", names.get(1));
    python.say("x = ds[\"%s\"].values[order].astype(float)", names.get(1));
    python.say("at = np.maximum(x[0] - 1e-9 + (lon - x[0] + 1e-9) % 360, x[0])");
    python.say("columns = np.zeros((len(lon), len(x)))");
    if (around) {
      python.say("closed = lines(np.append(x, x[0] + 360), at)");
      python.say("closed[:, 0] += closed[:, -1]");
      python.say("columns[:, order] = closed[:, :-1]");
    } else {
      python.say("columns[:, order] = lines(x, at)");
    }
  }

  /// Weights of the parts of the new cells that the old ones cover.
  private void overlaps(
      Dataset before, TargetGrid own, List<String> names, Operation.Regrid op, TargetGrid target) {
    python.say("def edges(x, first, last):");
    python.say("    return np.concatenate([[first], (x[1:] + x[:-1]) / 2, [last]])");
    python.say("def sines(south, north):");
    python.say("    return np.sin(np.deg2rad([south, north]))");
    python.say("def common(old, new):  # lengths, [new, old]");
    python.say(
        "    ends = np.minimum(old[1], new[1][:, None]) - np.maximum(old[0], new[0][:, None])");
    python.say("    return np.clip(ends, 0, None)");
    if (TargetGrid.parse(op.grid()).isPresent()) {
      python.say(
          "south, north = (np.linspace(-90, 90, len(lat) + 1)[i:][: len(lat)] for i in (0, 1))");
      python.say(
          "west, east = (np.linspace(-180, 180, len(lon) + 1)[i:][: len(lon)] for i in (0, 1))");
    } else {
      try (Dataset file = Regridding.opened(op)) {
        ends(file, target, "grid", List.of(dim(target.lat()), dim(target.lon())), false);
      }
    }
    python.say("new, height = sines(south, north), np.diff(sines(south, north), axis=0)");
    python.say("width, to = east - west, (west, east)");
    boolean beside = names.stream().allMatch(name -> pairs(before, name).isPresent());
    ends(before, own, "ds", names, beside);
    python.say("rows = common(sines(south, north), new) / height.T");
    python.say("turns = range(-1080, 1081, 360)");
    python.say("columns = sum(common((west + t, east + t), to) for t in turns) / width[:, None]");
  }

  /// Limits of the cells of a grid: `south`, `north`, `west`, `east`.
  private void ends(
      Dataset data, TargetGrid grid, String name, List<String> names, boolean beside) {
    if (beside) {
      python.say(
          "south, north, west, east = (ds[name].values for name in (\"south\", \"north\", \"west\", \"east\"))");
    } else if (names.stream().allMatch(n -> pairs(data, n).isPresent())) {
      limits(data, name, names);
    } else if (names.stream().anyMatch(n -> pairs(data, n).isPresent())) {
      throw none(XARRAY, "--regrid with bounds of one axis", "give the other axis bounds too");
    } else {
      between(name, names.get(0), grid.latCells(), "south", "north");
      between(name, names.get(1), grid.lonCells(), "west", "east");
    }
  }

  private void between(String name, String axis, CellEdges cells, String lower, String upper) {
    int last = cells.size() - 1;
    boolean down = last > 0 && cells.lower(0) > cells.lower(last);
    python.say(
        "limits = edges(%s[\"%s\"].values.astype(float), %s, %s)",
        name,
        axis,
        down ? cells.upper(0) : cells.lower(0),
        down ? cells.lower(last) : cells.upper(last));
    python.say(
        "%s, %s = np.minimum(limits[1:], limits[:-1]), np.maximum(limits[1:], limits[:-1])",
        lower, upper);
  }

  /// Limits from bounds; a pair of longitudes that jumps by half a turn crosses the seam.
  private void limits(Dataset data, String name, List<String> names) {
    python.say(
        "south, north = np.clip(np.sort(%s[\"%s\"].values.astype(float)).T, -90, 90)",
        name, CfLinks.boundsName(data, names.get(0)).orElseThrow());
    python.say(
        "west, east = %s[\"%s\"].values.astype(float).T",
        name, CfLinks.boundsName(data, names.get(1)).orElseThrow());
    if (data.coords().get(names.get(1)).shape().size() > 2) {
      python.say("east = east - 360 * np.round((east - west) / 360)");
    }
    python.say("west, east = np.minimum(west, east), np.maximum(west, east)");
  }

  private static Optional<Variable> pairs(Dataset data, String name) {
    return data.coords().has(name)
        ? CfLinks.bounds(data, name).filter(b -> b.ndim() == 2 && b.shape().size(1) == 2)
        : Optional.empty();
  }

  private void weighted(List<String> names, RegridMethod method) {
    python.say("rows = xr.DataArray(rows, dims=[\"row\", \"%s\"])", names.get(0));
    python.say("columns = xr.DataArray(columns, dims=[\"column\", \"%s\"])", names.get(1));
    python.say("def onto(field):");
    python.say("    there = field.notnull()");
    python.say(
        "    sums, parts = (v.dot(columns, \"%s\").dot(rows, \"%s\") for v in (field.fillna(0), there * 1.0))",
        names.get(1), names.get(0));
    python.say(
        "    return (sums / parts).where(parts > %s).transpose(..., \"row\", \"column\")",
        method == RegridMethod.BILINEAR ? "1 - 1e-9" : "1e-6");
    withoutOld(names);
    python.say(
        "ds = ds.map(lambda v: onto(v) if {\"%s\", \"%s\"} <= set(v.dims) else v)",
        names.get(0), names.get(1));
  }

  private void withoutOld(List<String> dims) {
    python.say(
        "ds = ds.drop_vars([name for name in ds.coords if {%s} & set(ds[name].dims)])",
        quoted(dims));
  }

  /// Of equally near points the first.
  private void nearest(HorizontalGrid source) {
    String lat = source.coordNames().get(0);
    String lon = source.coordNames().get(1);
    python.say("from scipy.spatial import cKDTree");
    python.say("def points(lat, lon):");
    python.say(
        "    lat, lon = np.deg2rad([np.ravel(lat).astype(float), np.ravel(lon).astype(float)])");
    python.say(
        "    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)");
    boolean rectilinear = source.dims().equals(source.coordNames());
    python.say(
        rectilinear
            ? "old = points(*np.meshgrid(ds[\"%s\"].values, ds[\"%s\"].values, indexing=\"ij\"))"
            : "old = points(ds[\"%s\"].values, ds[\"%s\"].values)",
        lat,
        lon);
    python.say("tree, new = cKDTree(old), points(*np.meshgrid(lat, lon, indexing=\"ij\"))");
    python.say("reach = tree.query(new)[0] * (1 + 5e-13) + 1e-12");
    python.say("cell = [min(near) for near in tree.query_ball_point(new, reach)]");
    python.say(
        "cell = xr.DataArray(np.reshape(cell, (len(lat), len(lon))), dims=[\"row\", \"column\"])");
    withoutOld(source.dims());
    python.say("for v in ds.values():");
    python.say(
        "    v.attrs = {k: a for k, a in v.attrs.items() if k not in (\"coordinates\", \"grid_mapping\", \"cell_measures\")}");
    python.say("    v.encoding = {}");
    python.say(
        "ds = ds.stack(cell=[%s], create_index=False).isel(cell=cell)", quoted(source.dims()));
  }
}
