package io.amasia.plot.interactive;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DisplayUnits;
import io.amasia.plot.Limits;
import io.amasia.plot.LineChartSpec;
import io.amasia.plot.Look;
import io.amasia.plot.Plot;
import io.amasia.plot.PlotOptions;
import io.amasia.plot.Ticks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pictures of a variable: one for each position along the dimensions that no picture shows.
///
/// @param data the dataset without dimensions of size 1 that are not shown
/// @param name the variable
/// @param sliders the dimensions to choose from, slowest first
/// @param column the dimension whose positions stand side by side
record Frames(Dataset data, String name, List<String> sliders, Optional<String> column) {
  private static final int MOST_COLUMNS = 24;

  /// Texts of more positions than this are made in the page, from the numbers.
  private static final int MOST_TEXTS = 20_000;

  Frames {
    sliders = List.copyOf(sliders);
  }

  /// The frames of `name` when pictures show the dimensions `shown`.
  ///
  /// @throws AmasiaException.Usage if `column` is no other dimension of it, or a long one
  static Frames of(Dataset dataset, String name, List<String> shown, Optional<String> column) {
    Dataset data = dataset;
    List<String> sliders = new ArrayList<>();
    Map<String, Long> sizes = Plot.sizes(dataset, name);
    column.ifPresent(dim -> check(dim, sizes, shown));
    for (Map.Entry<String, Long> dim : sizes.entrySet()) {
      boolean free = !shown.contains(dim.getKey()) && !column.equals(Optional.of(dim.getKey()));
      if (free && dim.getValue() > 1) {
        sliders.add(dim.getKey());
      } else if (free) {
        data = data.isel(dim.getKey(), 0L);
      }
    }
    return new Frames(data, name, sliders, column);
  }

  private static void check(String dim, Map<String, Long> sizes, List<String> shown) {
    if (!sizes.containsKey(dim) || shown.contains(dim)) {
      List<String> allowed = new ArrayList<>(sizes.keySet());
      allowed.removeAll(shown);
      throw new AmasiaException.Usage(
          "no pictures side by side along '%s'; allowed are the dimensions that a picture does not show: %s"
              .formatted(dim, allowed));
    }
    if (sizes.get(dim) > MOST_COLUMNS) {
      throw new AmasiaException.Usage(
          "%d pictures side by side along '%s' are too many; allowed are %d. Choose with sel or isel"
              .formatted(sizes.get(dim), dim, MOST_COLUMNS));
    }
  }

  DataArray array() {
    return data.get(name);
  }

  /// How many pictures there are.
  long count() {
    return sliders.stream().mapToLong(data::size).reduce(1, Math::multiplyExact)
        * column.map(data::size).orElse(1L);
  }

  /// The dimensions of the frames, then those of `shown`: the order of values in a document.
  String[] order(List<String> shown) {
    List<String> order = new ArrayList<>(sliders);
    column.ifPresent(order::add);
    order.addAll(shown);
    return order.toArray(String[]::new);
  }

  /// What a document says of title, sliders and columns.
  Map<String, Object> json(PlotOptions options) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", Plot.title(array(), name, options));
    json.put("subtitle", Plot.subtitle(data, array(), options));
    json.put("label", Plot.label(array(), name, options));
    json.put("name", name);
    json.put("sliders", sliders.stream().map(dim -> axis(data, dim)).toList());
    column.ifPresent(dim -> json.put("column", axis(data, dim)));
    return json;
  }

  /// What a document says of the colours of values.
  Map<String, Object> colors(PlotOptions options) {
    Look look = options.look();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("colors", look.colors().orElseGet(() -> Plot.colors(array(), name, options)));
    json.put("centred", options.difference());
    json.put(
        "limits",
        switch (look.limits()) {
          case Limits.Between(double low, double high) -> List.of(low, high);
          case Limits.Auto _, Limits.Robust _, Limits.Symmetric _ -> look.limits().text();
        });
    look.levels().ifPresent(count -> json.put("levels", count));
    return json;
  }

  /// A dimension: its numbers, decimal years for times, and a text for each.
  static Map<String, Object> axis(Dataset data, String dim) {
    var axis = Plot.axis(data, dim);
    Optional<Variable> coord = data.coords().find(dim).filter(c -> c.ndim() == 1);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", dim);
    json.put("size", data.size(dim));
    json.put("at", Packed.doubles(axis.getKey()));
    switch (axis.getValue()) {
      case LineChartSpec.X.Time _ ->
          json.put("calendar", coord.flatMap(Variable::calendar).orElseThrow().label());
      case LineChartSpec.X.Quantity(String label) -> json.put("label", label);
    }
    if (coord.filter(c -> c.dtype() == DType.STRING).isPresent()) {
      json.put("named", true);
    }
    if (data.size(dim) <= MOST_TEXTS) {
      json.put("texts", coord.map(Frames::texts).orElseGet(() -> numbers(axis.getKey(), "")));
    }
    return json;
  }

  /// The values of a coordinate as people read them, such as `2000-01-16` and `850 hPa`.
  static List<String> texts(Variable coord) {
    NdArray values = coord.load();
    return switch (coord.dtype()) {
      case STRING -> values.toStrings();
      case DATETIME -> times(coord.calendar().orElse(Calendar.STANDARD), values.toLongs());
      default ->
          numbers(
              values.toDoubles(),
              coord.attr("units").map(units -> " " + DisplayUnits.pretty(units)).orElse(""));
    };
  }

  private static List<String> times(Calendar calendar, long[] micros) {
    List<String> texts = Arrays.stream(micros).mapToObj(calendar::format).toList();
    // What all have in common need not be read: midnight, and whole minutes.
    int length =
        texts.stream().allMatch(text -> text.endsWith("T00:00:00"))
            ? "T00:00:00".length()
            : texts.stream().allMatch(text -> text.matches(".*T\\d\\d:\\d\\d:00"))
                ? ":00".length()
                : 0;
    return texts.stream()
        .map(text -> text.substring(0, text.length() - length).replace('T', ' '))
        .toList();
  }

  private static List<String> numbers(double[] values, String units) {
    return Arrays.stream(values).mapToObj(value -> Ticks.compact(value) + units).toList();
  }
}
