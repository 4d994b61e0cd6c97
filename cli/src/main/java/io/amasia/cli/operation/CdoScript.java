package io.amasia.cli.operation;

import static io.amasia.cli.operation.EquivalentScript.none;

import io.amasia.array.DType;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.Units;
import io.amasia.geo.CellEdges;
import io.amasia.geo.Choice;
import io.amasia.geo.RegridMethod;
import io.amasia.geo.Selections;
import io.amasia.geo.TargetGrid;
import io.amasia.plan.Reduction;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Operations as one chain of CDO's operators.
final class CdoScript {
  private static final String CDO = "CDO";
  private String chain;
  private String precision = "F64";

  private CdoScript(String chain) {
    this.chain = chain;
  }

  static String of(
      List<String> urls, Dataset data, List<EquivalentScript.Step> steps, String output) {
    String files = urls.stream().map(CdoScript::file).collect(Collectors.joining(" "));
    String source = urls.size() == 1 ? files : "[ -mergetime " + files + " ]";
    var script = new CdoScript(source);
    otherFills(data).forEach(fill -> script.put("setctomiss," + fill));
    steps.forEach(script::add);
    return "#!/bin/sh\ncdo -L -O -f nc4 -b %s %s %s\n"
        .formatted(
            script.precision,
            script.chain.equals(source) ? "-copy " + source : script.chain,
            file(output));
  }

  /// The values of `missing_value` beside another `_FillValue`, the only one that CDO heeds.
  private static Set<String> otherFills(Dataset data) {
    Set<String> fills = new TreeSet<>();
    for (String name : CfLinks.dataNames(data)) {
      Map<String, Attribute> encoding = data.variable(name).encoding();
      Attribute fill = encoding.get("_FillValue");
      if (fill instanceof Attribute.Numbers(var _, var one)
          && encoding.get("missing_value") instanceof Attribute.Numbers(var _, var others)) {
        if (encoding.containsKey("scale_factor") || encoding.containsKey("add_offset")) {
          throw none(CDO, "two values for what is missing in packed '" + name + "'", "repack it");
        }
        others.stream()
            .filter(value -> value.doubleValue() != one.getFirst().doubleValue())
            .filter(value -> !Double.isNaN(value.doubleValue()))
            .forEach(value -> fills.add(value.toString()));
      }
    }
    return fills;
  }

  /// The name of a file, which CDO itself splits at spaces and expands like a shell.
  private static String file(String name) {
    if (name.startsWith("-") || name.matches("(?s).*[\\s*\\[].*")) {
      throw none(CDO, "the file name '" + name + "'", "use one without spaces, *, [ and leading -");
    }
    return quoted(name);
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private void put(String operator) {
    chain = quoted("-" + operator) + " " + chain;
  }

  private void add(EquivalentScript.Step step) {
    Dataset data = step.before();
    requireReadable(data);
    switch (step.operation()) {
      case Operation.Variables(List<String> names) -> put("selname," + String.join(",", names));
      case Operation.Sel(String dim, Choice choice) -> sel(data, dim, choice);
      case Operation.Isel(String dim, Choice choice) -> isel(data, dim, choice);
      case Operation.Nearest _ ->
          throw none(CDO, "--nearest", "it remaps to points: --point LON,LAT");
      case Operation.Point(double lon, double lat, var _) ->
          put("remapnn,lon=%s_lat=%s".formatted(number(lon), number(lat)));
      case Operation.Stations _ -> throw none(CDO, "lists of stations", "take them one by one");
      case Operation.Bbox(double west, double south, double east, double north) ->
          put(
              "sellonlatbox,%s,%s,%s,%s"
                  .formatted(number(west), number(east), number(south), number(north)));
      case Operation.RegionOf _ ->
          throw none(CDO, "--region", "its masks take whole cells, not parts; use --bbox");
      case Operation.Season(String months) ->
          put(
              "selmonth,"
                  + Selections.monthsOf(months).stream()
                      .map(String::valueOf)
                      .collect(Collectors.joining(",")));
      case Operation.Periods op -> periods(step, op);
      case Operation.Climatology op -> climatology(step, op);
      case Operation.Anomaly op -> anomaly(step, op);
      case Operation.Rolling op -> rolling(step, op);
      case Operation.Area(Operation.AreaStatistic statistic) ->
          put(
              switch (statistic) {
                case MEAN -> "fldmean";
                case STD -> "fldstd";
                case SUM -> throw none(CDO, "--area-sum", "multiply --area-mean by the area");
              });
      case Operation.Reduce op -> reduce(step, op);
      case Operation.Regrid op -> regrid(data, op, step.meaning().regrid());
      case Operation.Expr(String text) -> {
        Expression.Assignment made = ExpressionParser.parse(text);
        if (ScriptExpression.isTruth(made.value())) {
          throw none(CDO, "a comparison as a value", "use it inside where(...)");
        }
        put("expr," + made.name() + "=" + ScriptExpression.cdo(made.value()));
      }
      case Operation.Units(Map<String, String> units) ->
          units.forEach((name, unit) -> units(data, name, unit));
      case Operation.As(String name) ->
          put("chname," + Conversions.onlyName(data, "--as") + "," + name);
      case Operation.Dtype(DType dtype) -> precision = dtype == DType.FLOAT32 ? "F32" : "F64";
      case Operation.Chunk _ -> {} // says how, not what
      case Operation.Where _ -> throw none(CDO, "--where", "its ifthen takes a mask from a file");
      case Operation.Spell(String text) -> spell(text);
      case Operation.Interp _ -> throw none(CDO, "--interp", "it remaps whole grids: --regrid");
      case Operation.Coarsen _ ->
          throw none(CDO, "--coarsen", "its gridbox operators keep boxes that are cut off");
      case Operation.Resample(_, Statistic statistic) -> {
        int steps =
            ScriptTimes.stepsOfBins(step)
                .orElseThrow(() ->
                    none(CDO, "bins of different numbers of times", "use --yearly, --monthly"));
        requireEven(step, statistic);
        put("seldate," + String.join(",", ScriptTimes.span(step.after())));
        put("timsel" + word(statistic) + "," + steps);
      }
      case Operation.Trend _ -> throw none(CDO, "--trend", "its regres counts time steps");
    }
  }

  /// CDO knows time, level and a horizontal grid; of other dimensions it makes one a time.
  private static void requireReadable(Dataset data) {
    boolean timeless = Selections.axes(data).dim(Axes.Axis.T).isEmpty();
    for (String name : CfLinks.dataNames(data)) {
      if (data.variable(name).ndim() > (timeless ? 3 : 4)) {
        throw none(CDO, "the dimensions of '" + name + "'", "it reads time, level and a grid only");
      }
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private void sel(Dataset data, String name, Choice choice) {
    String dim = Selections.dim(data, name);
    Optional<String> time = Selections.axes(data).dim(Axes.Axis.T);
    Optional<String> level = Selections.axes(data).dim(Axes.Axis.Z);
    if (time.filter(dim::equals).isPresent()) {
      Choice.Range range =
          switch (choice) {
            case Choice.Range r when r.step().isEmpty() -> r;
            case Choice.One(String label) ->
                new Choice.Range(Optional.of(label), Optional.of(label), Optional.empty());
            case Choice.Range _, Choice.Some _ ->
                throw none(CDO, "--sel of some times", "write a range A..B");
          };
      put("seldate," + String.join(",", ScriptTimes.ends(data, range)));
    } else if (level.filter(dim::equals).isPresent()
        && choice instanceof Choice.One(String label)) {
      put("sellevel," + number(Selections.number(dim, data.coords().get(dim), label)));
    } else {
      throw none(CDO, "--sel " + dim, "it selects times, one level, or boxes by --bbox");
    }
  }

  private void isel(Dataset data, String name, Choice choice) {
    String dim = Selections.dim(data, name);
    long size = data.size(dim);
    String which =
        switch (choice) {
          case Choice.One(String at) -> position(at, size);
          case Choice.Some(List<String> at) ->
              at.stream().map(p -> position(p, size)).collect(Collectors.joining(","));
          case Choice.Range range when range.step().isEmpty() ->
              position(range.from().orElse("0"), size)
                  + "/"
                  + position(range.to().orElse("-1"), size);
          case Choice.Range _ -> throw none(CDO, "--isel with a step", "write a range A..B");
        };
    if (Selections.axes(data).dim(Axes.Axis.T).filter(dim::equals).isPresent()) {
      put("seltimestep," + which);
    } else if (Selections.axes(data).dim(Axes.Axis.Z).filter(dim::equals).isPresent()) {
      put("sellevidx," + which);
    } else {
      throw none(CDO, "--isel " + dim, "it counts times and levels only");
    }
  }

  private static String position(String text, long size) {
    return Long.toString(EquivalentScript.position(text, size) + 1);
  }

  private static String word(Statistic statistic) {
    return switch (statistic.kind()) {
      case MEAN -> "mean";
      case SUM -> "sum";
      case MIN -> "min";
      case MAX -> "max";
      case STD -> "std";
      case VAR -> "var";
      default -> throw none(CDO, statistic.name(), "use mean, sum, min, max, std or variance");
    };
  }

  private void periods(EquivalentScript.Step step, Operation.Periods op) {
    if (!ScriptTimes.stampedInside(step.before(), PeriodRule.of(op.period()))) {
      throw none(
          CDO, "periods by the middle of intervals", "it takes the stamps, which lie outside");
    }
    boolean mean = op.statistic().kind() == Reduction.Kind.MEAN;
    boolean even = ScriptTimes.even(step.before(), step.meaning());
    boolean year = op.period() == Operation.Period.YEAR;
    if (mean && !even && !year) {
      throw none(CDO, "means weighted by the length of months", "add --time-weights none");
    }
    put("seldate," + String.join(",", ScriptTimes.span(step.after())));
    String period =
        switch (op.period()) {
          case YEAR -> mean && !even ? "yearmon" : "year";
          case SEASON -> "seas";
          case MONTH -> "mon";
          case DAY -> "day";
        };
    put(period + word(op.statistic()));
  }

  private void requireEven(EquivalentScript.Step step, Statistic statistic) {
    if (ScriptTimes.weighs(step, statistic)) {
      throw none(CDO, "means weighted by the length of times", "add --time-weights none");
    }
  }

  private void climatology(EquivalentScript.Step step, Operation.Climatology op) {
    requireEven(step, op.statistic());
    put(cycle(op.cycle()) + word(op.statistic()));
  }

  private static String cycle(Operation.Cycle cycle) {
    return switch (cycle) {
      case NONE -> "tim";
      case MONTH -> "ymon";
      case DAY -> "yday";
      case SEASON -> throw none(CDO, "whole seasons of the year", "its yseas takes cut ones too");
    };
  }

  private void anomaly(EquivalentScript.Step step, Operation.Anomaly op) {
    Choice.Range range =
        step.meaning()
            .base()
            .orElseThrow(() -> none(CDO, "--anomaly without --base", "give a base period"));
    requireEven(step, Statistic.parse("mean"));
    if (step.meaning().relative()) {
      throw none(CDO, "--relative", "divide by the mean of the base with --expr");
    }
    String base =
        "-%smean -seldate,%s %s"
            .formatted(
                cycle(op.cycle()), String.join(",", ScriptTimes.ends(step.before(), range)), chain);
    chain =
        (op.cycle() == Operation.Cycle.NONE ? "-sub " : "-" + cycle(op.cycle()) + "sub ")
            + chain
            + " "
            + base;
  }

  private void rolling(EquivalentScript.Step step, Operation.Rolling op) {
    requireEven(step, op.statistic());
    String dim = Selections.dim(step.before(), op.dim());
    if (!dim.equals(Selections.timeDim(step.before()))) {
      throw none(CDO, "--rolling " + dim, "its windows run over time");
    }
    put("run" + word(op.statistic()) + "," + op.length());
  }

  private void reduce(EquivalentScript.Step step, Operation.Reduce op) {
    Dataset data = step.before();
    if (op.statistics().size() != 1) {
      throw none(CDO, "several statistics at once", "ask for one");
    }
    Statistic statistic = op.statistics().getFirst();
    List<String> dims = op.dims().stream().map(d -> Selections.dim(data, d)).toList();
    Optional<String> time = Selections.axes(data).dim(Axes.Axis.T);
    if (dims.size() == 1 && time.filter(dims.getFirst()::equals).isPresent()) {
      requireEven(step, statistic);
      put("tim" + word(statistic));
    } else if (dims.size() == 1 && Selections.isLongitude(data, dims.getFirst())) {
      put("zon" + word(statistic));
    } else {
      throw none(
          CDO,
          "--%s %s".formatted(statistic.name(), String.join(",", dims)),
          "it reduces time, longitude, or the whole field by area");
    }
  }

  /// Its counts are 0 where a comparison is missing; a mask that is missing there makes them so.
  private void spell(String text) {
    Expression holds = ExpressionParser.parseValue(text);
    ScriptExpression.compared(CDO, holds);
    String truth = ScriptExpression.cdo(holds);
    String known = "-ifthen " + quoted("-expr,spell=" + truth + "+1") + " " + chain;
    put("expr,spell=" + truth);
    put("consecsum");
    chain = known + " " + chain;
  }

  private void regrid(Dataset data, Operation.Regrid op, RegridMethod method) {
    String grid = op.grid();
    if (!grid.contains(".")) {
      throw none(CDO, "--regrid " + grid, "give a file with the grid");
    }
    switch (method) {
      case BILINEAR -> lines("remapbil," + grid);
      case CONSERVATIVE -> {
        requireMeeting(TargetGrid.of(data, Selections.gridded(data)));
        requireMeeting(Regridding.target(op));
        put("remapcon," + grid);
      }
      case NEAREST -> put("remapnn," + grid);
    }
  }

  /// CDO takes the edges of a grid to be those of neighbours too.
  private static void requireMeeting(TargetGrid grid) {
    if (!meet(grid.latCells()) || !meet(grid.lonCells())) {
      throw none(CDO, "cells with gaps between them", "its remapcon takes them to meet");
    }
  }

  private static boolean meet(CellEdges cells) {
    for (int i = 1; i < cells.size(); i++) {
      double up = Math.IEEEremainder(cells.lower(i) - cells.upper(i - 1), 360);
      double down = Math.IEEEremainder(cells.upper(i) - cells.lower(i - 1), 360);
      if (Math.min(Math.abs(up), Math.abs(down)) > 1e-3 * (cells.upper(i) - cells.lower(i))) {
        return false;
      }
    }
    return true;
  }

  /// CDO fills in for missing neighbours; a mask that is brought onto the grid too takes that back.
  private void lines(String remap) {
    String onto = quoted("-" + remap);
    chain =
        "-ifthen -gec,0.999999999 %s -setmisstoc,0 -gtc,-1e300 %s %s %s"
            .formatted(onto, chain, onto, chain);
  }

  private void units(Dataset data, String given, String unit) {
    String name = given.isEmpty() ? Conversions.onlyName(data, "--units") : given;
    var by = Units.convert(data.variable(name).attr("units").orElse("1"), unit);
    put( // not expr, which leaves the other variables out
        String.format(
            Locale.ROOT,
            "aexpr,%s=%s*%s+%s",
            name,
            name,
            Double.toString(by.scale()),
            Double.toString(by.offset())));
    put("setattribute," + name + "@units=" + unit);
  }
}
