package io.amasia.plot.interactive;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plot.Lines;
import io.amasia.plot.Plot;
import io.amasia.plot.PlotOptions;
import io.amasia.plot.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lines along a dimension: members of an ensemble as mean and range, short dimensions as several
/// lines, the rest as frames.
final class LineDocument {
  /// Lines of more points than this are thinned.
  static final int MOST_POINTS = 100_000;

  /// As many values as are in memory at a time.
  private static final long MOST_VALUES = 6_000_000;

  private LineDocument() {}

  static PlotDocument of(InteractivePlot plot, Optional<String> along) {
    Dataset data = plot.data();
    String name = plot.name();
    Map<String, Long> sizes = new LinkedHashMap<>(Plot.sizes(data, name));
    plot.column().ifPresent(sizes::remove);
    along.ifPresent(dim -> check(dim, sizes, name));
    if (sizes.isEmpty()) {
      throw new AmasiaException.Usage(
          "'%s' is a single value%s; there is nothing to draw, print it instead"
              .formatted(name, plot.column().map(dim -> " along '" + dim + "'").orElse("")));
    }
    String x = along.orElseGet(() -> Lines.along(data, sizes));
    Optional<String> members =
        sizes.keySet().stream().filter(d -> !d.equals(x) && Lines.isMember(d)).findFirst();
    List<String> several = new ArrayList<>();
    long lines = 1;
    for (Map.Entry<String, Long> dim : sizes.entrySet()) {
      boolean free = !dim.getKey().equals(x) && !members.equals(Optional.of(dim.getKey()));
      if (free && dim.getValue() > 1 && lines * dim.getValue() <= Lines.MOST_LINES) {
        several.add(dim.getKey());
        lines *= dim.getValue();
      }
    }
    List<String> shown = new ArrayList<>(several);
    members.ifPresent(shown::add);
    shown.add(x);
    return document(plot, Frames.of(data, name, shown, plot.column()), shown, members, several);
  }

  private static void check(String dim, Map<String, Long> sizes, String name) {
    if (!sizes.containsKey(dim)) {
      throw new AmasiaException.Usage(
          "no lines along '%s' of a picture of '%s', which has %s"
              .formatted(dim, name, sizes.keySet()));
    }
  }

  private static PlotDocument document(
      InteractivePlot plot,
      Frames frames,
      List<String> shown,
      Optional<String> members,
      List<String> several) {
    PlotOptions options = plot.options();
    long count =
        Plot.sizes(frames.data(), plot.name()).values().stream().reduce(1L, (a, b) -> a * b);
    int n = Math.toIntExact(frames.data().size(shown.getLast()));
    int kept = Math.min(n, MOST_POINTS);
    int m = members.map(dim -> Math.toIntExact(frames.data().size(dim))).orElse(1);
    check(
        plot,
        frames,
        count,
        count / m / n * kept * ((members.isPresent() ? 3 : 1) + (kept < n ? 1 : 0)));
    DataArray array = frames.array().transpose(frames.order(shown)).compute();
    double[] x = Plot.axis(frames.data(), shown.getLast()).getKey();
    var rows = new LineRows(Math.toIntExact(count / n / m), n, kept, members.isPresent());
    double[] values = array.toDoubles();
    for (int row = 0; row < rows.count(); row++) {
      rows.set(row, Lines.series("", x, values, row * m * n, m, members.isPresent()));
    }
    List<String> notes = new ArrayList<>();
    members.ifPresent(dim ->
        notes.add("lines are means over '%s', shading is its range, n = %d".formatted(dim, m)));
    if (kept < n) {
      notes.add(
          "of the %d points of a line %d are kept: least and most of each stretch"
              .formatted(n, kept));
    }
    Map<String, Object> json = new LinkedHashMap<>(frames.json(options));
    json.put("x", Frames.axis(frames.data(), shown.getLast()));
    json.put("zeroLine", options.difference());
    json.put("series", names(frames.data(), several, members));
    rows.addTo(json);
    return new PlotDocument("lines", json, notes);
  }

  /// Refuses what is too much to hold, or too much for a page that keeps so many numbers.
  private static void check(InteractivePlot plot, Frames frames, long values, long numbers) {
    long bytes = InteractivePlot.SCRIPTS_BYTES + numbers * Float.BYTES / 3 * 4;
    if (values > MOST_VALUES || bytes > plot.mostBytes()) {
      throw InteractivePlot.tooMuch(
          plot.name(),
          Plot.sizes(frames.data(), plot.name()),
          Math.max(bytes, values * Float.BYTES),
          plot.mostBytes());
    }
  }

  private static List<String> names(Dataset data, List<String> several, Optional<String> members) {
    List<String> names = List.of("");
    for (String dim : several) {
      List<String> longer = new ArrayList<>();
      List<String> texts = texts(data, dim);
      for (String name : names) {
        texts.forEach(text -> longer.add(name.isEmpty() ? text : name + ", " + text));
      }
      names = longer;
    }
    return several.isEmpty() && members.isPresent() ? List.of("mean") : names;
  }

  private static List<String> texts(Dataset data, String dim) {
    Optional<Variable> coord = data.coords().find(dim).filter(c -> c.ndim() == 1);
    if (coord.isPresent() && !coord.get().dtype().isNumeric()) {
      return Frames.texts(coord.get());
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < data.size(dim); i++) {
      texts.add(dim + " " + (coord.isPresent() ? Frames.texts(coord.get()).get(i) : i));
    }
    return texts;
  }

  /// The lines of a document, row by row, thinned where they are long.
  private static final class LineRows {
    private final int count;
    private final int points;
    private final int kept;
    private final double[] y;
    private final double[] low;
    private final double[] high;
    private final int[] places;

    LineRows(int count, int points, int kept, boolean spread) {
      this.count = count;
      this.points = points;
      this.kept = kept;
      y = new double[count * kept];
      low = new double[spread ? count * kept : 0];
      high = new double[low.length];
      places = new int[kept < points ? count * kept : 0];
    }

    int count() {
      return count;
    }

    void set(int row, Series line) {
      int[] chosen = Thinning.places(line, points, kept);
      for (int k = 0; k < kept; k++) {
        int at = row * kept + k;
        int i = chosen[k];
        y[at] = line.y(i);
        if (low.length > 0) {
          low[at] = line.low(i);
          high[at] = line.high(i);
        }
        if (places.length > 0) {
          places[at] = i;
        }
      }
    }

    void addTo(Map<String, Object> json) {
      json.put("points", kept);
      json.put("values", Packed.floats(y));
      if (low.length > 0) {
        json.put("low", Packed.floats(low));
        json.put("high", Packed.floats(high));
      }
      if (places.length > 0) {
        json.put("places", Packed.integers(places));
      }
    }
  }
}
