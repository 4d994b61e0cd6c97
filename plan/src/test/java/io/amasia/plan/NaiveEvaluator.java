package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.storage.format.ArrayReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Computes a plan node by node on plain Java arrays: slow, simple, and without any code of the
/// engine.
final class NaiveEvaluator {
  private NaiveEvaluator() {}

  static Map<Node, Plain> evaluate(Plan plan) {
    Map<Node, Plain> values = new HashMap<>();
    for (Node node : plan.nodes()) {
      values.put(node, evaluate(node, node.inputs().stream().map(values::get).toList()));
    }
    return values;
  }

  private static Plain evaluate(Node node, List<Plain> in) {
    int[] shape = Arrays.stream(node.shape().toArray()).mapToInt(Math::toIntExact).toArray();
    Plain out = Plain.of(node.dtype(), shape);
    switch (node.operation()) {
      case Operation.Read(var array) -> {
        try (NdArray all = ArrayReader.read(array, Box.all(array.shape()))) {
          return Plain.of(all);
        }
      }
      case Operation.Literal(var values) -> {
        return Plain.of(values);
      }
      case Operation.Full(var value, var dtype, var _) -> {
        for (int i = 0; i < out.size(); i++) {
          if (dtype.isFloating()) {
            out.set(i, value.doubleValue());
          } else {
            long whole = value.longValue();
            out.set(i, dtype == DType.BOOL ? Math.min(1, Math.abs(whole)) : whole);
          }
        }
      }
      case Operation.Random(var seed, var _) -> {
        for (int i = 0; i < out.size(); i++) {
          out.set(i, NaivePhilox.value(seed, i));
        }
      }
      case Operation.Elementwise(var op) -> {
        for (int i = 0; i < out.size(); i++) {
          int[] index = out.index(i);
          int[] at = in.stream().mapToInt(p -> p.at(index)).toArray();
          NaiveOps.apply(op, in, at, out, i);
        }
      }
      case Operation.Cast(var _) -> {
        for (int i = 0; i < out.size(); i++) {
          NaiveOps.cast(in.getFirst(), i, out, i);
        }
      }
      case Operation.Select(var region) -> {
        for (int i = 0; i < out.size(); i++) {
          int[] index = out.index(i);
          for (int d = 0; d < index.length; d++) {
            index[d] = (int) region.indexers().get(d).at(index[d]);
          }
          out.put(i, in.getFirst(), in.getFirst().at(index));
        }
      }
      case Operation.Gather(var axes, var positions) -> {
        int ndim = in.getFirst().shape().length;
        for (int i = 0; i < out.size(); i++) {
          int[] index = out.index(i);
          int[] from = new int[ndim];
          int rest = 1;
          for (int d = 0; d < ndim; d++) {
            int k = axes.indexOf(d);
            from[d] = k >= 0 ? (int) positions.get(k)[index[0]] : index[rest++];
          }
          out.put(i, in.getFirst(), in.getFirst().at(from));
        }
      }
      case Operation.Transpose(var order) -> {
        for (int i = 0; i < out.size(); i++) {
          int[] index = out.index(i);
          int[] from = new int[in.getFirst().shape().length];
          for (int d = 0; d < index.length; d++) {
            if (order.get(d) >= 0) {
              from[order.get(d)] = index[d];
            }
          }
          out.put(i, in.getFirst(), in.getFirst().at(from));
        }
      }
      case Operation.Reshape _ -> {
        for (int i = 0; i < out.size(); i++) {
          out.put(i, in.getFirst(), i);
        }
      }
      case Operation.Broadcast _ -> {
        for (int i = 0; i < out.size(); i++) {
          out.put(i, in.getFirst(), in.getFirst().at(out.index(i)));
        }
      }
      case Operation.Concat(var axis) -> {
        int offset = 0;
        for (Plain part : in) {
          for (int i = 0; i < part.size(); i++) {
            int[] index = part.index(i);
            index[axis] += offset;
            out.put(out.at(index), part, i);
          }
          offset += part.shape()[axis];
        }
      }
      case Operation.Reduce(var reduction, var axes) ->
          reduce(reduction, axes, null, in.getFirst(), out);
      case Operation.GroupReduce(var reduction, var axis, var groups) ->
          reduce(reduction, List.of(axis), groups, in.getFirst(), out);
      case Operation.Rechunk _ -> {
        return in.getFirst();
      }
      case Operation.Sweep sweep -> NaiveSweeps.apply(sweep, in.getFirst(), out);
      case Operation.ArgSort(var axis) -> argSort(axis, in.getFirst(), out);
    }
    return out;
  }

  private static void reduce(
      Reduction reduction,
      List<Integer> axes,
      @org.jspecify.annotations.Nullable Groups groups,
      Plain in,
      Plain out) {
    List<List<Integer>> members = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      members.add(new ArrayList<>());
    }
    for (int i = 0; i < in.size(); i++) {
      int[] index = in.index(i);
      int[] to = new int[out.shape().length];
      int k = 0;
      boolean none = false;
      for (int d = 0; d < index.length; d++) {
        if (groups != null && axes.contains(d)) {
          int group = groups.of(index[d]);
          none = group < 0;
          to[k++] = group;
        } else if (!axes.contains(d)) {
          to[k++] = index[d];
        }
      }
      if (!none) {
        members.get(out.at(to)).add(i);
      }
    }
    for (int i = 0; i < out.size(); i++) {
      int[] elements = members.get(i).stream().mapToInt(e -> e).toArray();
      NaiveOps.reduce(reduction, in, elements, e -> position(in, e, axes), out, i);
    }
  }

  private static long position(Plain in, int element, List<Integer> axes) {
    int[] index = in.index(element);
    long position = 0;
    for (int axis : axes) {
      position = position * in.shape()[axis] + index[axis];
    }
    return position;
  }

  private static void argSort(int axis, Plain in, Plain out) {
    for (int i = 0; i < in.size(); i++) {
      int[] index = in.index(i);
      if (index[axis] != 0) {
        continue;
      }
      int n = in.shape()[axis];
      List<Integer> order = new ArrayList<>();
      for (int k = 0; k < n; k++) {
        order.add(k);
      }
      order.sort((a, b) -> {
        int x = in.at(with(index, axis, a));
        int y = in.at(with(index, axis, b));
        if (in.floating()) {
          return Double.compare(in.doubles()[x] + 0.0, in.doubles()[y] + 0.0);
        }
        return in.dtype() == DType.UINT64
            ? Long.compareUnsigned(in.longs()[x], in.longs()[y])
            : Long.compare(in.longs()[x], in.longs()[y]);
      });
      for (int k = 0; k < n; k++) {
        out.longs()[out.at(with(index, axis, k))] = order.get(k);
      }
    }
  }

  private static int[] with(int[] index, int axis, int value) {
    int[] changed = index.clone();
    changed[axis] = value;
    return changed;
  }
}
