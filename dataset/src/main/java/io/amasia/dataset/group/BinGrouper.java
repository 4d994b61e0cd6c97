package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.Values;
import io.amasia.dataset.Variable;
import io.amasia.plan.Groups;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Intervals of numbers or times between edges, each with its right end, as pandas' `cut`. Along
/// `NAME_bins`, labelled by text such as `(0, 2]`. What lies outside is in no group.
///
/// @param edges the ascending edges, numbers or dates as text; empty for `count` intervals of equal
///   width
/// @param count how many intervals of equal width over the range of the values, widened by 0.1 % at
///   the open end
/// @param right whether intervals hold their right end rather than their left
/// @param includeLowest whether the lowest edge is in the first interval too
/// @param precision the decimals of labels, more where edges would become equal
/// @param labels what the intervals are called: texts or numbers, one each; null for the intervals
public record BinGrouper(
    List<?> edges,
    int count,
    boolean right,
    boolean includeLowest,
    int precision,
    @Nullable List<?> labels)
    implements Grouper {
  public BinGrouper {
    edges = List.copyOf(edges);
    for (int i = 1; i < edges.size(); i++) {
      boolean numbers = edges.get(i - 1) instanceof Double && edges.get(i) instanceof Double;
      if (numbers && !((Double) edges.get(i - 1) < (Double) edges.get(i))) {
        throw new AmasiaException.Usage("edges %s of bins do not ascend".formatted(edges));
      }
    }
    int intervals = edges.isEmpty() ? count : edges.size() - 1;
    if (intervals < 1) {
      throw new AmasiaException.Usage(
          "bins of %s; allowed are two edges and more, or a number of bins"
              .formatted(edges.isEmpty() ? count : edges));
    }
    if (labels != null && labels.size() != intervals) {
      throw new AmasiaException.Usage(
          "%d labels %s for %d bins".formatted(labels.size(), labels, intervals));
    }
  }

  /// Between these ascending edges.
  public static BinGrouper of(double... edges) {
    return new BinGrouper(DoubleStream.of(edges).boxed().toList(), 0, true, false, 3, null);
  }

  /// Between these ascending dates, such as `2000-01-01`, of whatever calendar the times have.
  public static BinGrouper ofDates(String... edges) {
    return new BinGrouper(List.of(edges), 0, true, false, 3, null);
  }

  /// So many intervals of equal width.
  public static BinGrouper equal(int count) {
    return new BinGrouper(List.of(), count, true, false, 3, null);
  }

  public BinGrouper right(boolean ends) {
    return new BinGrouper(edges, count, ends, includeLowest, precision, labels);
  }

  public BinGrouper includeLowest(boolean include) {
    return new BinGrouper(edges, count, right, include, precision, labels);
  }

  public BinGrouper precision(int decimals) {
    return new BinGrouper(edges, count, right, includeLowest, decimals, labels);
  }

  /// With names for the intervals: texts or numbers.
  public BinGrouper labels(Object... names) {
    return new BinGrouper(edges, count, right, includeLowest, precision, List.of(names));
  }

  @Override
  public Grouping group(String name, Variable along) {
    if (along.dtype() == DType.DATETIME) {
      long[] times = along.load().toLongs();
      TimeCut cut = TimeCut.of(this, times, along.calendar().orElse(Calendar.STANDARD));
      return grouping(name, along, cut.codes(times), cut.texts());
    }
    if (!along.dtype().isNumeric()) {
      throw new AmasiaException.Unsupported(
          "bins of '%s', which is %s; numbers and times can be binned"
              .formatted(name, along.dtype()));
    }
    double[] values = along.load().toDoubles();
    double[] bounds =
        edges.isEmpty()
            ? equalEdges(values, along.dtype())
            : edges.stream().mapToDouble(this::number).toArray();
    int[] codes = Arrays.stream(values).mapToInt(v -> code(v, bounds)).toArray();
    return grouping(name, along, codes, new BinLabels(this, bounds).texts());
  }

  private double number(Object edge) {
    if (edge instanceof Double number) {
      return number;
    }
    throw new AmasiaException.Usage(
        "edge '%s' of bins of numbers; dates cut times only".formatted(edge));
  }

  private Grouping grouping(String name, Variable along, int[] codes, List<String> intervals) {
    if (Arrays.stream(codes).allMatch(c -> c < 0)) {
      throw new AmasiaException.Label(
          "no value of '%s' lies in the bins %s".formatted(name, intervals));
    }
    String bins = name + "_bins";
    Variable called =
        Variable.of(List.of(bins), Values.of(labels != null ? labels : intervals))
            .withAttrs(along.attrs());
    return new Grouping(along.dims(), bins, called, new Groups(codes, intervals.size()));
  }

  /// Edges in the dtype of the values, as NumPy spaces them: a value at an edge falls on one side
  /// by a rounding.
  private double[] equalEdges(double[] values, DType dtype) {
    double[] there = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    double low = Arrays.stream(there).min().orElse(Double.NaN);
    double high = Arrays.stream(there).max().orElse(Double.NaN);
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      throw new AmasiaException.Label(
          "%d bins of equal width from %s to %s; give the edges".formatted(count, low, high));
    }
    if (low == high) {
      double wider = low == 0 ? 0.001 : 0.001 * Math.abs(low);
      return spaced(low - wider, high + wider, dtype);
    }
    double[] bounds = spaced(low, high, dtype);
    double open = in(dtype, in(dtype, high - low) * 0.001);
    if (right) {
      bounds[0] = in(dtype, bounds[0] - open);
    } else {
      bounds[count] = in(dtype, bounds[count] + open);
    }
    return bounds;
  }

  private double[] spaced(double low, double high, DType dtype) {
    double step = in(dtype, in(dtype, high - low) / count);
    double[] bounds =
        IntStream.rangeClosed(0, count)
            .mapToDouble(i -> in(dtype, in(dtype, i * step) + low))
            .toArray();
    bounds[count] = in(dtype, high);
    return bounds;
  }

  private static double in(DType dtype, double value) {
    return dtype == DType.FLOAT32 ? (double) (float) value : value;
  }

  private int code(double value, double[] bounds) {
    if (includeLowest && value == bounds[0]) {
      return 0;
    }
    for (int b = 0; b + 1 < bounds.length; b++) {
      boolean inside =
          right
              ? value > bounds[b] && value <= bounds[b + 1]
              : value >= bounds[b] && value < bounds[b + 1];
      if (inside) {
        return b;
      }
    }
    return -1;
  }
}
