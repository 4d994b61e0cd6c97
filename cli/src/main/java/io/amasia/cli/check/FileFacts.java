package io.amasia.cli.check;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.storage.format.Attribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one file says of itself: variables, times, grid. Made once, so that the file can be closed.
///
/// @param url the file
/// @param variables the variables with values, by name
/// @param times its times, if it has any along a dimension
/// @param grid coordinates of the other dimensions and of the globe, by name; single labels too
/// @param sizes the lengths of the dimensions, but those of time and of bounds
/// @param undecoded units of times that could not be decoded, by the name of the coordinate
public record FileFacts(
    String url,
    Map<String, Packed> variables,
    Optional<Times> times,
    Map<String, Grid> grid,
    Map<String, Long> sizes,
    Map<String, String> undecoded) {
  /// Coordinates with more values are told by their size alone.
  private static final long LARGEST = 1L << 22;

  /// How a variable is stored.
  ///
  /// @param dims its dimensions
  /// @param units its units, or nothing
  /// @param meaning its `standard_name` and `cell_methods`, or nothing
  /// @param stored the dtype in the file
  /// @param fill the dtype of its fill value and the value, where the format gives it one
  /// @param scale `scale_factor`, 1 if there is none
  /// @param offset `add_offset`, 0 if there is none
  record Packed(
      List<String> dims,
      String units,
      String meaning,
      String stored,
      Optional<Attribute.Numbers> fill,
      double scale,
      double offset) {}

  /// The times of a file.
  ///
  /// @param name of the coordinate
  /// @param units as in the file, `days since …`
  /// @param stamps microseconds of the calendar, in the order of the file
  /// @param bounds two a time where the file has them, else none
  record Times(String name, Calendar calendar, String units, List<Long> stamps, List<Long> bounds) {
    Times {
      stamps = List.copyOf(stamps);
      bounds = List.copyOf(bounds);
    }
  }

  /// A coordinate that is no time.
  ///
  /// @param shape its shape
  /// @param units its units, or nothing
  /// @param standardName its `standard_name`, or nothing
  /// @param values its values in C order; none when there are too many, or for texts
  /// @param texts its values if they are texts
  record Grid(
      List<Long> shape,
      String units,
      String standardName,
      List<Double> values,
      List<String> texts) {
    Grid {
      shape = List.copyOf(shape);
      values = List.copyOf(values);
      texts = List.copyOf(texts);
    }
  }

  public FileFacts {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    grid = Collections.unmodifiableMap(new LinkedHashMap<>(grid));
    sizes = Map.copyOf(sizes);
    undecoded = Map.copyOf(undecoded);
  }

  /// The facts of `dataset`, opened from `url`. Reads coordinates and bounds of time, no variable.
  static FileFacts of(String url, Dataset dataset) {
    Axes axes = Axes.of(List.copyOf(dataset.sizes().keySet()), dataset.coords());
    Optional<String> timeDim = axes.dim(Axes.Axis.T);
    Optional<String> time = timeDim.flatMap(dim -> timeAlong(dataset, dim));
    List<String> bounds = CfLinks.allBounds(dataset);
    Map<String, Packed> variables = new LinkedHashMap<>();
    dataset
        .variables()
        .forEach((name, variable) -> {
          if (!bounds.contains(name) && variable.ndim() > 0) {
            variables.put(name, packed(url, variable));
          }
        });
    Map<String, Grid> grid = new LinkedHashMap<>();
    Map<String, String> undecoded = new LinkedHashMap<>();
    dataset
        .coords()
        .asMap()
        .forEach((name, coord) -> {
          boolean ofTime = timeDim.isPresent() && coord.dims().contains(timeDim.get());
          if ((coord.dtype().isNumeric() || coord.dtype() == DType.STRING) && !ofTime) {
            grid.put(name, grid(coord));
          }
          coord
              .attr("units")
              .filter(units -> coord.dtype().isNumeric() && units.contains(" since "))
              .ifPresent(units -> undecoded.put(name, units));
        });
    Map<String, Long> sizes = new LinkedHashMap<>(dataset.sizes());
    timeDim.ifPresent(sizes::remove);
    bounds.forEach(name -> sizes.remove(dataset.variable(name).dims().getLast()));
    return new FileFacts(url, variables, time.map(t -> times(dataset, t)), grid, sizes, undecoded);
  }

  /// The times of a dimension: its own coordinate, else one that is called time and lies along it,
  /// as ocean models have.
  private static Optional<String> timeAlong(Dataset dataset, String dim) {
    return dataset.coords().asMap().entrySet().stream()
        .filter(c -> c.getValue().dtype() == DType.DATETIME)
        .filter(c -> c.getValue().dims().equals(List.of(dim)))
        .filter(c ->
            c.getKey().equals(dim)
                || c.getValue().attr("standard_name").filter("time"::equals).isPresent())
        .map(Map.Entry::getKey)
        .min(Comparator.comparing(name -> !name.equals(dim)));
  }

  /// The first and last time, as text; two empty ones where there is none.
  public List<String> span() {
    return TimeChecks.span(this);
  }

  /// The number of times; 0 where there is none.
  public int timeCount() {
    return times.map(t -> t.stamps().size()).orElse(0);
  }

  /// The calendar's name; empty where there are no times.
  public String calendar() {
    return times.map(t -> t.calendar().label()).orElse("");
  }

  /// The unit that times count in, as in the file; empty where there are no times.
  public String timeUnits() {
    return times.map(Times::units).orElse("");
  }

  private static Packed packed(String url, Variable variable) {
    Map<String, Attribute> encoding = variable.encoding();
    return new Packed(
        variable.dims(),
        variable.attr("units").orElse(""),
        (variable.attr("standard_name").orElse("") + " " + variable.attr("cell_methods").orElse(""))
            .strip(),
        text(encoding.get("dtype")),
        isUntyped(url) ? Optional.empty() : fill(encoding),
        number(encoding.get("scale_factor"), 1),
        number(encoding.get("add_offset"), 0));
  }

  /// Attributes of Zarr are JSON, whose numbers have no dtype.
  private static boolean isUntyped(String url) {
    return url.contains(".zarr") || (!url.contains("://") && Files.isDirectory(Path.of(url)));
  }

  private static Optional<Attribute.Numbers> fill(Map<String, Attribute> encoding) {
    for (String name : List.of("_FillValue", "missing_value")) {
      if (encoding.get(name) instanceof Attribute.Numbers numbers && numbers.values().size() == 1) {
        return Optional.of(numbers);
      }
    }
    return Optional.empty();
  }

  private static Times times(Dataset dataset, String name) {
    Variable time = dataset.coords().get(name);
    List<Long> bounds = new ArrayList<>();
    CfLinks.bounds(dataset, name)
        .filter(b -> b.dtype() == DType.DATETIME && b.shape().size(b.ndim() - 1) == 2)
        .filter(_ -> time.attr("climatology").isEmpty())
        .ifPresent(b -> addAll(bounds, b));
    List<Long> stamps = new ArrayList<>();
    addAll(stamps, time);
    return new Times(
        name,
        time.calendar().orElse(Calendar.STANDARD),
        text(time.encoding().get("units")),
        stamps,
        bounds);
  }

  private static void addAll(List<Long> list, Variable times) {
    for (long value : times.load().toLongs()) {
      list.add(value);
    }
  }

  private static Grid grid(Variable coord) {
    List<Long> shape = new ArrayList<>();
    for (int d = 0; d < coord.ndim(); d++) {
      shape.add(coord.shape().size(d));
    }
    List<Double> values = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    if (coord.shape().size() <= LARGEST) {
      NdArray labels = coord.load();
      for (long i = 0; i < labels.size(); i++) {
        if (coord.dtype() == DType.STRING) {
          texts.add(labels.getString(i));
        } else {
          values.add(labels.getDouble(i));
        }
      }
    }
    return new Grid(
        shape,
        coord.attr("units").orElse(""),
        coord.attr("standard_name").orElse(""),
        values,
        texts);
  }

  private static String text(@Nullable Attribute attribute) {
    return attribute instanceof Attribute.Text(String text) ? text : "";
  }

  private static double number(@Nullable Attribute attribute, double otherwise) {
    return attribute instanceof Attribute.Numbers(var _, var values) && values.size() == 1
        ? values.getFirst().doubleValue()
        : otherwise;
  }
}
