package io.amasia.plot;

import io.amasia.array.AmasiaException;
import io.amasia.array.NdArray;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Line charts of a variable: time (or the longest dimension) along x, members of an ensemble as a
/// shaded spread, what is left as lines of their own.
public final class Lines {
  /// As many lines as a chart shows at most.
  public static final int MOST_LINES = 8;

  private static final Set<String> MEMBER_NAMES =
      Set.of("member", "members", "realization", "ensemble", "ens", "member_id", "number");

  private Lines() {}

  static Figure chart(Dataset dataset, String name, PlotOptions options) {
    Dataset data = dataset;
    for (Map.Entry<String, Long> dim : Plot.sizes(dataset, name).entrySet()) {
      if (dim.getValue() == 1 && Plot.sizes(dataset, name).size() > 1) {
        data = data.isel(dim.getKey(), 0L);
      }
    }
    Map<String, Long> sizes = Plot.sizes(data, name);
    if (sizes.isEmpty()) {
      throw new AmasiaException.Usage(
          "'" + name + "' is a single value; there is nothing to draw, print it instead");
    }
    String along = along(data, sizes);
    Optional<String> members =
        sizes.keySet().stream().filter(d -> !d.equals(along) && isMember(d)).findFirst();
    List<String> order = new ArrayList<>(sizes.keySet());
    order.remove(along);
    members.ifPresent(order::remove);
    List<String> lines = List.copyOf(order);
    members.ifPresent(order::add);
    order.add(along);
    DataArray array = data.get(name).transpose(order.toArray(String[]::new)).compute();
    long count = lines.stream().mapToLong(sizes::get).reduce(1, (a, b) -> a * b);
    if (count > MOST_LINES) {
      throw new AmasiaException.Usage(
          "'%s' %s makes %d lines; a chart shows at most %d. Reduce a dimension, for example --mean %s, or choose with --sel"
              .formatted(name, sizes, count, MOST_LINES, lines.getFirst()));
    }
    var axis = Plot.axis(data, along);
    List<Series> series = series(data, array, lines, members, axis.getKey());
    String note =
        members
            .map(
                m -> "Lines: mean over '%s'; shading: its range, n = %d".formatted(m, sizes.get(m)))
            .orElse("");
    return new LineChart(
        new LineChartSpec(
            series,
            Plot.title(array, name, options),
            options.subtitle(),
            Plot.label(array, name, options),
            axis.getValue(),
            options.base(),
            options.difference(),
            note));
  }

  /// The dimension among `sizes` that runs along x: that of time, else the longest.
  public static String along(Dataset data, Map<String, Long> sizes) {
    for (String dim : sizes.keySet()) {
      if (data.coords().find(dim).filter(c -> c.calendar().isPresent()).isPresent()) {
        return dim;
      }
    }
    return sizes.entrySet().stream()
        .filter(e -> !isMember(e.getKey()))
        .max(Map.Entry.comparingByValue())
        .orElseGet(() -> sizes.entrySet().iterator().next())
        .getKey();
  }

  /// Whether a dimension holds the members of an ensemble.
  public static boolean hasMembers(Dataset data, String name) {
    return data.variable(name).dims().stream().anyMatch(Lines::isMember);
  }

  /// Whether a dimension of that name holds the members of an ensemble.
  public static boolean isMember(String dim) {
    return MEMBER_NAMES.contains(dim);
  }

  private static List<Series> series(
      Dataset data, DataArray array, List<String> lines, Optional<String> members, double[] x) {
    double[] values = array.toDoubles();
    int n = x.length;
    int m = members.map(d -> Math.toIntExact(array.size(d))).orElse(1);
    int count = values.length / Math.max(1, n * m);
    List<Series> series = new ArrayList<>();
    for (int line = 0; line < count; line++) {
      String label = label(data, array, lines, line);
      boolean mean = members.isPresent() && label.isEmpty();
      series.add(series(mean ? "mean" : label, x, values, line * m * n, m, members.isPresent()));
    }
    return series;
  }

  /// The line whose values begin at `start`: `[x]`, or with a `spread` the mean and the range of
  /// `members` such rows.
  public static Series series(
      String label, double[] x, double[] values, int start, int members, boolean spread) {
    return spread
        ? spread(label, x, values, start, members)
        : Series.line(label, x, Arrays.copyOfRange(values, start, start + x.length));
  }

  private static Series spread(String label, double[] x, double[] values, int start, int members) {
    int n = x.length;
    double[] mean = new double[n];
    double[] low = new double[n];
    double[] high = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = 0;
      int there = 0;
      low[i] = Double.NaN;
      high[i] = Double.NaN;
      for (int k = 0; k < members; k++) {
        double value = values[start + k * n + i];
        if (!Double.isNaN(value)) {
          sum += value;
          there++;
          low[i] = Double.isNaN(low[i]) ? value : Math.min(low[i], value);
          high[i] = Double.isNaN(high[i]) ? value : Math.max(high[i], value);
        }
      }
      mean[i] = there == 0 ? Double.NaN : sum / there;
    }
    return Series.spread(label, x, mean, low, high);
  }

  /// The labels of line `i` along its dimensions, such as `A1B`.
  private static String label(Dataset data, DataArray array, List<String> lines, int i) {
    List<String> parts = new ArrayList<>();
    int rest = i;
    for (int d = lines.size() - 1; d >= 0; d--) {
      String dim = lines.get(d);
      int size = Math.toIntExact(array.size(dim));
      int at = rest % size;
      rest /= size;
      Optional<Variable> coord = data.coords().find(dim).filter(c -> c.ndim() == 1);
      parts.addFirst(coord.map(c -> text(dim, c, at)).orElse(dim + " " + at));
    }
    return String.join(", ", parts);
  }

  private static String text(String dim, Variable coord, int i) {
    NdArray values = coord.load();
    return switch (coord.dtype()) {
      case STRING -> values.getString(i);
      case DATETIME -> coord.calendar().orElseThrow().format(values.getLong(i));
      default -> dim + " " + Ticks.compact(values.getDouble(i));
    };
  }
}
