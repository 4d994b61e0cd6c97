package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Operation;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

/// Where the axes of variables go: order, new axes of length 1, positions taken along an axis.
public final class Layout {
  private Layout() {}

  /// `variable` with exactly the dimensions `dims`, in that order. Ones it lacks become axes of
  /// length 1; ones that are not wanted must have length 1 and go.
  public static Variable arrange(Variable variable, List<String> dims) {
    if (variable.dims().equals(dims)) {
      return variable;
    }
    List<Integer> order = dims.stream().map(variable.dims()::indexOf).toList();
    return variable.sameValues(dims, Nodes.transpose(variable.data(), order));
  }

  /// Dimensions in order of first appearance.
  static List<String> union(Collection<Variable> variables) {
    var dims = new LinkedHashSet<String>();
    variables.forEach(variable -> dims.addAll(variable.dims()));
    return List.copyOf(dims);
  }

  /// `order` with `...` in it spelled out: those of `dims` that it does not name.
  static List<String> spelledOut(List<String> order, List<String> dims) {
    List<String> all = new ArrayList<>(order);
    int rest = all.indexOf("...");
    if (rest >= 0) {
      all.remove(rest);
      all.addAll(rest, dims.stream().filter(d -> !order.contains(d)).toList());
    }
    return all;
  }

  /// `variable` with all of `dims`, repeated along those it lacks to the given lengths.
  public static Variable broadcast(Variable variable, List<String> dims, long[] sizes) {
    Variable arranged = arrange(variable, dims);
    return arranged.sameValues(Nodes.broadcast(arranged.data(), Shape.of(sizes)));
  }

  /// The positions of `indexer` along `axis`. Short values in memory are taken at once, so that
  /// coordinates stay in memory.
  static Node take(Node data, int axis, Indexer indexer) {
    if (data.operation() instanceof Operation.Literal(NdArray values)
        && values.shape().ndim() == 1) {
      return Nodes.literal(take(values, indexer));
    }
    return Nodes.select(data, Region.all(data.shape()).with(axis, indexer));
  }

  private static NdArray take(NdArray values, Indexer indexer) {
    long count = indexer.count();
    if (values.dtype() == DType.STRING) {
      List<String> texts = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        texts.add(values.getString(indexer.at(i)));
      }
      return NdArray.of(Shape.of(count), texts);
    }
    NdArray taken = NdArray.allocate(values.dtype(), Shape.of(count));
    int item = values.dtype().itemSize();
    for (long i = 0; i < count; i++) {
      MemorySegment.copy(values.data(), indexer.at(i) * item, taken.data(), i * item, item);
    }
    return taken;
  }

  /// A variable with positions of one dimension taken; unchanged if it lacks the dimension.
  public static Variable take(Variable variable, String dim, Indexer indexer) {
    int axis = variable.dims().indexOf(dim);
    if (axis < 0) {
      return variable;
    }
    Variable taken = variable.sameValues(take(variable.data(), axis, indexer));
    return variable
        .bounds()
        .map(edges -> taken.withBounds(take(edges, dim, indexer)))
        .orElse(taken);
  }

  /// All axes of `variable` but `dim`, which has length 1.
  static Variable drop(Variable variable, String dim) {
    Variable one = arrange(variable, variable.dims().stream().filter(d -> !d.equals(dim)).toList());
    return variable
        .bounds()
        .filter(edges -> edges.dims().contains(dim))
        .map(edges -> one.withBounds(drop(edges, dim)))
        .orElse(one);
  }

  /// The positions of `dims` in `variable`, sorted.
  ///
  /// @throws AmasiaException.Label if one is not there
  static List<Integer> axes(Variable variable, Collection<String> dims) {
    return dims.stream().map(variable::axis).sorted().distinct().toList();
  }

  /// All axes of a variable.
  static List<Integer> axes(Variable variable) {
    return IntStream.range(0, variable.ndim()).boxed().toList();
  }
}
