package io.amasia.geo;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.Between;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.GridStep;
import io.amasia.dataset.Lookup;
import io.amasia.dataset.Slice;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.TimeIntervals;
import io.amasia.dataset.cf.Units;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Selections by name, label and position, as the command means them: an empty result is an error,
/// floats match within a tolerance, dimensions may be called X, Y, Z, T.
public final class Selections {
  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*(\\S.*)?");

  private Selections() {}

  /// The axes among all dimensions of `data`.
  public static Axes axes(Dataset data) {
    return Axes.of(List.copyOf(data.sizes().keySet()), data.coords());
  }

  /// The dimension that `name` stands for: its own name, or X, Y, Z, T.
  ///
  /// @throws AmasiaException.Label if there is none; lists what there is
  public static String dim(Dataset data, String name) {
    if (data.sizes().containsKey(name)) {
      return name;
    }
    return axes(data)
        .resolve(name)
        .orElseThrow(() ->
            new AmasiaException.Label(
                "no dimension '%s'; there are: %s"
                    .formatted(name, String.join(", ", data.sizes().keySet()))));
  }

  /// Chunk lengths (or anything else) with their dimensions' true names.
  public static Map<String, Long> resolved(Dataset data, Map<String, Long> byName) {
    Map<String, Long> lengths = new LinkedHashMap<>();
    byName.forEach((name, length) -> lengths.put(dim(data, name), length));
    return lengths;
  }

  /// Whether some of `dims` are the horizontal ones of variable `name`.
  public static boolean onGlobe(Dataset data, String name, List<String> dims) {
    Axes axes = Axes.of(data.get(name));
    return axes.latitude().isPresent()
        && data.coords().get(axes.latitude().get()).dims().stream().anyMatch(dims::contains);
  }

  /// The first variable that lies on a grid of the globe.
  ///
  /// @throws AmasiaException.Label if none does
  public static String gridded(Dataset data) {
    List<String> names = CfLinks.dataNames(data);
    for (String name : names) {
      if (Axes.of(data.get(name)).layout() != Axes.Layout.NONE) {
        return name;
      }
    }
    throw new AmasiaException.Label(
        "none of %s has longitudes and latitudes; the coordinates are: %s"
            .formatted(names, String.join(", ", data.coords().names())));
  }

  /// The dimensions of an array's longitudes and latitudes; none if it has no such coordinates.
  public static Set<String> horizontal(DataArray array) {
    Axes axes = Axes.of(array);
    Set<String> dims = new LinkedHashSet<>();
    Stream.concat(axes.longitude().stream(), axes.latitude().stream())
        .forEach(name -> dims.addAll(array.coords().get(name).dims()));
    return dims;
  }

  /// The time dimension.
  ///
  /// @throws AmasiaException.Label if there is none with a decoded time coordinate
  public static String timeDim(Dataset data) {
    return axes(data)
        .dim(Axes.Axis.T)
        .filter(t -> data.coords().has(t) && data.coords().get(t).dtype() == DType.DATETIME)
        .orElseThrow(() ->
            new AmasiaException.Label(
                "there is no dimension with times; dimensions are: "
                    + String.join(", ", data.sizes().keySet())));
  }

  /// The named variables with their bounds and cell measures, and with the places and meshes that
  /// others hold. Reads none of these.
  public static Dataset variables(Dataset given, List<String> names) {
    Dataset located = Places.besideThem(given);
    boolean asked = names.stream().anyMatch(name -> located.coords().has(name));
    Dataset data = asked ? given : located;
    Set<String> keep = new LinkedHashSet<>();
    for (String name : names) {
      if (!data.has(name)) {
        throw new AmasiaException.Label(
            "no variable '%s'; there are: %s"
                .formatted(name, String.join(", ", data.variables().keySet())));
      }
      keep.add(name);
      CfLinks.cellMeasures(data, name).values().stream().filter(data::has).forEach(keep::add);
      data.variable(name).attr("grid_mapping").filter(data::has).ifPresent(keep::add);
      keep.addAll(UgridMesh.parts(data, name));
    }
    Set<String> dims = new LinkedHashSet<>();
    keep.forEach(name -> dims.addAll(data.variable(name).dims()));
    data.coords()
        .asMap()
        .forEach((name, coord) -> {
          if (dims.containsAll(coord.dims())) {
            CfLinks.boundsName(data, name).filter(data::has).ifPresent(keep::add);
          }
        });
    return data.select(keep.stream().filter(data.variables()::containsKey).toArray(String[]::new));
  }

  /// By label.
  public static Dataset sel(Dataset data, String name, Choice choice, Consumer<String> say) {
    String dim = dim(data, name);
    if (!data.coords().hasLabels(dim)) {
      throw new AmasiaException.Label(
          "dimension '%s' has no labels; choose by position: --isel %s=0..%d"
              .formatted(dim, dim, data.size(dim) - 1));
    }
    Variable coord = data.coords().get(dim);
    return switch (choice) {
      case Choice.One(String label) -> one(data, dim, coord, label);
      case Choice.Some(List<String> labels) when isLongitude(data, dim) ->
          data.isel(dim, labels.stream().mapToLong(l -> longitude(data, dim, coord, l)).toArray());
      case Choice.Some(List<String> labels) ->
          coord.dtype().isFloating()
              ? data.sel(
                  Map.of(dim, labels.stream().mapToDouble(l -> number(dim, coord, l)).toArray()),
                  Lookup.nearest().within(tolerance(coord)))
              : data.sel(dim, labels.stream().map(l -> label(dim, coord, l)).toList());
      case Choice.Range range -> between(data, dim, coord, range, say);
    };
  }

  private static Dataset one(Dataset data, String dim, Variable coord, String text) {
    if (isLongitude(data, dim)) {
      return data.isel(dim, longitude(data, dim, coord, text));
    }
    if (!coord.dtype().isFloating()) {
      return data.sel(dim, label(dim, coord, text));
    }
    return data.sel(dim, number(dim, coord, text), Lookup.nearest().within(tolerance(coord)));
  }

  /// The position of a longitude, modulo 360.
  private static long longitude(Dataset data, String dim, Variable coord, String text) {
    double wanted = number(dim, coord, text);
    long at = Longitudes.nearest(data, dim, wanted);
    double nearest = coord.load().getDouble(at);
    if (Math.abs(Math.IEEEremainder(nearest - wanted, 360)) > tolerance(coord)) {
      throw new AmasiaException.Label(
          "'%s' has no label %s; the nearest is %s; choose it with --nearest %s=%s"
              .formatted(dim, text, nearest, dim, text));
    }
    return at;
  }

  private static Dataset between(
      Dataset data, String dim, Variable coord, Choice.Range range, Consumer<String> say) {
    if (isLongitude(data, dim) && range.from().isPresent() && range.to().isPresent()) {
      double west = number(dim, coord, range.from().get());
      double east = number(dim, coord, range.to().get());
      if (west > east) {
        say.accept(
            "%s=%s..%s runs eastwards, through %s degrees"
                .formatted(
                    dim,
                    range.from().get(),
                    range.to().get(),
                    new BigDecimal(360 - (west - east) % 360)
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString()));
      }
      return every(Longitudes.between(data, dim, west, east), dim, range);
    }
    Object from = range.from().map(t -> label(dim, coord, t)).orElseGet(() -> end(coord, true));
    Object to = range.to().map(t -> label(dim, coord, t)).orElseGet(() -> end(coord, false));
    Dataset chosen = data.sel(dim, Between.between(from, to));
    if (chosen.sizes().getOrDefault(dim, 1L) == 0) {
      throw new AmasiaException.Label(
          "nothing of '%s' lies in %s..%s; it runs from %s to %s"
              .formatted(
                  dim,
                  range.from().orElse(""),
                  range.to().orElse(""),
                  show(coord, end(coord, true)),
                  show(coord, end(coord, false))));
    }
    return every(chosen, dim, range);
  }

  private static Dataset every(Dataset chosen, String dim, Choice.Range range) {
    return range.step().isEmpty() ? chosen : chosen.thin(dim, position(range.step().get()));
  }

  public static boolean isLongitude(Dataset data, String dim) {
    Axes axes = axes(data);
    return axes.layout() == Axes.Layout.RECTILINEAR
        && axes.longitude()
            .filter(lon -> data.coords().get(lon).dims().equals(List.of(dim)))
            .isPresent();
  }

  /// The least or greatest label.
  private static Object end(Variable coord, boolean least) {
    NdArray values = coord.load();
    if (coord.dtype() == DType.STRING || values.size() == 0) {
      throw new AmasiaException.Usage("a range with an open end needs numbers or times");
    }
    if (coord.dtype() == DType.DATETIME) {
      var order = java.util.Arrays.stream(values.toLongs()).filter(t -> t != DType.NAT);
      long micros = (least ? order.min() : order.max()).orElse(DType.NAT);
      return coord.calendar().orElse(Calendar.STANDARD).format(micros);
    }
    var order = java.util.Arrays.stream(values.toDoubles()).filter(v -> !Double.isNaN(v));
    return (least ? order.min() : order.max()).orElse(Double.NaN);
  }

  private static String show(Variable coord, Object label) {
    return label
        + (coord.calendar().isPresent() ? "" : coord.attr("units").map(u -> " " + u).orElse(""));
  }

  /// A label as the coordinate's type has it: times and text as written, numbers in its units.
  private static Object label(String dim, Variable coord, String text) {
    return switch (coord.dtype()) {
      case DATETIME, STRING -> text;
      case FLOAT16, FLOAT32, FLOAT64 -> number(dim, coord, text);
      default -> whole(dim, coord, text);
    };
  }

  private static Object whole(String dim, Variable coord, String text) {
    double value = number(dim, coord, text);
    return value == Math.rint(value) && Math.abs(value) < 0x1p62
        ? (Object) (long) value
        : (Object) value;
  }

  /// A number, converted to the coordinate's units when a unit is written behind it.
  public static double number(String dim, Variable coord, String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    if (!matcher.matches()) {
      throw new AmasiaException.Usage(
          "'%s' is no number; the labels of '%s' are %s".formatted(text, dim, coord.dtype()));
    }
    double value = Double.parseDouble(matcher.group(1));
    Optional<String> unit = Optional.ofNullable(matcher.group(2));
    return unit.map(u -> convert(value, u, coord.attr("units").orElse("1"))).orElse(value);
  }

  private static double convert(double value, String from, String to) {
    var conversion = Units.convert(from, to);
    return value * conversion.scale() + conversion.offset();
  }

  private static double tolerance(Variable coord) {
    return GridStep.rounding(coord.load().toDoubles());
  }

  /// By position.
  public static Dataset isel(Dataset data, String name, Choice choice) {
    String dim = dim(data, name);
    return switch (choice) {
      case Choice.One(String at) -> data.isel(dim, position(at));
      case Choice.Some(List<String> at) ->
          data.isel(dim, at.stream().mapToLong(Selections::position).toArray());
      case Choice.Range range -> {
        long size = data.sizes().getOrDefault(dim, 0L);
        long from = range.from().map(Selections::position).orElse(0L);
        long last = range.to().map(Selections::position).orElse(size - 1);
        // Either order, both ends in; negative positions count from the end.
        long a = from < 0 ? from + size : from;
        long b = last < 0 ? last + size : last;
        long begin = Math.max(0, Math.min(a, b));
        Dataset chosen =
            data.isel(
                dim,
                Slice.slice(
                    begin, Math.max(a, b) + 1, range.step().map(Selections::position).orElse(1L)));
        if (chosen.sizes().getOrDefault(dim, 0L) == 0) {
          throw new AmasiaException.Label(
              "no position of '%s' lies in %d..%d; it has %d, counted from 0"
                  .formatted(dim, from, last, size));
        }
        yield chosen;
      }
    };
  }

  public static long position(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new AmasiaException.Usage("'" + text + "' is no whole number");
    }
  }

  /// The nearest label.
  public static Dataset nearest(Dataset data, String name, String text) {
    String dim = dim(data, name);
    if (!data.coords().hasLabels(dim)) {
      throw new AmasiaException.Label("dimension '" + dim + "' has no labels to be near to");
    }
    Variable coord = data.coords().get(dim);
    if (isLongitude(data, dim)) {
      return data.isel(dim, Longitudes.nearest(data, dim, number(dim, coord, text)));
    }
    return data.sel(dim, label(dim, coord, text), Lookup.nearest());
  }

  /// The times whose interval's middle lies in a season's months.
  public static Dataset season(Dataset data, String months) {
    String time = timeDim(data);
    TimeIntervals intervals = TimeIntervals.of(data, time);
    Set<Integer> wanted = monthsOf(months);
    List<Long> positions = new ArrayList<>();
    for (int i = 0; i < intervals.size(); i++) {
      if (wanted.contains(intervals.calendar().fields(intervals.midpoint(i)).month())) {
        positions.add((long) i);
      }
    }
    if (positions.isEmpty()) {
      throw new AmasiaException.Label("no time lies in season " + months);
    }
    return data.isel(time, positions.stream().mapToLong(Long::longValue).toArray());
  }

  /// The months 1 to 12 that a season's initials name.
  public static Set<Integer> monthsOf(String initials) {
    int first = "JFMAMJJASONDJFMAMJJASOND".indexOf(initials);
    Set<Integer> months = new LinkedHashSet<>();
    for (int i = 0; i < initials.length(); i++) {
      months.add((first + i) % 12 + 1);
    }
    return months;
  }
}
