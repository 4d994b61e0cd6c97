package io.amasia.cli;

import io.amasia.array.Calendar;
import io.amasia.array.PartialDate;
import io.amasia.cli.operation.Operation;
import io.amasia.plot.LineChartSpec;
import io.amasia.plot.Look;
import io.amasia.plot.PlotOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// What the operations of a command line mean for a picture: its subtitle, base period and whether
/// zero is special.
final class Picture {
  private Picture() {}

  static PlotOptions options(
      List<Operation> operations,
      Optional<String> base,
      Optional<String> title,
      Consumer<String> say) {
    List<String> parts = new ArrayList<>();
    boolean difference = false;
    for (Operation operation : operations) {
      switch (operation) {
        case Operation.RegionOf(String name) -> parts.add(name);
        case Operation.Bbox(double w, double s, double e, double n) ->
            parts.add(
                "box " + degrees(w) + ", " + degrees(s) + " to " + degrees(e) + ", " + degrees(n));
        case Operation.Season(String months) -> parts.add(months);
        case Operation.Area(var statistic) ->
            parts.add("area " + statistic.name().toLowerCase(Locale.ROOT));
        case Operation.Periods(var period, var statistic) ->
            parts.add(periodic(period) + " " + statistic.name());
        case Operation.Climatology(var cycle, var statistic) ->
            parts.add(
                "climatology by "
                    + cycle.name().toLowerCase(Locale.ROOT)
                    + ", "
                    + statistic.name());
        case Operation.Anomaly _ -> {
          difference = true;
          parts.add(
              "anomaly"
                  + base.map(b -> " from " + b.replace("..", "–"))
                      .orElse(" from the record's mean"));
        }
        case Operation.Expr(String text) -> difference |= text.contains("-");
        default -> {}
      }
    }
    return new PlotOptions(
        title,
        String.join(", ", parts),
        difference,
        difference ? base.map(Picture::period) : Optional.empty(),
        Look.BY_DATA,
        say);
  }

  private static String degrees(double value) {
    return Table.compact(value) + "°";
  }

  private static String periodic(Operation.Period period) {
    return switch (period) {
      case YEAR -> "annual";
      case SEASON -> "seasonal";
      case MONTH -> "monthly";
      case DAY -> "daily";
    };
  }

  private static LineChartSpec.Period period(String base) {
    String[] ends = base.split("\\.\\.", 0);
    return new LineChartSpec.Period(
        decimalYear(PartialDate.parse(ends[0], Calendar.STANDARD).start()),
        decimalYear(PartialDate.parse(ends[1], Calendar.STANDARD).end()),
        "base " + ends[0] + "–" + ends[1]);
  }

  private static double decimalYear(long micros) {
    return PlotOptions.decimalYear(Calendar.STANDARD, micros);
  }
}
