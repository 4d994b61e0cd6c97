package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.ResultType;
import io.amasia.array.Shape;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Variables brought onto other labels, missing where there was none.
public final class Reindexing {
  private Reindexing() {}

  /// The missing value of `dtype`, of one element in `ndim` dimensions; of text the empty one,
  /// which files have in its place too.
  ///
  /// @throws AmasiaException.Unsupported for types that have none
  static Node missing(DType dtype, int ndim) {
    Shape ones = Shape.ones(ndim);
    if (dtype.isFloating()) {
      return Nodes.full(Double.NaN, dtype, ones);
    }
    if (dtype.isTime()) {
      return Nodes.full(DType.NAT, dtype, ones);
    }
    if (dtype == DType.STRING) {
      return Nodes.literal(NdArray.of(ones, List.of("")));
    }
    throw new AmasiaException.Unsupported("missing values in an array of dtype " + dtype);
  }

  /// `positions` along `dim`, missing at those below 0; then integers become floats that hold NaN.
  /// Unchanged if the variable lacks the dimension.
  public static Variable reindex(Variable variable, String dim, long[] positions) {
    return reindex(variable, dim, positions, null);
  }

  /// `positions` along `dim`, `fill` at those below 0: a missing value if it is null.
  public static Variable reindex(
      Variable variable, String dim, long[] positions, @Nullable Object fill) {
    int axis = variable.dims().indexOf(dim);
    if (axis < 0) {
      return variable;
    }
    if (Arrays.stream(positions).allMatch(p -> p >= 0)) {
      return variable.sameValues(Layout.take(variable.data(), axis, range(positions)));
    }
    Node nothing = nothing(variable, fill);
    Node data = Nodes.cast(variable.data(), nothing.dtype());
    Shape shape = variable.shape().with(axis, positions.length);
    if (variable.shape().size(axis) == 0) {
      return filled(variable, Nodes.broadcast(nothing, shape), fill);
    }
    NdArray here =
        NdArray.allocate(DType.BOOL, Shape.ones(variable.ndim()).with(axis, positions.length));
    for (int i = 0; i < positions.length; i++) {
      here.data().set(ValueLayout.JAVA_BYTE, i, (byte) (positions[i] < 0 ? 0 : 1));
    }
    long[] clamped = Arrays.stream(positions).map(p -> Math.max(0, p)).toArray();
    Node taken = Layout.take(data, axis, new Indexer.Points(clamped));
    Node values = Nodes.elementwise(new Op.Where(), Nodes.literal(here), taken, nothing);
    return filled(variable, values, fill);
  }

  /// `values` are those of `variable` and `fill` between: the packing fits still if that is
  /// missing.
  static Variable filled(Variable variable, Node values, @Nullable Object fill) {
    boolean fits = fill == null && values.dtype() == variable.dtype();
    return fits ? variable.sameValues(values) : variable.computed(values);
  }

  /// A fill for what moves within `variable`: there 0 and 1 are truths beside truths.
  static @Nullable Object beside(Variable variable, @Nullable Object fill) {
    double value =
        variable.dtype() == DType.BOOL && fill instanceof Number n ? n.doubleValue() : Double.NaN;
    return value == 0 || value == 1 ? (Object) (value == 1) : fill;
  }

  /// The fill as one element of as many dimensions, in the dtype the result has.
  static Node nothing(Variable variable, @Nullable Object fill) {
    if (fill == null) {
      DType dtype = variable.dtype();
      return missing(
          dtype == DType.STRING ? dtype : ResultType.missingValued(dtype), variable.ndim());
    }
    Node node = Arithmetic.scalarBeside(variable, fill).data();
    DType dtype =
        node.dtype() == variable.dtype()
            ? node.dtype()
            : ResultType.promote(node.dtype(), variable.dtype());
    return Nodes.transpose(
        Nodes.cast(node, dtype), java.util.Collections.nCopies(variable.ndim(), -1));
  }

  /// `dataset` at the labels of `target` along its index `dim`, looked up by `lookup`, filled where
  /// there is none.
  ///
  /// @throws AmasiaException.Alignment if labels of the dataset repeat
  static Dataset reindex(Dataset dataset, String dim, Variable target, Lookup lookup, Fill fill) {
    return reindex(dataset, dim, dim, target, lookup, fill);
  }

  /// The same by the index `name` along `dim`.
  static Dataset reindex(
      Dataset dataset, String dim, String name, Variable target, Lookup lookup, Fill fill) {
    Variable own = dataset.coords().get(name);
    if (own == target || Alignment.same(own, target)) {
      return dataset;
    }
    if (!own.index().isUnique()) {
      throw new AmasiaException.Alignment(
          "labels along '%s' differ and repeat, so they can't be aligned".formatted(name));
    }
    long[] positions = own.index().positionsOf(target.index().labels(), lookup);
    if (lookup.method() == Lookup.Method.EXACT && Arrays.stream(positions).anyMatch(p -> p < 0)) {
      NearLabels.warn(name, own.index(), target.index().labels());
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset
        .variables()
        .forEach((key, v) -> variables.put(key, reindex(v, dim, positions, fill.of(key))));
    Map<String, Variable> coords = new LinkedHashMap<>();
    dataset
        .coords()
        .asMap()
        .forEach((key, v) ->
            coords.put(
                key,
                key.equals(name)
                    ? target.withAttrs(own.attrs())
                    : reindex(v, dim, positions, fill.of(key))));
    return new Dataset(variables, new Coordinates(coords), dataset.attrs());
  }

  /// `dataset` at new labels along some dimensions: arrays, lists, or 1-D [DataArray]s of labels.
  static Dataset reindex(Dataset dataset, Map<String, ?> labels, Lookup lookup, Fill fill) {
    Dataset result = dataset;
    for (var entry : labels.entrySet()) {
      String dim = entry.getKey();
      Index index =
          dataset
              .coords()
              .index(dim)
              .orElseThrow(() ->
                  new AmasiaException.Label(
                      "no labels along '%s' to reindex; there are %s"
                          .formatted(dim, dataset.coords().names())));
      Variable target = index.labelled(dim, entry.getValue());
      result = reindex(result, dim, target, lookup, fill);
    }
    return result;
  }

  /// Positions as a range where they are contiguous, which engines read faster.
  public static Indexer range(long[] positions) {
    for (int i = 1; i < positions.length; i++) {
      if (positions[i] != positions[i - 1] + 1) {
        return new Indexer.Points(positions);
      }
    }
    return positions.length == 0
        ? Indexer.Range.of(0, 0)
        : Indexer.Range.of(positions[0], positions.length);
  }
}
