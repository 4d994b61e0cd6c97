package io.amasia.cli.operation;

import static io.amasia.cli.operation.EquivalentScript.none;
import static io.amasia.cli.operation.PythonLines.XARRAY;
import static io.amasia.cli.operation.PythonLines.quoted;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.geo.HorizontalGrid;
import io.amasia.geo.Selections;
import java.util.List;
import java.util.Objects;

/// The head of a program with xarray: opens the files and puts the lengths of times and the areas
/// of cells beside the data.
final class XarrayOpening {
  private final PythonLines python;
  private final Dataset data;

  XarrayOpening(PythonLines python, Dataset data) {
    this.python = python;
    this.data = data;
  }

  void open(List<String> urls) {
    python.say("import numpy as np");
    python.say("import xarray as xr");
    python.say("");
    python.say("times = xr.coders.CFDatetimeCoder(use_cftime=True)");
    if (urls.size() == 1) {
      python.say("ds = xr.open_dataset(%s, decode_times=times)", quoted(urls.getFirst()));
    } else {
      python.say("files = [%s]", quoted(urls));
      python.say(
          "ds = xr.open_mfdataset(files, decode_times=times, data_vars=\"minimal\", coords=\"minimal\", compat=\"override\")");
    }
  }

  /// Middles of intervals as times, and their lengths in days.
  void times() {
    String time = Selections.timeDim(data);
    TimeIntervals intervals = TimeIntervals.of(data, time);
    switch (intervals.origin()) {
      case BOUNDS -> {
        python.say("bounds = ds[\"%s\"].values", CfLinks.boundsName(data, time).orElseThrow());
        python.say("middles = [a + (b - a) / 2 for a, b in bounds]");
        python.say("days = [(b - a).total_seconds() / 86400 for a, b in bounds]");
        python.say(
            "ds = ds.assign_coords({\"%s\": middles, \"days\": (\"%s\", days)})", time, time);
      }
      case MONTHS -> python.say("ds = ds.assign_coords(days=ds[\"%s\"].dt.days_in_month)", time);
      case YEARS -> python.say("ds = ds.assign_coords(days=ds[\"%s\"].dt.days_in_year)", time);
      case DAYS, STEPS, INSTANTS ->
          python.say("ds = ds.assign_coords(days=xr.ones_like(ds[\"%s\"], dtype=float))", time);
      case SEASONS, NEIGHBOURS ->
          throw none(XARRAY, "times like these", "their lengths are not in the file; add bounds");
    }
  }

  void areas() {
    HorizontalGrid grid = HorizontalGrid.of(data, Selections.gridded(data));
    String lat = grid.coordNames().get(0);
    String lon = grid.coordNames().get(1);
    switch (grid.areaSource()) {
      case CELL_MEASURES ->
          python.say(
              "ds = ds.assign_coords(area=ds[\"%s\"].fillna(0))",
              Objects.requireNonNull(
                  CfLinks.cellMeasures(data, Selections.gridded(data)).get("area")));
      case BOUNDS -> {
        requireRectilinear(grid);
        python.say("lat, lon = ds[\"%s\"].values, ds[\"%s\"].values", bounds(lat), bounds(lon));
        python.say("sin = np.sin(np.deg2rad(np.clip(lat, -90, 90)))");
        python.say("height = abs(sin[:, 1] - sin[:, 0])");
        python.say("width = abs(lon[:, 1] - lon[:, 0])");
        python.say(
            "ds = ds.assign_coords(area=((\"%s\", \"%s\"), np.outer(height, width)))", lat, lon);
      }
      case BETWEEN_GRID_POINTS -> {
        requireRectilinear(grid);
        python.say("def edges(x):");
        python.say("    between = (x[1:] + x[:-1]) / 2");
        python.say(
            "    return np.concatenate([[2 * x[0] - between[0]], between, [2 * x[-1] - between[-1]]])");
        python.say(
            "height = abs(np.diff(np.sin(np.deg2rad(np.clip(edges(ds[\"%s\"].values), -90, 90)))))",
            lat);
        python.say("width = abs(np.diff(edges(ds[\"%s\"].values)))", lon);
        python.say(
            "ds = ds.assign_coords(area=((\"%s\", \"%s\"), np.outer(height, width)))", lat, lon);
      }
      case MIDWAY_CORNERS ->
          throw none(XARRAY, "areas of cells without bounds", "give the file bounds or cell areas");
    }
  }

  private String bounds(String name) {
    return CfLinks.boundsName(data, name)
        .orElseThrow(() -> none(XARRAY, "areas by bounds of one axis", "add bounds of " + name));
  }

  private static void requireRectilinear(HorizontalGrid grid) {
    if (grid.dims().size() != 2 || !grid.dims().equals(grid.coordNames())) {
      throw none(XARRAY, "areas of such cells", "give the file a variable of cell areas");
    }
  }
}
