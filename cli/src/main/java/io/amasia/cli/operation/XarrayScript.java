package io.amasia.cli.operation;

import static io.amasia.cli.operation.EquivalentScript.none;
import static io.amasia.cli.operation.PythonLines.XARRAY;
import static io.amasia.cli.operation.PythonLines.quoted;

import io.amasia.array.DType;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.Units;
import io.amasia.geo.Choice;
import io.amasia.geo.RegridMethod;
import io.amasia.geo.Selections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Operations as a Python program with xarray.
///
/// Lengths of times and areas of cells are put beside the data as the coordinates `days` and `area`
/// first, so that selections take them along.
final class XarrayScript {
  private final PythonLines python = new PythonLines();
  private final XarraySelections selections = new XarraySelections(python);
  private final XarrayStatistics statistics = new XarrayStatistics(python);
  private final XarrayRegridding regridding = new XarrayRegridding(python);

  private XarrayScript() {}

  static String of(
      List<String> urls, Dataset data, List<EquivalentScript.Step> steps, String output) {
    requirePlainNames(data);
    var script = new XarrayScript();
    var opening = new XarrayOpening(script.python, data);
    opening.open(urls);
    Optional<String> time = Selections.axes(data).dim(Axes.Axis.T);
    if (time.filter(t -> data.coords().has(t) && isTime(data, t)).isPresent()) {
      opening.times();
    }
    if (steps.stream().anyMatch(XarrayStatistics::needsAreas)) {
      opening.areas();
    }
    requireAreasBefore(steps);
    if (steps.stream().anyMatch(XarrayScript::needsCells)) {
      script.regridding.cells(data);
    }
    script.python.say("ds = ds[[%s]]", quoted(CfLinks.dataNames(data)));
    steps.forEach(script::add);
    script.python.say(
        "ds.drop_vars([\"days\", \"area\"], errors=\"ignore\").to_netcdf(%s)", quoted(output));
    return script.python.toString();
  }

  private static boolean needsCells(EquivalentScript.Step step) {
    return step.operation() instanceof Operation.Regrid
        && step.meaning().regrid() == RegridMethod.CONSERVATIVE;
  }

  /// Areas are those of the file's cells.
  private static void requireAreasBefore(List<EquivalentScript.Step> steps) {
    boolean other = false;
    for (EquivalentScript.Step step : steps) {
      if (other && XarrayStatistics.needsAreas(step)) {
        throw none(
            XARRAY, "areas after --regrid", "write the new grid to a file and go on from it");
      }
      other |= step.operation() instanceof Operation.Regrid;
    }
  }

  private static boolean isTime(Dataset data, String name) {
    return data.coords().get(name).dtype() == DType.DATETIME;
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

  private void add(EquivalentScript.Step step) {
    Dataset before = step.before();
    requirePlainNames(before);
    switch (step.operation()) {
      case Operation.Variables(List<String> names) -> python.say("ds = ds[[%s]]", quoted(names));
      case Operation.Sel(String dim, Choice choice) -> selections.sel(before, dim, choice);
      case Operation.Isel(String dim, Choice choice) -> selections.isel(before, dim, choice);
      case Operation.Nearest(String name, String label) -> {
        String dim = Selections.dim(before, name);
        String value = XarraySelections.label(before, dim, label);
        if (Selections.isLongitude(before, dim)) {
          python.say("away = abs((ds[\"%s\"] - %s + 180) %% 360 - 180)", dim, value);
          python.say("ds = ds.isel({\"%s\": int(away.argmin())})", dim);
        } else {
          python.say("ds = ds.sel({\"%s\": %s}, method=\"nearest\")", dim, value);
        }
      }
      case Operation.Point(double lon, double lat, var _) -> {
        selections.away(before, Double.toString(lon), Double.toString(lat));
        python.say("ds = ds.isel(away.argmin(list(away.dims)))");
      }
      case Operation.Stations(List<Operation.Point> places) -> {
        python.say(
            "names = [%s]", quoted(places.stream().map(p -> p.name().orElseThrow()).toList()));
        for (String axis : List.of("lon", "lat")) {
          python.say(
              "to_%s = xr.DataArray(%s, coords={\"station\": names})",
              axis, places.stream().map(p -> axis.equals("lon") ? p.lon() : p.lat()).toList());
        }
        selections.away(before, "to_lon", "to_lat");
        python.say("ds = ds.isel(away.argmin([d for d in away.dims if d != \"station\"]))");
      }
      case Operation.Bbox(double west, double south, double east, double north) -> {
        Axes axes = Selections.axes(before);
        if (axes.layout() != Axes.Layout.RECTILINEAR) {
          throw none(XARRAY, "--bbox on such a grid", "it has no rows and columns to cut");
        }
        selections.eastwards(axes.longitude().orElseThrow(), west, east);
        String lat = axes.latitude().orElseThrow();
        python.say(
            "ds = ds.isel({\"%s\": (ds[\"%s\"] >= %s) & (ds[\"%s\"] <= %s)})",
            lat, lat, south, lat, north);
      }
      case Operation.RegionOf _ ->
          throw none(XARRAY, "--region", "it counts parts of cells; see regionmask, or use --bbox");
      case Operation.Season(String months) -> {
        String time = Selections.timeDim(before);
        python.say(
            "ds = ds.isel({\"%s\": ds[\"%s\"].dt.month.isin(%s)})",
            time, time, Selections.monthsOf(months));
      }
      case Operation.Periods op -> statistics.periods(step, op);
      case Operation.Climatology op -> statistics.climatology(step, op);
      case Operation.Anomaly op -> statistics.anomaly(step, op);
      case Operation.Rolling op -> statistics.rolling(step, op);
      case Operation.Area op -> statistics.area(before, op);
      case Operation.Reduce op -> statistics.reduce(step, op);
      case Operation.Interp(String name, Choice choice) -> {
        if (!(choice instanceof Choice.Some(List<String> labels))) {
          throw none(XARRAY, "--interp of a range", "write the labels: A,B,C");
        }
        String dim = Selections.dim(before, name);
        python.say(
            "ds = ds.interp({\"%s\": [%s]})",
            dim,
            labels.stream()
                .map(l -> XarraySelections.label(before, dim, l))
                .collect(Collectors.joining(", ")));
      }
      case Operation.Expr(String text) -> {
        Expression.Assignment made = ExpressionParser.parse(text);
        if (ScriptExpression.isTruth(made.value())) {
          throw none(XARRAY, "a comparison as a value", "use it inside where(...)");
        }
        python.say(
            "ds = xr.Dataset({\"%s\": %s})", made.name(), ScriptExpression.python(made.value()));
      }
      case Operation.Where(String text) ->
          python.say(
              "ds = ds.where(%s)", ScriptExpression.python(ExpressionParser.parseValue(text)));
      case Operation.Units(Map<String, String> units) ->
          units.forEach((name, unit) -> units(before, name, unit));
      case Operation.As(String name) ->
          python.say(
              "ds = ds.rename({\"%s\": %s})", Conversions.onlyName(before, "--as"), quoted(name));
      case Operation.Dtype(DType dtype) -> python.say("ds = ds.astype(\"%s\")", dtype.label());
      case Operation.Chunk _ -> {} // says how, not what
      case Operation.Regrid op -> regridding.regrid(step, op);
      case Operation.Coarsen op -> statistics.coarsen(step, op);
      case Operation.Resample(String frequency, Statistic statistic) ->
          statistics.periods(step, frequency, statistic);
      case Operation.Trend op -> statistics.trend(before, op);
      case Operation.Spell(String text) -> statistics.spell(before, text);
    }
  }

  private void units(Dataset before, String given, String unit) {
    String name = given.isEmpty() ? Conversions.onlyName(before, "--units") : given;
    var by = Units.convert(before.variable(name).attr("units").orElse("1"), unit);
    python.say("ds[\"%s\"] = ds[\"%s\"] * %s + %s", name, name, by.scale(), by.offset());
    python.say("ds[\"%s\"].attrs[\"units\"] = %s", name, quoted(unit));
  }
}
