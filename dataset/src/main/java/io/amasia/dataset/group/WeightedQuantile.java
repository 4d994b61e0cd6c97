package io.amasia.dataset.group;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Layout;
import io.amasia.dataset.Variable;
import io.amasia.plan.BlockFunction;
import io.amasia.plan.Sweeps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Quantiles in which values count as much as their weight: type 7 of Hyndman and Fan for Kish's
/// effective number of values, after [Akinshin](https://aakinshin.net/posts/weighted-quantiles/).
///
/// Values without weight count as missing; of nothing the result is NaN. A block holds whole lines
/// of the dimensions that are reduced.
///
/// @param q the quantiles in [0, 1]
/// @param skipna whether missing values are left out rather than make the result missing
/// @param kept how many dimensions of a block, the first ones, are not reduced
record WeightedQuantile(List<Double> q, boolean skipna, int kept) implements BlockFunction {
  private static final long serialVersionUID = 1;

  /// Elements of a block, values or weights.
  private static final long BLOCK = 1 << 20;

  WeightedQuantile {
    q = List.copyOf(q);
  }

  /// The quantiles of `v` over `reduced`, along a last dimension `quantile`.
  static Variable of(
      Variable v, Variable weights, List<String> reduced, List<Double> q, boolean skipna) {
    List<String> dims = new ArrayList<>(v.dims());
    weights.dims().stream().filter(d -> !dims.contains(d)).forEach(dims::add);
    List<String> kept = dims.stream().filter(d -> !reduced.contains(d)).toList();
    List<String> order = new ArrayList<>(kept);
    dims.stream().filter(reduced::contains).forEach(order::add);
    long[] sizes =
        order.stream().mapToLong(d -> v.dims().contains(d) ? v.size(d) : weights.size(d)).toArray();
    Variable x = Layout.broadcast(v, order, sizes);
    Variable w = Layout.broadcast(weights, order, sizes);
    long line = Arrays.stream(sizes).skip(kept.size()).reduce(1, Math::multiplyExact);
    Chunks blocks =
        blocks(Arrays.copyOf(sizes, kept.size()), Math.max(1, BLOCK / Math.max(1, line)));
    List<String> named = new ArrayList<>(kept);
    named.add("quantile");
    return v.computed(
        named,
        Sweeps.mapBlocks(
            List.of(x.data(), w.data()),
            new WeightedQuantile(q, skipna, kept.size()),
            DType.FLOAT64,
            blocks,
            List.of((long) q.size())));
  }

  /// Blocks of about so many lines, whole along the last dimensions.
  private static Chunks blocks(long[] sizes, long lines) {
    long[] lengths = new long[sizes.length];
    long rest = lines;
    for (int d = sizes.length - 1; d >= 0; d--) {
      lengths[d] = Math.clamp(rest, 1, Math.max(1, sizes[d]));
      rest /= lengths[d];
    }
    return Chunks.regular(Shape.of(sizes), lengths);
  }

  @Override
  public NdArray apply(List<NdArray> blocks) {
    double[] x = blocks.getFirst().toDoubles();
    double[] w = blocks.get(1).toDoubles();
    long[] shape = Arrays.copyOf(blocks.getFirst().shape().toArray(), kept + 1);
    shape[kept] = q.size();
    long lines = Arrays.stream(shape).limit(kept).reduce(1, (a, b) -> a * b);
    int n = lines == 0 ? 0 : (int) (x.length / lines);
    double[] found = new double[Math.toIntExact(lines * q.size())];
    for (int line = 0; line < lines; line++) {
      line(x, w, line * n, n, found, line * q.size());
    }
    return NdArray.of(Shape.of(shape), found);
  }

  private void line(double[] x, double[] w, int from, int n, double[] found, int to) {
    boolean spoilt = !skipna && IntStream.range(from, from + n).anyMatch(i -> Double.isNaN(x[i]));
    int[] order =
        IntStream.range(from, from + n)
            .filter(i -> !spoilt && !Double.isNaN(x[i]) && w[i] != 0)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> x[i]))
            .mapToInt(i -> i)
            .toArray();
    double total = Arrays.stream(order).mapToDouble(i -> w[i]).sum();
    double squares = Arrays.stream(order).mapToDouble(i -> w[i] * w[i]).sum();
    double effective = total * total / squares;
    for (int k = 0; k < q.size(); k++) {
      found[to + k] =
          order.length == 0 ? Double.NaN : quantile(x, w, order, total, effective, q.get(k));
    }
  }

  private static double quantile(
      double[] x, double[] w, int[] order, double total, double effective, double q) {
    double h = Math.clamp((effective - 1) * q + 1, 1, Math.max(1, effective));
    double low = (h - 1) / effective;
    double high = h / effective;
    double so = 0;
    double before = share(so, low, high);
    double sum = 0;
    for (int i : order) {
      so += w[i] / total;
      double after = share(so, low, high);
      sum += x[i] * (after - before) * effective;
      before = after;
    }
    return sum;
  }

  private static double share(double so, double low, double high) {
    return Math.max(low, Math.min(high, so));
  }
}
