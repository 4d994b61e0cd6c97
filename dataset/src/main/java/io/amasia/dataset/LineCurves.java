package io.amasia.dataset;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.BlockFunction;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Sweeps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Curves through whole lines of values along a dimension, evaluated at other places or where
/// values are missing: for curves that no fixed weights of the values give.
final class LineCurves {
  private LineCurves() {}

  /// `v` at `places` along `dim`, whose labels are `own`, in any order.
  static Node at(Variable v, String dim, double[] own, double[] places, Interpolation how) {
    int[] order =
        IntStream.range(0, own.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> own[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] x = Arrays.stream(order).mapToDouble(i -> own[i]).toArray();
    return along(
        v,
        dim,
        places.length,
        (line, result) -> {
          double[] y = Arrays.stream(order).mapToDouble(i -> line[i]).toArray();
          Curve curve = Curve.through(x, y, how, dim);
          for (int i = 0; i < places.length; i++) {
            result[i] = curve.at(places[i]);
          }
        });
  }

  /// `v` with a curve through the values that are there where others are missing; `x` ascends. One
  /// value alone fills nothing.
  static Node filled(Variable v, String dim, double[] x, Interpolation how) {
    return along(
        v,
        dim,
        x.length,
        (line, result) -> {
          int[] there = IntStream.range(0, x.length).filter(i -> !Double.isNaN(line[i])).toArray();
          System.arraycopy(line, 0, result, 0, x.length);
          if (there.length < 2 || there.length == x.length) {
            return;
          }
          Curve curve =
              Curve.through(
                  Arrays.stream(there).mapToDouble(i -> x[i]).toArray(),
                  Arrays.stream(there).mapToDouble(i -> line[i]).toArray(),
                  how,
                  dim);
          for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(line[i])) {
              result[i] = curve.at(x[i]);
            }
          }
        });
  }

  /// What is done with a line of values.
  private interface Work extends java.io.Serializable {
    void run(double[] line, double[] result);
  }

  /// `work` on each line along `dim`, in whose place comes one of `length`.
  private static Node along(Variable v, String dim, int length, Work work) {
    List<String> last = new ArrayList<>(v.dims());
    last.remove(dim);
    last.add(dim);
    BlockFunction lines =
        blocks -> {
          NdArray block = blocks.getFirst();
          int n = Math.toIntExact(block.shape().size(block.shape().ndim() - 1));
          double[] values = block.toDoubles();
          int count = n == 0 ? 0 : values.length / n;
          double[] results = new double[count * length];
          double[] line = new double[n];
          double[] result = new double[length];
          for (int i = 0; i < count; i++) {
            System.arraycopy(values, i * n, line, 0, n);
            work.run(line, result);
            System.arraycopy(result, 0, results, i * length, length);
          }
          Shape shape = block.shape().with(block.shape().ndim() - 1, length);
          return NdArray.of(shape, results);
        };
    Node mapped =
        Sweeps.mapLines(
            Layout.arrange(v, last).data(), lines, DType.FLOAT64, List.of((long) length));
    List<Integer> back = v.dims().stream().map(last::indexOf).toList();
    return Nodes.transpose(mapped, back);
  }
}
