package io.amasia.dataset.group;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Layout;
import io.amasia.dataset.Variable;
import io.amasia.plan.BlockFunction;
import io.amasia.plan.Groups;
import io.amasia.plan.Node;
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
/// @param codes the group of each position along the first reduced dimension, -1 for none; empty if
///   a line is one group
/// @param groups how many groups there are
@SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
record WeightedQuantile(List<Double> q, boolean skipna, int kept, int[] codes, int groups)
    implements BlockFunction {
  private static final long serialVersionUID = 1;

  /// Elements of a block, values or weights.
  private static final long BLOCK = 1 << 20;

  WeightedQuantile {
    q = List.copyOf(q);
  }

  /// The quantiles of `v` over `reduced`, along a last dimension `quantile`.
  static Variable of(
      Variable v, Variable weights, List<String> reduced, List<Double> q, boolean skipna) {
    return of(v, weights, reduced, new WeightedQuantile(q, skipna, 0, new int[0], 1), List.of());
  }

  /// The quantiles of each group of `by`, which goes along one of `reduced`; the groups in its
  /// place.
  static Variable of(
      Variable v,
      Variable weights,
      List<String> reduced,
      List<Double> q,
      boolean skipna,
      Grouping by) {
    List<String> first = new ArrayList<>(reduced);
    first.remove(by.dim());
    first.addFirst(by.dim());
    var each = new WeightedQuantile(q, skipna, 0, by.codes(), by.groups().count());
    Variable made = of(v, weights, first, each, List.of(by.name()));
    List<String> order = new ArrayList<>();
    for (String dim : v.dims()) {
      order.add(dim.equals(by.dim()) ? by.name() : dim);
    }
    order.retainAll(made.dims());
    made.dims().stream().filter(d -> !order.contains(d)).forEach(order::add);
    return Layout.arrange(made, order);
  }

  private static Variable of(
      Variable v,
      Variable weights,
      List<String> reduced,
      WeightedQuantile how,
      List<String> named) {
    List<String> dims = new ArrayList<>(v.dims());
    weights.dims().stream().filter(d -> !dims.contains(d)).forEach(dims::add);
    List<String> kept = dims.stream().filter(d -> !reduced.contains(d)).toList();
    List<String> order = new ArrayList<>(kept);
    reduced.stream().filter(dims::contains).forEach(order::add);
    long[] sizes =
        order.stream().mapToLong(d -> v.dims().contains(d) ? v.size(d) : weights.size(d)).toArray();
    Variable x = Layout.broadcast(v, order, sizes);
    Variable w = Layout.broadcast(weights, order, sizes);
    long line = Arrays.stream(sizes).skip(kept.size()).reduce(1, Math::multiplyExact);
    Chunks blocks =
        blocks(Arrays.copyOf(sizes, kept.size()), Math.max(1, BLOCK / Math.max(1, line)));
    List<String> all = new ArrayList<>(kept);
    all.addAll(named);
    all.add("quantile");
    List<Long> core = new ArrayList<>(named.isEmpty() ? List.of() : List.of((long) how.groups));
    core.add((long) how.q.size());
    var own = new WeightedQuantile(how.q, how.skipna, kept.size(), how.codes, how.groups);
    List<Node> inputs = List.of(x.data(), w.data());
    return v.computed(all, Sweeps.mapBlocks(inputs, own, DType.FLOAT64, blocks, core));
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
    boolean grouped = codes.length > 0;
    long[] shape = Arrays.copyOf(blocks.getFirst().shape().toArray(), kept + (grouped ? 2 : 1));
    shape[shape.length - 1] = q.size();
    if (grouped) {
      shape[kept] = groups;
    }
    long lines = Arrays.stream(shape).limit(kept).reduce(1, (a, b) -> a * b);
    int n = lines == 0 ? 0 : (int) (x.length / lines);
    int[][] members = members(n);
    double[] found = new double[Math.toIntExact(lines * groups * q.size())];
    int to = 0;
    for (int line = 0; line < lines; line++) {
      for (int[] own : members) {
        group(x, w, line * n, own, found, to);
        to += q.size();
      }
    }
    return NdArray.of(Shape.of(shape), found);
  }

  /// Which of the `n` values of a line are in each group.
  private int[][] members(int n) {
    if (codes.length == 0) {
      return new int[][] {IntStream.range(0, n).toArray()};
    }
    int inner = n / codes.length;
    return Arrays.stream(new Groups(codes, groups).members())
        .map(own -> places(own, inner))
        .toArray(int[][]::new);
  }

  /// Of each of `positions` the `inner` values beside each other.
  private static int[] places(long[] positions, int inner) {
    return Arrays.stream(positions)
        .mapToInt(p -> (int) p * inner)
        .flatMap(first -> IntStream.range(first, first + inner))
        .toArray();
  }

  private void group(double[] x, double[] w, int from, int[] members, double[] found, int to) {
    boolean spoilt = !skipna && Arrays.stream(members).anyMatch(i -> Double.isNaN(x[from + i]));
    int[] order =
        Arrays.stream(members)
            .map(i -> from + i)
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
