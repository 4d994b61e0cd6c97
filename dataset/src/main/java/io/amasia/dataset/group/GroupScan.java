package io.amasia.dataset.group;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.Arithmetic;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Fill;
import io.amasia.dataset.Layout;
import io.amasia.dataset.Over;
import io.amasia.dataset.Reducing;
import io.amasia.dataset.Reindexing;
import io.amasia.dataset.ResultAttributes;
import io.amasia.dataset.Running;
import io.amasia.dataset.Variable;
import io.amasia.plan.BlockFunction;
import io.amasia.plan.Groups;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Scanning;
import io.amasia.plan.Sweeps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Running sums and products within groups, all groups in one pass. A block holds whole lines of
/// the grouped dimension.
///
/// Floats accumulate in double; integers wrap. The result is `float64` or `int64`.
///
/// @param codes the group of each position, -1 for none
/// @param count the number of groups
@SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
record GroupScan(Scanning kind, boolean skipna, int[] codes, int count) implements BlockFunction {
  private static final long serialVersionUID = 1;

  /// Running values of each group along the grouped dimensions, plain ones along the others that
  /// `over` names.
  static Dataset scan(Dataset dataset, Grouping by, Scanning kind, Over over) {
    var dims = new LinkedHashSet<>(over.isAll() ? dataset.sizes().keySet() : over.dims());
    Reducing.dims(dataset, over);
    Dataset result = dataset;
    boolean done = false;
    for (String dim : dims) {
      if (!by.dims().contains(dim)) {
        result = Running.scan(result, kind, over.withDims(List.of(dim)));
      } else if (!done) {
        done = true;
        result =
            within(
                result,
                by,
                v ->
                    along(v, by, kind, over.skipsMissing())
                        .withAttrs(ResultAttributes.ofScan(v.attrs(), kind)));
      }
    }
    return over.keepAttrs() ? result : result.mapVariables(v -> v.withAttrs(Map.of()));
  }

  /// The values `n` positions further in the same group, `fill` where nothing came from.
  static Dataset shift(Dataset dataset, Grouping by, long n, Fill fill) {
    long[] from = sources(by.groups(), n);
    Dataset result = dataset;
    for (var entry : dataset.variables().entrySet()) {
      Object own = fill.of(entry.getKey());
      Dataset one = dataset.select(entry.getKey());
      Variable moved =
          within(one, by, v -> Reindexing.reindex(v, by.dim(), from, own)).variable(entry.getKey());
      result = result.with(entry.getKey(), moved);
    }
    return result;
  }

  /// The position each position takes its value from, or -1.
  private static long[] sources(Groups groups, long n) {
    long[] from = new long[groups.size()];
    Arrays.fill(from, -1);
    for (long[] own : groups.members()) {
      for (int k = 0; k < own.length; k++) {
        long source = k - n;
        from[(int) own[k]] = source < 0 || source >= own.length ? -1 : own[(int) source];
      }
    }
    return from;
  }

  /// `work` on the variables that have the grouped dimensions, which it sees as one.
  private static Dataset within(Dataset dataset, Grouping by, UnaryOperator<Variable> work) {
    Dataset folded = by.fold(dataset);
    return folded
        .mapVariables(v -> {
          if (!v.dims().contains(by.dim())) {
            return v;
          }
          return by.unfold(work.apply(v), dataset.sizes());
        })
        .mapVariables(v -> ordered(v, dataset))
        .withCoords(dataset.coords());
  }

  private static Variable ordered(Variable v, Dataset like) {
    List<String> dims = like.sizes().keySet().stream().filter(v.dims()::contains).toList();
    return Layout.arrange(v, dims);
  }

  private static Variable along(Variable v, Grouping by, Scanning kind, boolean skipna) {
    int axis = v.axis(by.dim());
    Node plain = Sweeps.scan(v.data(), kind, axis, skipna, 0);
    if (v.shape().size() == 0) {
      return v.computed(plain);
    }
    List<String> order = new ArrayList<>(v.dims());
    order.remove(by.dim());
    order.add(by.dim());
    int[] codes = by.codes();
    var scan = new GroupScan(kind, skipna, codes, by.groups().count());
    DType wide = v.dtype().isFloating() ? DType.FLOAT64 : DType.INT64;
    Node lines =
        Sweeps.mapLines(Layout.arrange(v, order).data(), scan, wide, List.of((long) codes.length));
    Variable made = Layout.arrange(v.computed(order, Nodes.cast(lines, plain.dtype())), v.dims());
    boolean[] grouped = new boolean[codes.length];
    boolean all = true;
    for (int i = 0; i < codes.length; i++) {
      grouped[i] = codes[i] >= 0;
      all &= grouped[i];
    }
    if (all) {
      return made;
    }
    Variable bare = made.withAttrs(Map.of());
    Variable known = Arithmetic.where(Variable.of(List.of(by.dim()), grouped), bare, null);
    return Layout.arrange(known, v.dims()).withAttrs(made.attrs());
  }

  @Override
  public NdArray apply(List<NdArray> blocks) {
    NdArray block = blocks.getFirst();
    if (block.dtype().isFloating()) {
      double[] values = block.toDoubles();
      var so = new double[count];
      for (int from = 0; from < values.length; from += codes.length) {
        Arrays.fill(so, nothing());
        scan(values, from, so);
      }
      return NdArray.of(block.shape(), values);
    }
    long[] values = block.toLongs();
    var so = new long[count];
    for (int from = 0; from < values.length; from += codes.length) {
      Arrays.fill(so, nothing());
      scan(values, from, so);
    }
    return NdArray.of(block.shape(), values);
  }

  private int nothing() {
    return kind == Scanning.PROD ? 1 : 0;
  }

  private void scan(double[] values, int from, double[] so) {
    for (int i = 0; i < codes.length; i++) {
      int group = codes[i];
      double value = values[from + i];
      if (group >= 0 && !(skipna && Double.isNaN(value))) {
        so[group] = kind == Scanning.PROD ? so[group] * value : so[group] + value;
      }
      values[from + i] = group < 0 ? 0 : so[group];
    }
  }

  private void scan(long[] values, int from, long[] so) {
    for (int i = 0; i < codes.length; i++) {
      int group = codes[i];
      if (group >= 0) {
        long value = values[from + i];
        so[group] = kind == Scanning.PROD ? so[group] * value : so[group] + value;
        values[from + i] = so[group];
      }
    }
  }
}
