package io.amasia.cli.operation;

import static io.amasia.cli.operation.EquivalentScript.none;

import io.amasia.array.DType;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.dataset.cf.Units;
import io.amasia.geo.HorizontalGrid;
import io.amasia.plan.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Operations as a Python program with xarray.
///
/// Lengths of times and areas of cells are put beside the data as the coordinates `days` and `area`
/// first, so that selections take them along.
final class XarrayScript {
  private static final String XARRAY = "a script for xarray";
  private final List<String> lines = new ArrayList<>();
  private final Dataset data;

  private XarrayScript(Dataset data) {
    this.data = data;
  }

  static String of(
      List<String> urls, Dataset data, List<EquivalentScript.Step> steps, String output) {
    requirePlainNames(data);
    var script = new XarrayScript(data);
    script.open(urls);
    Optional<String> time = Selections.axes(data).dim(Axes.Axis.T);
    if (time.filter(t -> data.coords().has(t) && isTime(data, t)).isPresent()) {
      script.times();
    }
    if (steps.stream().anyMatch(s -> s.operation() instanceof Operation.Area)) {
      script.areas();
    }
    script.say("ds = ds[[%s]]", quoted(Conversions.dataNames(data)));
    steps.forEach(script::add);
    script.say(
        "ds.drop_vars([\"days\", \"area\"], errors=\"ignore\").to_netcdf(%s)", quoted(output));
    return String.join("\n", script.lines) + "\n";
  }

  private static boolean isTime(Dataset data, String name) {
    return data.coords().get(name).dtype() == DType.DATETIME;
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library we do not ship
  private void say(String line, Object... values) {
    lines.add(values.length == 0 ? line : line.formatted(values));
  }

  private static String quoted(List<String> words) {
    return words.stream().map(XarrayScript::quoted).collect(Collectors.joining(", "));
  }

  /// A literal of Python.
  private static String quoted(String word) {
    String escaped = word.replace("\\", "\\\\").replace("\"", "\\\"");
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r") + '"';
  }

  /// Names stand in the program as they are.
  private static void requirePlainNames(Dataset data) {
    Stream.of(data.sizes().keySet(), data.variables().keySet(), data.coords().names())
        .flatMap(Set::stream)
        .filter(name -> !quoted(name).equals('"' + name + '"'))
        .findFirst()
        .ifPresent(name -> {
          throw none(XARRAY, "the name " + quoted(name), "it has quotes, backslashes or lines");
        });
  }

  private void open(List<String> urls) {
    say("import numpy as np");
    say("import xarray as xr");
    say("");
    say("times = xr.coders.CFDatetimeCoder(use_cftime=True)");
    if (urls.size() == 1) {
      say("ds = xr.open_dataset(%s, decode_times=times)", quoted(urls.getFirst()));
    } else {
      say("files = [%s]", quoted(urls));
      say(
          "ds = xr.open_mfdataset(files, decode_times=times, data_vars=\"minimal\", coords=\"minimal\", compat=\"override\")");
    }
  }

  /// Middles of intervals as times, and their lengths in days.
  private void times() {
    String time = Selections.timeDim(data);
    TimeIntervals intervals = TimeIntervals.of(data, time);
    switch (intervals.origin()) {
      case BOUNDS -> {
        say("bounds = ds[\"%s\"].values", CfLinks.boundsName(data, time).orElseThrow());
        say("middles = [a + (b - a) / 2 for a, b in bounds]");
        say("days = [(b - a).total_seconds() / 86400 for a, b in bounds]");
        say("ds = ds.assign_coords({\"%s\": middles, \"days\": (\"%s\", days)})", time, time);
      }
      case MONTHS -> say("ds = ds.assign_coords(days=ds[\"%s\"].dt.days_in_month)", time);
      case YEARS -> say("ds = ds.assign_coords(days=ds[\"%s\"].dt.days_in_year)", time);
      case DAYS, STEPS, INSTANTS ->
          say("ds = ds.assign_coords(days=xr.ones_like(ds[\"%s\"], dtype=float))", time);
      case SEASONS, NEIGHBOURS ->
          throw none(XARRAY, "times like these", "their lengths are not in the file; add bounds");
    }
  }

  private void areas() {
    HorizontalGrid grid = HorizontalGrid.of(data, Spatial.gridded(data));
    String lat = grid.coordNames().get(0);
    String lon = grid.coordNames().get(1);
    switch (grid.areaSource()) {
      case CELL_MEASURES ->
          say(
              "ds = ds.assign_coords(area=ds[\"%s\"].fillna(0))",
              Objects.requireNonNull(
                  CfLinks.cellMeasures(data, Spatial.gridded(data)).get("area")));
      case BOUNDS -> {
        requireRectilinear(grid);
        say("lat, lon = ds[\"%s\"].values, ds[\"%s\"].values", bounds(lat), bounds(lon));
        say("sin = np.sin(np.deg2rad(np.clip(lat, -90, 90)))");
        say("height = abs(sin[:, 1] - sin[:, 0])");
        say("width = abs(lon[:, 1] - lon[:, 0])");
        say("ds = ds.assign_coords(area=((\"%s\", \"%s\"), np.outer(height, width)))", lat, lon);
      }
      case BETWEEN_GRID_POINTS -> {
        requireRectilinear(grid);
        say("def edges(x):");
        say("    between = (x[1:] + x[:-1]) / 2");
        say(
            "    return np.concatenate([[2 * x[0] - between[0]], between, [2 * x[-1] - between[-1]]])");
        say(
            "height = abs(np.diff(np.sin(np.deg2rad(np.clip(edges(ds[\"%s\"].values), -90, 90)))))",
            lat);
        say("width = abs(np.diff(edges(ds[\"%s\"].values)))", lon);
        say("ds = ds.assign_coords(area=((\"%s\", \"%s\"), np.outer(height, width)))", lat, lon);
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

  private void add(EquivalentScript.Step step) {
    Dataset before = step.before();
    requirePlainNames(before);
    switch (step.operation()) {
      case Operation.Variables(List<String> names) -> say("ds = ds[[%s]]", quoted(names));
      case Operation.Sel(String dim, Choice choice) -> sel(before, dim, choice);
      case Operation.Isel(String dim, Choice choice) -> isel(before, dim, choice);
      case Operation.Nearest(String name, String label) -> {
        String dim = Selections.dim(before, name);
        String value = label(before, dim, label);
        if (Selections.isLongitude(before, dim)) {
          say("away = abs((ds[\"%s\"] - %s + 180) %% 360 - 180)", dim, value);
          say("ds = ds.isel({\"%s\": int(away.argmin())})", dim);
        } else {
          say("ds = ds.sel({\"%s\": %s}, method=\"nearest\")", dim, value);
        }
      }
      case Operation.Point(double lon, double lat, var _) -> {
        away(before, Double.toString(lon), Double.toString(lat));
        say("ds = ds.isel(away.argmin(list(away.dims)))");
      }
      case Operation.Stations(List<Operation.Point> places) -> {
        say("names = [%s]", quoted(places.stream().map(p -> p.name().orElseThrow()).toList()));
        for (String axis : List.of("lon", "lat")) {
          say(
              "to_%s = xr.DataArray(%s, coords={\"station\": names})",
              axis, places.stream().map(p -> axis.equals("lon") ? p.lon() : p.lat()).toList());
        }
        away(before, "to_lon", "to_lat");
        say("ds = ds.isel(away.argmin([d for d in away.dims if d != \"station\"]))");
      }
      case Operation.Bbox(double west, double south, double east, double north) -> {
        Axes axes = Selections.axes(before);
        if (axes.layout() != Axes.Layout.RECTILINEAR) {
          throw none(XARRAY, "--bbox on such a grid", "it has no rows and columns to cut");
        }
        eastwards(axes.longitude().orElseThrow(), west, east);
        String lat = axes.latitude().orElseThrow();
        say(
            "ds = ds.isel({\"%s\": (ds[\"%s\"] >= %s) & (ds[\"%s\"] <= %s)})",
            lat, lat, south, lat, north);
      }
      case Operation.RegionOf _ ->
          throw none(XARRAY, "--region", "it counts parts of cells; see regionmask, or use --bbox");
      case Operation.Season(String months) -> {
        String time = Selections.timeDim(before);
        say(
            "ds = ds.isel({\"%s\": ds[\"%s\"].dt.month.isin(%s)})",
            time, time, Selections.monthsOf(months));
      }
      case Operation.Periods op -> periods(step, op);
      case Operation.Climatology op -> climatology(step, op);
      case Operation.Anomaly op -> anomaly(step, op);
      case Operation.Rolling op -> rolling(step, op);
      case Operation.Area op -> area(before, op);
      case Operation.Reduce op -> reduce(step, op);
      case Operation.Interp(String name, Choice choice) -> {
        if (!(choice instanceof Choice.Some(List<String> labels))) {
          throw none(XARRAY, "--interp of a range", "write the labels: A,B,C");
        }
        String dim = Selections.dim(before, name);
        say(
            "ds = ds.interp({\"%s\": [%s]})",
            dim, labels.stream().map(l -> label(before, dim, l)).collect(Collectors.joining(", ")));
      }
      case Operation.Expr(String text) -> {
        Expression.Assignment made = ExpressionParser.parse(text);
        if (ScriptExpression.isTruth(made.value())) {
          throw none(XARRAY, "a comparison as a value", "use it inside where(...)");
        }
        say("ds = xr.Dataset({\"%s\": %s})", made.name(), ScriptExpression.python(made.value()));
      }
      case Operation.Where(String text) ->
          say("ds = ds.where(%s)", ScriptExpression.python(ExpressionParser.parseValue(text)));
      case Operation.Units(Map<String, String> units) ->
          units.forEach((name, unit) -> units(before, name, unit));
      case Operation.As(String name) ->
          say("ds = ds.rename({\"%s\": %s})", Conversions.onlyName(before, "--as"), quoted(name));
      case Operation.Dtype(DType dtype) -> say("ds = ds.astype(\"%s\")", dtype.label());
      case Operation.Chunk _ -> {} // says how, not what
      case Operation.Regrid _ -> throw none(XARRAY, "--regrid", "xarray has none; see xESMF");
      case Operation.Coarsen _ ->
          throw none(XARRAY, "--coarsen", "its means of blocks don't weigh cells and times");
      case Operation.Resample _ ->
          throw none(XARRAY, "--resample", "use --yearly, --monthly, --daily");
      case Operation.Trend _ -> throw none(XARRAY, "--trend", "see polyfit");
      case Operation.Spell _ -> throw none(XARRAY, "--spell", "xarray counts no spells");
    }
  }

  private static String label(Dataset data, String dim, String text) {
    Variable coord = data.coords().get(dim);
    return switch (coord.dtype()) {
      case DATETIME, STRING -> quoted(text);
      default -> Double.toString(Selections.number(dim, coord, text));
    };
  }

  private void eastwards(String lon, double west, double east) {
    double width = east - west == 360 ? 360 : ((east - west) % 360 + 360) % 360;
    say("ds = ds.isel({\"%s\": (ds[\"%s\"] - %s) %% 360 <= %s})", lon, lon, west, width);
    say("ds = ds.sortby((ds[\"%s\"] - %s) %% 360)", lon, west);
  }

  private void sel(Dataset before, String name, Choice choice) {
    String dim = Selections.dim(before, name);
    boolean text = before.coords().get(dim).dtype() == DType.STRING;
    boolean time = before.coords().get(dim).dtype() == DType.DATETIME;
    switch (choice) {
      case Choice.One(String label) ->
          say(
              "ds = ds.sel({\"%s\": %s}%s)",
              dim, label(before, dim, label), text || time ? "" : ", method=\"nearest\"");
      case Choice.Some(List<String> labels) ->
          say(
              "ds = ds.sel({\"%s\": [%s]}%s)",
              dim,
              labels.stream().map(l -> label(before, dim, l)).collect(Collectors.joining(", ")),
              text ? "" : ", method=\"nearest\"");
      case Choice.Range range -> {
        if (range.step().isPresent() || text) {
          throw none(XARRAY, "--sel with a step or of a range of text", "choose by --isel");
        }
        if (time) {
          String[] ends = ScriptTimes.ends(before, range);
          say("ds = ds.sel({\"%s\": slice(\"%s\", \"%s\")})", dim, ends[0], ends[1]);
        } else if (Selections.isLongitude(before, dim)) {
          eastwards(dim, bound(before, dim, range.from()), bound(before, dim, range.to()));
        } else {
          double a = bound(before, dim, range.from());
          double b = bound(before, dim, range.to());
          say(
              "ds = ds.isel({\"%s\": (ds[\"%s\"] >= %s) & (ds[\"%s\"] <= %s)})",
              dim, dim, Math.min(a, b), dim, Math.max(a, b));
        }
      }
    }
  }

  private static double bound(Dataset data, String dim, Optional<String> end) {
    String text = end.orElseThrow(() -> none(XARRAY, "an open range", "write both ends"));
    return Selections.number(dim, data.coords().get(dim), text);
  }

  private void isel(Dataset before, String name, Choice choice) {
    String dim = Selections.dim(before, name);
    String which =
        switch (choice) {
          case Choice.One(String at) -> at;
          case Choice.Some(List<String> at) -> at.toString();
          case Choice.Range range when range.step().isEmpty() -> {
            long size = before.size(dim);
            long from = at(range.from().orElse("0"), size);
            long to = at(range.to().orElse("-1"), size);
            yield "slice(%d, %d)".formatted(Math.min(from, to), Math.max(from, to) + 1);
          }
          case Choice.Range _ -> throw none(XARRAY, "--isel with a step", "write a range A..B");
        };
    say("ds = ds.isel({\"%s\": %s})", dim, which);
  }

  private static long at(String text, long size) {
    long position = Long.parseLong(text);
    return position < 0 ? position + size : position;
  }

  /// The square of half the chord to a place, which is least where the great circle is.
  private void away(Dataset before, String lon, String lat) {
    Axes axes = Selections.axes(before);
    String x = axes.longitude().orElseThrow(() -> none(XARRAY, "--point", "no longitudes"));
    String y = axes.latitude().orElseThrow(() -> none(XARRAY, "--point", "no latitudes"));
    say("lon, lat = np.deg2rad(ds[\"%s\"] - %s), np.deg2rad(ds[\"%s\"])", x, lon, y);
    say("to = np.deg2rad(%s)", lat);
    say("away = np.sin((lat - to) / 2) ** 2 + np.cos(lat) * np.cos(to) * np.sin(lon / 2) ** 2");
  }

  private static String word(Statistic statistic) {
    return switch (statistic.kind()) {
      case MEAN, SUM, MIN, MAX, STD, MEDIAN, COUNT -> statistic.name();
      case VAR -> "var";
      default ->
          throw none(XARRAY, statistic.name(), "use mean, sum, min, max, std, variance, count");
    };
  }

  /// Whether a statistic over time needs the lengths of times.
  private static boolean weighs(EquivalentScript.Step step, Statistic statistic) {
    return statistic.kind() == Reduction.Kind.MEAN
        && !ScriptTimes.even(step.before(), step.meaning());
  }

  /// A statistic of groups of times; where one value is missing, so is the group.
  private void grouped(EquivalentScript.Step step, Statistic statistic, String by) {
    if (weighs(step, statistic)) {
      say("ds = (ds * ds[\"days\"]).%s.sum(skipna=False) / ds[\"days\"].%s.sum()", by, by);
    } else {
      boolean count = statistic.kind() == Reduction.Kind.COUNT;
      say("ds = ds.%s.%s(%s)", by, word(statistic), count ? "" : "skipna=False");
    }
  }

  private void periods(EquivalentScript.Step step, Operation.Periods op) {
    String time = Selections.timeDim(step.before());
    String by =
        "resample(%s=\"%s\")"
            .formatted(
                time,
                switch (op.period()) {
                  case YEAR -> "YS";
                  case SEASON -> "QS-DEC";
                  case MONTH -> "MS";
                  case DAY -> "D";
                });
    String[] span = ScriptTimes.span(step.after());
    say("days = ds[\"days\"].%s.sum()", by);
    grouped(step, op.statistic(), by);
    say("ds = ds.assign_coords(days=days).sel(%s=slice(\"%s\", \"%s\"))", time, span[0], span[1]);
  }

  private void climatology(EquivalentScript.Step step, Operation.Climatology op) {
    if (op.cycle() != Operation.Cycle.MONTH) {
      throw none(
          XARRAY, "--climatology " + op.cycle().name().toLowerCase(Locale.ROOT), "use month");
    }
    grouped(step, op.statistic(), "groupby(\"" + Selections.timeDim(step.before()) + ".month\")");
  }

  private void anomaly(EquivalentScript.Step step, Operation.Anomaly op) {
    String time = Selections.timeDim(step.before());
    say("base = ds");
    step.meaning()
        .base()
        .ifPresent(range -> {
          String[] ends = ScriptTimes.ends(step.before(), range);
          say("base = ds.sel(%s=slice(\"%s\", \"%s\"))", time, ends[0], ends[1]);
        });
    boolean weighs = weighs(step, Statistic.parse("mean"));
    switch (op.cycle()) {
      case NONE -> {
        say(
            weighs
                ? "mean = (base * base[\"days\"]).sum(\"%s\", skipna=False) / base[\"days\"].sum()"
                : "mean = base.mean(\"%s\", skipna=False)",
            time);
        say("ds = ds - mean");
      }
      case MONTH -> {
        String by = "groupby(\"" + time + ".month\")";
        say(
            weighs
                ? "mean = (base * base[\"days\"]).%s.sum(skipna=False) / base[\"days\"].%s.sum()"
                : "mean = base.%s.mean(skipna=False)",
            by,
            by);
        say("ds = ds.%s - mean", by);
      }
      case SEASON, DAY -> throw none(XARRAY, "--anomaly of such a cycle", "use none or month");
    }
    if (step.meaning().relative()) {
      say(
          op.cycle() == Operation.Cycle.NONE
              ? "ds = 100 * ds / mean"
              : "ds = 100 * (ds.groupby(\"" + time + ".month\") / mean)");
    }
  }

  private void rolling(EquivalentScript.Step step, Operation.Rolling op) {
    String dim = Selections.dim(step.before(), op.dim());
    boolean time = step.before().coords().has(dim) && isTime(step.before(), dim);
    if (time && weighs(step, op.statistic())) {
      throw none(XARRAY, "moving means weighted by length", "add --time-weights none");
    }
    int n = op.length();
    say(
        "ds = ds.rolling({\"%s\": %d}).%s().isel({\"%s\": slice(%d, None)})",
        dim, n, word(op.statistic()), dim, n - 1);
  }

  private void area(Dataset before, Operation.Area op) {
    List<String> dims = HorizontalGrid.of(before, Spatial.gridded(before)).dims();
    say(
        "ds = ds.weighted(ds[\"area\"]).%s([%s])",
        switch (op.statistic()) {
          case MEAN -> "mean";
          case STD -> "std";
          case SUM ->
              throw none(XARRAY, "--area-sum", "its areas here are shares; use --area-mean");
        },
        quoted(dims));
  }

  private void reduce(EquivalentScript.Step step, Operation.Reduce op) {
    if (op.statistics().size() != 1) {
      throw none(XARRAY, "several statistics at once", "ask for one");
    }
    Statistic statistic = op.statistics().getFirst();
    List<String> dims =
        new ArrayList<>(op.dims().stream().map(d -> Selections.dim(step.before(), d)).toList());
    Optional<String> time = Selections.axes(step.before()).dim(Axes.Axis.T).filter(dims::contains);
    if (time.isPresent() && dims.size() > 1) {
      throw none(XARRAY, "time and other dimensions at once", "reduce one after the other");
    }
    if (time.isPresent() && weighs(step, statistic)) {
      say("ds = (ds * ds[\"days\"]).sum(\"%s\", skipna=False) / ds[\"days\"].sum()", time.get());
    } else {
      boolean strict = time.isPresent() && statistic.kind() != Reduction.Kind.COUNT;
      say("ds = ds.%s([%s]%s)", word(statistic), quoted(dims), strict ? ", skipna=False" : "");
    }
  }

  private void units(Dataset before, String given, String unit) {
    String name = given.isEmpty() ? Conversions.onlyName(before, "--units") : given;
    var by = Units.convert(before.variable(name).attr("units").orElse("1"), unit);
    say("ds[\"%s\"] = ds[\"%s\"] * %s + %s", name, name, by.scale(), by.offset());
    say("ds[\"%s\"].attrs[\"units\"] = %s", name, quoted(unit));
  }
}
