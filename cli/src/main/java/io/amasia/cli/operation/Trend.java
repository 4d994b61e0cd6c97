package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Over;
import io.amasia.dataset.ResultAttributes;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.geo.Selections;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The least-squares slope over time in units per decade, and its standard error.
///
/// Every time counts the same, at the middle of its interval; missing values are left out, places
/// with less than the wanted coverage are missing. The standard error is that of independent
/// residuals, `sqrt(SSE / (n - 2) / Sxx)` (Wilks 2011, equation 7.18b); serial correlation makes
/// the true one larger.
final class Trend {
  private Trend() {}

  /// The slope of each variable under its name, and `NAME_stderr`.
  static Dataset of(State state, Operation.Trend op, Meaning meaning) {
    Dataset data = state.data();
    String time = Selections.dim(data, op.dim());
    if (!data.coords().hasLabels(time) || data.coords().get(time).calendar().isEmpty()) {
      throw new AmasiaException.Usage(
          "--trend is along times, which '%s' has not; write --trend T".formatted(time));
    }
    TimeIntervals intervals = TimeIntervals.of(data, time);
    PeriodBins.requireAll(intervals);
    if (intervals.size() < 3) {
      throw new AmasiaException.Label(
          "a trend with its error needs 3 times; '%s' has %d".formatted(time, intervals.size()));
    }
    GroupStatistic record = DimensionStatistics.record(state, time, meaning);
    DataArray x =
        new DataArray(null, Variable.of(List.of(time), decades(intervals)), Coordinates.NONE);
    Map<String, Variable> results = new LinkedHashMap<>();
    for (String name : CfLinks.dataNames(data)) {
      Variable variable = data.variable(name);
      if (!variable.dims().contains(time)) {
        results.put(name, variable);
      } else if (variable.dtype().isNumeric()) {
        fit(name, variable, time, x, record, meaning, results);
      } else {
        meaning.say().accept("left out '%s', which is %s".formatted(name, variable.dtype()));
      }
    }
    return ReducedCoordinates.keep(data, results, List.of(time));
  }

  /// Middles of intervals in decades of the calendar's mean year, from the middle of the record on.
  private static double[] decades(TimeIntervals intervals) {
    double year = daysOfYear(intervals.calendar());
    long middle = RecordSpan.of(intervals).middle();
    double[] decades = new double[intervals.size()];
    for (int i = 0; i < decades.length; i++) {
      decades[i] = (intervals.midpoint(i) - middle) / (double) Calendar.DAY_MICROS / year / 10;
    }
    return decades;
  }

  /// The mean length of a year.
  static double daysOfYear(Calendar calendar) {
    return switch (calendar) {
      case STANDARD, PROLEPTIC_GREGORIAN -> 365.2425;
      case JULIAN -> 365.25;
      case NOLEAP -> 365;
      case ALL_LEAP -> 366;
      case D360 -> 360;
    };
  }

  private static void fit(
      String name,
      Variable variable,
      String time,
      DataArray x,
      GroupStatistic record,
      Meaning meaning,
      Map<String, Variable> results) {
    DType floating = GroupStatistic.floating(variable.dtype());
    Variable counted =
        variable.computed(
            record.covered(
                io.amasia.plan.Nodes.cast(variable.data(), floating),
                variable.data(),
                variable.axis(time),
                meaning.minCoverage()));
    DataArray y = new DataArray(name, counted, Coordinates.NONE).astype(DType.FLOAT64);
    Over over = Over.over(time).minCount(1);
    DataArray there = y.notnull().astype(DType.FLOAT64);
    DataArray n = there.sum(over);
    DataArray mean = y.mean(over);
    DataArray off = y.minus(mean);
    DataArray at = there.times(x);
    DataArray meanX = at.sum(over).dividedBy(n);
    DataArray offX = x.minus(meanX).times(there);
    DataArray sxx = offX.times(offX).sum(over);
    DataArray sxy = offX.times(off).sum(over);
    DataArray syy = off.times(off).sum(over);
    DataArray slope = sxy.dividedBy(sxx.where(sxx.gt(0.0)));
    DataArray residual = syy.minus(slope.times(sxy)).clip(0.0, Double.POSITIVE_INFINITY);
    DataArray free = n.minus(2.0);
    DataArray error = residual.dividedBy(free.where(free.gt(0.0))).dividedBy(sxx).sqrt();
    Map<String, Attribute> attrs = attributes(variable);
    results.put(name, slope.astype(floating).variable().withAttrs(attrs));
    Map<String, Attribute> ofError = new LinkedHashMap<>(attrs);
    ofError.put("long_name", Attribute.of("standard error of the trend of " + name));
    ofError.remove("standard_name");
    results.put(name + "_stderr", error.astype(floating).variable().withAttrs(ofError));
  }

  private static Map<String, Attribute> attributes(Variable variable) {
    Map<String, Attribute> attrs =
        ResultAttributes.withoutValues(ResultMetadata.asDifference(variable.attrs()));
    attrs.remove("standard_name");
    attrs.remove("cell_methods");
    String units = variable.attr("units").orElse("");
    if (!units.isBlank()) {
      boolean pure = units.equals("1");
      attrs.put("units", Attribute.of((pure ? "" : units + " ") + "(10 year)-1"));
    }
    Optional<String> called =
        variable
            .attr("long_name")
            .or(() -> variable.attr("standard_name").map(s -> s.replace('_', ' ')));
    called.ifPresent(text -> attrs.put("long_name", Attribute.of(text + " trend per decade")));
    return attrs;
  }
}
