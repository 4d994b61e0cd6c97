package io.amasia.serve.explore;

import io.amasia.array.Calendar;
import io.amasia.array.NdArray;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DisplayUnits;
import io.amasia.dataset.cf.Units;
import io.amasia.plot.Cells;
import io.amasia.plot.PlotOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// What the page has to know of a dimension that is an axis: decimal years of a calendar, numbers,
/// or positions from 0.
final class AxisFacts {
  /// Longer axes have no text for each of their places.
  private static final int MOST_TEXTS = 20_000;

  private final String dim;
  private final Optional<Variable> coord;
  private final Overview overview;
  private final int d;

  /// Dimension `d` of `x`, as `overview` shows it.
  AxisFacts(DataArray x, Overview overview, int d) {
    dim = x.dims().get(d);
    this.overview = overview;
    this.d = d;
    coord =
        x.coords()
            .find(dim)
            .filter(c -> c.ndim() == 1)
            .filter(c -> c.dtype().isNumeric() || c.calendar().isPresent());
  }

  Map<String, Object> toMap() {
    Map<String, Object> facts = new LinkedHashMap<>();
    double[] all = all();
    facts.put("dim", dim);
    facts.put("label", label());
    coord.flatMap(Variable::calendar).ifPresent(c -> facts.put("calendar", c.label()));
    degrees().ifPresent(way -> facts.put("degrees", way));
    facts.put("values", list(overview.middles(d, all)));
    facts.put("edges", list(overview.edges(d, Cells.edges(all, 0.5))));
    facts.put("downward", growsDownwards());
    if (overview.size(d) <= MOST_TEXTS) {
      facts.put("texts", texts());
    }
    return facts;
  }

  private double[] all() {
    if (coord.isEmpty()) {
      return IntStream.range(0, Math.toIntExact(overview.sizes().get(d)))
          .mapToDouble(i -> i)
          .toArray();
    }
    Optional<Calendar> calendar = coord.get().calendar();
    return calendar.isPresent()
        ? LongStream.of(coord.get().load().toLongs())
            .mapToDouble(t -> PlotOptions.decimalYear(calendar.get(), t))
            .toArray()
        : coord.get().load().toDoubles();
  }

  /// The dimension's coordinate as it is at each place shown.
  private List<String> texts() {
    LongStream positions = LongStream.of(overview.positions(d));
    if (coord.isEmpty()) {
      return positions.mapToObj(i -> dim + " " + i).toList();
    }
    NdArray values = coord.get().load();
    return positions.mapToObj(i -> DimLabels.text(dim, coord.get(), values, i)).toList();
  }

  private String label() {
    if (coord.isEmpty() || coord.get().calendar().isPresent()) {
      return coord.isEmpty() ? dim : "";
    }
    Variable c = coord.get();
    String name =
        c.attr("long_name")
            .or(() -> c.attr("standard_name").map(s -> s.replace('_', ' ')))
            .orElse(dim);
    return name
        + c.attr("units")
            .filter(u -> !u.isBlank() && !u.equals("1") && degrees().isEmpty())
            .map(u -> " [" + DisplayUnits.pretty(u) + "]")
            .orElse("");
  }

  /// Which way degrees count that have hemispheres.
  private Optional<String> degrees() {
    return coord
        .flatMap(c -> c.attr("units"))
        .map(DisplayUnits::pretty)
        .flatMap(units ->
            switch (units) {
              case "°N" -> Optional.of("latitude");
              case "°E" -> Optional.of("longitude");
              default -> Optional.empty();
            });
  }

  private boolean growsDownwards() {
    String positive = coord.flatMap(c -> c.attr("positive")).orElse("");
    boolean pressure =
        coord
            .filter(c -> c.calendar().isEmpty())
            .flatMap(c -> c.attr("units"))
            .filter(u -> !u.isBlank())
            .flatMap(Units::find)
            .filter(unit -> unit.isConvertibleTo(Units.parse("Pa")))
            .isPresent();
    return positive.equalsIgnoreCase("down") || (pressure && !positive.equalsIgnoreCase("up"));
  }

  static List<Double> list(double[] values) {
    return DoubleStream.of(values).boxed().toList();
  }
}
