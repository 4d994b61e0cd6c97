package io.amasia.serve.explore;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.plot.Figure;
import io.amasia.plot.LineChart;
import io.amasia.plot.LineChartSpec;
import io.amasia.plot.MapCells;
import io.amasia.plot.MapExtent;
import io.amasia.plot.MapLook;
import io.amasia.plot.Plot;
import io.amasia.plot.PlotOptions;
import io.amasia.plot.Series;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/// What a view shows as a file: pictures by the plot module, from whole data and not from what the
/// screen has room for, and values as CSV.
final class Export {
  private static final double PIXELS_A_POINT = 200 / 72.0;

  /// More rows are no longer read by people.
  private static final long MOST_ROWS = 2_000_000;

  private Export() {}

  /// The picture of `view`, of any kind but a histogram.
  static Figure figure(View view) {
    return Plot.of(view.array().withBounds(view.name()), view.name(), options(view));
  }

  /// What the picture of `view` says, and how it looks.
  static PlotOptions options(View view) {
    return new PlotOptions(
        view.minus().isPresent() ? Optional.of(view.title()) : Optional.empty(),
        view.pictureSubtitle(),
        view.minus().isPresent(),
        Optional.empty(),
        view.isPlane() ? view.state().look().asPlane() : view.state().look(),
        _ -> {});
  }

  /// The picture of `histogram`, of `view`: the outline of its bars as a line.
  static Figure bars(View view, Histogram histogram) {
    double[] edges = histogram.edges();
    double[] counts = histogram.counts();
    double[] x = new double[2 * counts.length + 2];
    double[] y = new double[x.length];
    for (int i = 0; i < edges.length; i++) {
      x[2 * i] = edges[i];
      x[2 * i + 1] = edges[i];
      y[2 * i] = i == 0 ? 0 : counts[i - 1];
      y[2 * i + 1] = i == counts.length ? 0 : counts[i];
    }
    String units = view.side().units();
    return new LineChart(
        new LineChartSpec(
            List.of(Series.line("", x, y)),
            view.title(),
            Stream.of(view.subtitle(), histogram.sample())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", ")),
            "count",
            new LineChartSpec.X.Quantity(units.isEmpty() ? view.name() : units),
            Optional.empty(),
            true,
            ""));
  }

  static byte[] png(Figure figure) {
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(figure.toImage(PIXELS_A_POINT), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /// A line a value: coordinates of its dimensions, longitude and latitude where these are others,
  /// then the value; missing ones are empty. Of a map the cells whose centres are in the part that
  /// is shown, or in the area that is marked in it.
  ///
  /// @throws AmasiaException.Unsupported if there are more than two million
  static String csv(View view) {
    DataArray x = view.array();
    long rows = x.shape().size();
    if (rows > MOST_ROWS) {
      throw new AmasiaException.Unsupported(
          "%d values are too many for a page; write them with the command: amasia compute … -o values.csv"
              .formatted(rows));
    }
    NdArray values = x.load();
    List<Column> columns = columns(x);
    var text = new StringBuilder();
    columns.forEach(column -> text.append(cell(column.name)).append(','));
    String units = view.side().units();
    text.append(cell(view.name() + (units.isEmpty() ? "" : " [" + units + "]"))).append('\n');
    boolean single = x.dtype() == DType.FLOAT32;
    LongPredicate shown = shown(view, columns);
    for (long i = 0; i < rows; i++) {
      if (!shown.test(i)) {
        continue;
      }
      for (Column column : columns) {
        text.append(cell(column.at(i))).append(',');
      }
      double value = values.getDouble(i);
      if (!Double.isNaN(value)) {
        text.append(single ? Float.toString((float) value) : Double.toString(value));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static LongPredicate shown(View view, List<Column> columns) {
    MapLook look = view.state().look().map();
    DataArray x = view.array();
    Axes axes = Axes.of(x);
    Optional<Column> lon = column(columns, axes.longitude());
    Optional<Column> lat = column(columns, axes.latitude());
    boolean part = look.middle().isPresent() || look.marked().isPresent();
    if (view.state().kind() != Kind.MAP || !part || lon.isEmpty() || lat.isEmpty()) {
      return _ -> true;
    }
    MapExtent.Part shows =
        look.marked().isPresent()
            ? look.marked().get()::contains
            : MapExtent.part(
                MapCells.cells(x.named(view.name()).withBounds(view.name()), view.name()),
                view.state().look());
    return i -> shows.shows(lon.get().number(i), lat.get().number(i));
  }

  private static Optional<Column> column(List<Column> columns, Optional<String> name) {
    return columns.stream()
        .filter(column -> name.filter(column.name::equals).isPresent())
        .findFirst();
  }

  /// A coordinate of all values: its own values, repeated `inner` times each, over and over.
  private record Column(String name, Variable coord, NdArray values, long inner) {
    String at(long i) {
      return DimLabels.bare(coord, values, i / inner % values.size());
    }

    double number(long i) {
      return values.getDouble(i / inner % values.size());
    }
  }

  private static List<Column> columns(DataArray x) {
    List<Column> columns = new ArrayList<>();
    for (int d = 0; d < x.dims().size(); d++) {
      String dim = x.dims().get(d);
      Variable coord =
          x.coords()
              .find(dim)
              .filter(c -> c.ndim() == 1)
              .orElseGet(() ->
                  Variable.of(
                      List.of(dim), java.util.stream.LongStream.range(0, x.size(dim)).toArray()));
      columns.add(
          new Column(dim, coord, coord.load(), inner(x, x.dims().subList(d + 1, x.dims().size()))));
    }
    x.coords()
        .asMap()
        .forEach((name, coord) -> {
          boolean whole = coord.dims().equals(x.dims()) && !x.dims().contains(name);
          if (whole && coord.dtype().isNumeric()) {
            columns.add(new Column(name, coord, coord.load(), 1));
          }
        });
    return columns;
  }

  private static long inner(DataArray x, List<String> dims) {
    return dims.stream().mapToLong(x::size).reduce(1, Math::multiplyExact);
  }

  private static String cell(String text) {
    return text.matches("[^\",\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
