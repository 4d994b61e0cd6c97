package io.amasia.plot;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.NdArray;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.DisplayUnits;
import io.amasia.dataset.cf.TimePeriod;
import io.amasia.dataset.cf.UnitConversion;
import io.amasia.geo.Places;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Chooses the picture that suits a variable: a map when it lies on the globe, a plane of colours
/// over two long dimensions, else lines.
///
/// Values are shown in the units people publish. What must be left out is said: the first of
/// several times is drawn on a map. Runs the computation of what it draws.
public final class Plot {
  private Plot() {}

  /// The picture of variable `name` of `dataset`.
  ///
  /// @throws AmasiaException.Usage if it has more dimensions than a picture can show
  public static Figure of(Dataset dataset, String name, PlotOptions options) {
    Dataset data = prepared(dataset, name, options);
    return isMap(data, name) ? new MapFigure(map(data, name, options)) : chart(data, name, options);
  }

  private static Figure chart(Dataset data, String name, PlotOptions options) {
    return Planes.isPlane(data, name, options.look())
        ? Planes.figure(data, name, options)
        : Lines.chart(data, name, options);
  }

  /// `dataset` with variable `name` in the units that are shown, and true places of rotated grids.
  ///
  /// @throws AmasiaException.Usage if it is not numeric
  public static Dataset prepared(Dataset dataset, String name, PlotOptions options) {
    return Places.located(inDisplayUnits(dataset, name, options));
  }

  /// Whether `name` lies on the globe, in more than one place each way.
  public static boolean isMap(Dataset data, String name) {
    Axes axes = Axes.of(data.get(name));
    List<String> horizontal = MapCells.dims(data.get(name), axes);
    return !horizontal.isEmpty()
        && horizontal.stream().allMatch(d -> data.sizes().getOrDefault(d, 0L) > 1);
  }

  private static Dataset inDisplayUnits(Dataset dataset, String name, PlotOptions options) {
    Variable variable = dataset.variable(name);
    if (!variable.dtype().isNumeric()) {
      throw new AmasiaException.Usage(
          "'" + name + "' is " + variable.dtype() + "; only numbers can be drawn");
    }
    Variable marked =
        options.difference() && variable.attr("units").isPresent()
            ? variable.withAttr(
                UnitConversion.METADATA,
                io.amasia.storage.format.Attribute.of(UnitConversion.DIFFERENCE))
            : variable;
    Optional<String> units =
        options.look().ownUnits() ? Optional.empty() : DisplayUnits.of(name, variable);
    return units.isEmpty()
        ? dataset
        : dataset.with(name, UnitConversion.toUnits(name, marked, units.get()));
  }

  private static MapSpec map(Dataset data, String name, PlotOptions options) {
    List<String> horizontal = MapCells.dims(data.get(name), Axes.of(data.get(name)));
    Dataset one = data;
    for (String dim : data.variable(name).dims()) {
      if (!horizontal.contains(dim)) {
        long size = data.size(dim);
        if (size > 1) {
          options
              .say()
              .accept(
                  "the map shows the first of %d along '%s'; choose with --isel or --sel"
                      .formatted(size, dim));
        }
        one = one.isel(dim, 0L);
      }
    }
    DataArray array = one.get(name);
    MapCells cells = MapCells.of(one, name);
    return new MapSpec(
        cells.cells(),
        cells.values(),
        title(array, name, options),
        subtitle(data, array, options),
        label(array, name, options),
        options.difference(),
        options.look(),
        colors(array, name, options),
        Coastlines.of(cells.cells(), options.look().map()));
  }

  /// What was chosen from `data` to have `array`: the subtitle of `options`, times, levels.
  public static String subtitle(Dataset data, DataArray array, PlotOptions options) {
    List<String> parts = new ArrayList<>();
    if (!options.subtitle().isEmpty()) {
      parts.add(options.subtitle());
    }
    for (Map.Entry<String, Variable> coord : array.coords().asMap().entrySet()) {
      if (coord.getValue().ndim() == 0 && tells(data, coord.getKey(), coord.getValue())) {
        scalar(coord.getKey(), coord.getValue())
            .filter(text -> !options.subtitle().contains(text) && !parts.contains(text))
            .ifPresent(parts::add);
      }
    }
    return String.join(", ", parts);
  }

  /// Whether a scalar says which part of the data is shown: a coordinate of a dimension that was
  /// chosen from, a time or a level. Reference times and labels that never varied do not.
  public static boolean tells(Dataset data, String name, Variable coord) {
    boolean chosenFrom = data.sizes().containsKey(name);
    boolean time =
        coord.calendar().isPresent() && coord.attr("standard_name").orElse("time").equals("time");
    boolean level =
        coord.attr("positive").isPresent() || coord.attr("axis").filter("Z"::equals).isPresent();
    return chosenFrom || time || level;
  }

  /// A scalar in words: of a time with bounds its period.
  static Optional<String> scalar(String name, Variable coord) {
    Optional<String> period =
        coord.bounds().flatMap(b -> TimePeriod.of(coord, b, 0)).flatMap(TimePeriod::words);
    if (period.isPresent()) {
      return period;
    }
    NdArray value = coord.load();
    return switch (coord.dtype()) {
      case STRING -> Optional.of(value.getString(0));
      case DATETIME -> {
        String stamp = coord.calendar().orElse(Calendar.STANDARD).format(value.getLong(0));
        yield Optional.of(stamp.length() > 10 ? stamp.substring(0, 10) : stamp);
      }
      default ->
          Optional.of(
              "%s %s%s"
                  .formatted(
                      name,
                      Ticks.compact(value.getDouble(0)),
                      coord.attr("units").map(u -> " " + DisplayUnits.pretty(u)).orElse("")));
    };
  }

  /// What is shown: the title of `options`, else the variable's long name.
  public static String title(DataArray array, String name, PlotOptions options) {
    return options
        .title()
        .orElseGet(() -> {
          Variable variable = array.variable();
          String text =
              variable
                  .attr("long_name")
                  .filter(t -> !t.isBlank())
                  .or(() -> variable.attr("standard_name").filter(t -> !t.isBlank()))
                  .map(Plot::inWords)
                  .orElse(name);
          return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        });
  }

  /// Some write long names as they would variables.
  private static String inWords(String text) {
    return text.contains(" ") ? text : text.replace('_', ' ');
  }

  /// Quantity and unit: `temperature anomaly [°C]`.
  public static String label(DataArray array, String name, PlotOptions options) {
    String unit =
        array
            .variable()
            .attr("units")
            .filter(u -> !u.isBlank())
            .map(u -> " [" + DisplayUnits.pretty(u) + "]")
            .orElse("");
    boolean anomaly =
        array.variable().attr("long_name").filter(l -> l.endsWith("anomaly")).isPresent();
    String quantity =
        array
            .variable()
            .attr("standard_name")
            .filter(s -> !s.isBlank())
            .orElse(name)
            .replace('_', ' ');
    return quantity + (anomaly ? " anomaly" : options.difference() ? " difference" : "") + unit;
  }

  /// The name of the [ColorMap] that suits the quantity.
  public static String colors(DataArray array, String name, PlotOptions options) {
    String what =
        (array.variable().attr("standard_name").orElse("") + " " + name).toLowerCase(Locale.ROOT);
    boolean water =
        what.contains("precipitation")
            || what.contains("rainfall")
            || what.contains("moisture")
            || what.contains("humidity")
            || what.endsWith(" pr");
    if (options.difference()) {
      return water ? "BrBG" : "RdBu_r";
    }
    return water ? "YlGnBu" : "viridis";
  }

  /// Coordinates of a dimension as x values of a chart, and what the axis is.
  public static Map.Entry<double[], LineChartSpec.X> axis(Dataset data, String dim) {
    Optional<Variable> coord = data.coords().find(dim).filter(c -> c.ndim() == 1);
    long size = data.size(dim);
    if (coord.isEmpty() || (!coord.get().dtype().isNumeric() && coord.get().calendar().isEmpty())) {
      double[] x = new double[Math.toIntExact(size)];
      for (int i = 0; i < x.length; i++) {
        x[i] = i;
      }
      return Map.entry(x, new LineChartSpec.X.Quantity(dim));
    }
    Variable c = coord.get();
    if (c.calendar().isPresent()) {
      long[] times = c.load().toLongs();
      double[] x = new double[times.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = PlotOptions.decimalYear(c.calendar().get(), times[i]);
      }
      return Map.entry(x, new LineChartSpec.X.Time());
    }
    String label =
        c.attr("long_name")
                .or(() -> c.attr("standard_name").map(s -> s.replace('_', ' ')))
                .orElse(dim)
            + c.attr("units").map(u -> " [" + DisplayUnits.pretty(u) + "]").orElse("");
    return Map.entry(c.load().toDoubles(), new LineChartSpec.X.Quantity(label));
  }

  /// The dimensions of variable `name` and their sizes, slowest first.
  public static Map<String, Long> sizes(Dataset data, String name) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    Variable variable = data.variable(name);
    for (int d = 0; d < variable.ndim(); d++) {
      sizes.put(variable.dims().get(d), variable.shape().size(d));
    }
    return sizes;
  }
}
