package io.amasia.cli.operation;

import static io.amasia.cli.operation.EquivalentScript.none;
import static io.amasia.cli.operation.PythonLines.XARRAY;
import static io.amasia.cli.operation.PythonLines.quoted;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.geo.HorizontalGrid;
import io.amasia.geo.Selections;
import io.amasia.plan.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Statistics over time, space and other dimensions in words of xarray; where one value of a period
/// is missing, so is the period.
final class XarrayStatistics {
  private final PythonLines python;

  XarrayStatistics(PythonLines python) {
    this.python = python;
  }

  private static String word(Statistic statistic) {
    return switch (statistic.kind()) {
      case MEAN, SUM, MIN, MAX, STD, MEDIAN, COUNT -> statistic.name();
      case VAR -> "var";
      default ->
          throw none(XARRAY, statistic.name(), "use mean, sum, min, max, std, variance, count");
    };
  }

  /// A statistic of groups of times; where one value is missing, so is the group.
  private void grouped(EquivalentScript.Step step, Statistic statistic, String by) {
    if (ScriptTimes.weighs(step, statistic)) {
      python.say("ds = (ds * ds[\"days\"]).%s.sum(skipna=False) / ds[\"days\"].%s.sum()", by, by);
    } else {
      boolean count = statistic.kind() == Reduction.Kind.COUNT;
      python.say("ds = ds.%s.%s(%s)", by, word(statistic), count ? "" : "skipna=False");
    }
  }

  void periods(EquivalentScript.Step step, Operation.Periods op) {
    String frequency =
        switch (op.period()) {
          case YEAR -> "YS";
          case SEASON -> "QS-DEC";
          case MONTH -> "MS";
          case DAY -> "D";
        };
    periods(step, frequency, op.statistic());
  }

  /// A statistic of bins of `frequency`; incomplete ones are left out by their labels.
  void periods(EquivalentScript.Step step, String frequency, Statistic statistic) {
    String time = Selections.timeDim(step.before());
    String by = "resample(%s=\"%s\")".formatted(time, frequency);
    String[] span = ScriptTimes.span(step.after());
    python.say("days = ds[\"days\"].%s.sum()", by);
    grouped(step, statistic, by);
    python.say(
        "ds = ds.assign_coords(days=days).sel(%s=slice(\"%s\", \"%s\"))", time, span[0], span[1]);
  }

  void climatology(EquivalentScript.Step step, Operation.Climatology op) {
    if (op.cycle() != Operation.Cycle.MONTH) {
      throw none(
          XARRAY, "--climatology " + op.cycle().name().toLowerCase(Locale.ROOT), "use month");
    }
    grouped(step, op.statistic(), "groupby(\"" + Selections.timeDim(step.before()) + ".month\")");
  }

  void anomaly(EquivalentScript.Step step, Operation.Anomaly op) {
    String time = Selections.timeDim(step.before());
    python.say("base = ds");
    step.meaning()
        .base()
        .ifPresent(range -> {
          String[] ends = ScriptTimes.ends(step.before(), range);
          python.say("base = ds.sel(%s=slice(\"%s\", \"%s\"))", time, ends[0], ends[1]);
        });
    boolean weighs = ScriptTimes.weighs(step, Statistic.parse("mean"));
    switch (op.cycle()) {
      case NONE -> {
        python.say(
            weighs
                ? "mean = (base * base[\"days\"]).sum(\"%s\", skipna=False) / base[\"days\"].sum()"
                : "mean = base.mean(\"%s\", skipna=False)",
            time);
        python.say("ds = ds - mean");
      }
      case MONTH -> {
        String by = "groupby(\"" + time + ".month\")";
        python.say(
            weighs
                ? "mean = (base * base[\"days\"]).%s.sum(skipna=False) / base[\"days\"].%s.sum()"
                : "mean = base.%s.mean(skipna=False)",
            by,
            by);
        python.say("ds = ds.%s - mean", by);
      }
      case SEASON, DAY -> throw none(XARRAY, "--anomaly of such a cycle", "use none or month");
    }
    if (step.meaning().relative()) {
      python.say(
          op.cycle() == Operation.Cycle.NONE
              ? "ds = 100 * ds / mean"
              : "ds = 100 * (ds.groupby(\"" + time + ".month\") / mean)");
    }
  }

  void rolling(EquivalentScript.Step step, Operation.Rolling op) {
    String dim = Selections.dim(step.before(), op.dim());
    boolean time =
        step.before().coords().has(dim)
            && step.before().coords().get(dim).dtype() == DType.DATETIME;
    if (time && ScriptTimes.weighs(step, op.statistic())) {
      throw none(XARRAY, "moving means weighted by length", "add --time-weights none");
    }
    int n = op.length();
    python.say(
        "ds = ds.rolling({\"%s\": %d}).%s().isel({\"%s\": slice(%d, None)})",
        dim, n, word(op.statistic()), dim, n - 1);
  }

  void area(Dataset before, Operation.Area op) {
    List<String> dims = HorizontalGrid.of(before, Selections.gridded(before)).dims();
    python.say(
        "ds = ds.weighted(ds[\"area\"]).%s([%s])",
        switch (op.statistic()) {
          case MEAN -> "mean";
          case STD -> "std";
          case SUM ->
              throw none(XARRAY, "--area-sum", "its areas here are shares; use --area-mean");
        },
        quoted(dims));
  }

  void reduce(EquivalentScript.Step step, Operation.Reduce op) {
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
    if (time.isPresent() && ScriptTimes.weighs(step, statistic)) {
      python.say(
          "ds = (ds * ds[\"days\"]).sum(\"%s\", skipna=False) / ds[\"days\"].sum()", time.get());
    } else {
      boolean strict = time.isPresent() && statistic.kind() != Reduction.Kind.COUNT;
      python.say(
          "ds = ds.%s([%s]%s)", word(statistic), quoted(dims), strict ? ", skipna=False" : "");
    }
  }

  /// Whether an operation weighs cells by their area.
  static boolean needsAreas(EquivalentScript.Step step) {
    return step.operation() instanceof Operation.Area
        || (step.operation() instanceof Operation.Coarsen op
            && op.statistic().kind() == Reduction.Kind.MEAN
            && overTheGlobe(step.before(), blocks(step.before(), op)));
  }

  private static boolean overTheGlobe(Dataset data, Map<String, Long> blocks) {
    return CfLinks.dataNames(data).stream()
        .anyMatch(name -> Selections.onGlobe(data, name, List.copyOf(blocks.keySet())));
  }

  private static Map<String, Long> blocks(Dataset data, Operation.Coarsen op) {
    return Selections.resolved(data, op.lengths());
  }

  void coarsen(EquivalentScript.Step step, Operation.Coarsen op) {
    Map<String, Long> lengths = blocks(step.before(), op);
    String by =
        "coarsen({%s}, boundary=\"trim\")"
            .formatted(
                step.before().sizes().keySet().stream()
                    .filter(lengths::containsKey)
                    .map(dim -> quoted(dim) + ": " + lengths.get(dim))
                    .collect(Collectors.joining(", ")));
    List<String> weights = new ArrayList<>();
    if (needsAreas(step)) {
      weights.add("ds[\"area\"]");
    }
    Optional<String> time =
        Selections.axes(step.before()).dim(Axes.Axis.T).filter(lengths::containsKey);
    if (time.isPresent() && ScriptTimes.weighs(step, op.statistic())) {
      weights.add("ds[\"days\"]");
    }
    if (op.statistic().kind() == Reduction.Kind.COUNT) {
      python.say("ds = ds.%s.count()", by);
    } else if (weights.isEmpty()) { // NumPy's functions, since its own words skip missing values
      python.say("ds = ds.%s.reduce(np.%s)", by, word(op.statistic()));
    } else {
      python.say("weights = xr.ones_like(ds) * %s", String.join(" * ", weights));
      python.say("ds = (ds * weights).%s.reduce(np.sum) / weights.%s.reduce(np.sum)", by, by);
    }
  }

  void trend(Dataset before, Operation.Trend op) {
    String time = Selections.dim(before, op.dim());
    Calendar calendar = before.coords().get(time).calendar().orElseThrow();
    python.say("first = ds[\"%s\"].values[0]", time);
    python.say(
        "decades = [(t - first).total_seconds() / %s for t in ds[\"%s\"].values]",
        10 * 86400 * Trend.daysOfYear(calendar), time);
    python.say(
        "fit = ds.assign_coords({\"%s\": decades}).polyfit(\"%s\", 1, cov=True)", time, time);
    python.say("whole = ds.notnull().all(\"%s\")", time);
    python.say("ds = xr.Dataset()");
    for (String name : CfLinks.dataNames(before)) {
      if (before.variable(name).dims().contains(time)) {
        python.say(
            "slope = fit[%s].sel(degree=1, drop=True)", quoted(name + "_polyfit_coefficients"));
        python.say(
            "variance = fit[%s].isel(cov_i=0, cov_j=0, drop=True)",
            quoted(name + "_polyfit_covariance"));
        python.say("ds[%s] = slope.where(whole[%s])", quoted(name), quoted(name));
        python.say(
            "ds[%s] = (variance ** 0.5).where(whole[%s])", quoted(name + "_stderr"), quoted(name));
      }
    }
  }

  /// Times on end at which a comparison holds: those since the last one at which it does not.
  void spell(Dataset before, String text) {
    String time = Selections.timeDim(before);
    Expression holds = ExpressionParser.parseValue(text);
    python.say(
        "known = %s",
        ScriptExpression.compared(XARRAY, holds).stream()
            .map(name -> "ds[%s].notnull()".formatted(quoted(name)))
            .collect(Collectors.joining(" & ")));
    python.say("holds = %s & known", ScriptExpression.python(holds));
    python.say("at = xr.DataArray(np.arange(1.0, ds.sizes[\"%s\"] + 1), dims=\"%s\")", time, time);
    python.say("stops = at.where(~holds, 0).transpose(*holds.dims)");
    python.say(
        "last = stops.copy(data=np.maximum.accumulate(stops.values, stops.get_axis_num(\"%s\")))",
        time);
    python.say("ds = xr.Dataset({\"spell\": (at - last).where(known).transpose(*holds.dims)})");
  }
}
