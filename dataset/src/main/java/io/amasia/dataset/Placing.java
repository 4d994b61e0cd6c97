package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Other values at some positions, as new arrays: what is given takes the dtype that is there.
final class Placing {
  private final Map<String, Selection.Labelling> chosen;
  private final Variable elsewhere;

  private Placing(Dataset dataset, Map<String, Selection.Labelling> chosen) {
    this.chosen = chosen;
    Variable here =
        chosen.entrySet().stream()
            .map(entry -> mask(dataset, entry.getKey(), entry.getValue().positions()))
            .reduce((a, b) -> Arithmetic.binary(Op.Binary.AND, a, b))
            .orElseThrow();
    elsewhere = Arithmetic.unary(Op.Unary.NOT, here);
  }

  /// `dataset` with `value` at some positions of the dimensions named: by label, or by number.
  /// Variables that lack one of the dimensions stay; dtypes stay.
  static Dataset assignAt(Dataset dataset, Map<String, ?> indexers, boolean byLabel, Object value) {
    if (indexers.isEmpty()) {
      throw new AmasiaException.Usage("assignAt of no dimension; name at least one");
    }
    refusePoints(indexers);
    Map<String, Selection.Labelling> chosen = new LinkedHashMap<>();
    indexers.forEach((dim, indexer) ->
        chosen.put(
            dim,
            byLabel && dataset.coords().hasLabels(dim)
                ? Selection.positions(dataset.coords().get(dim).index(), indexer)
                : Selection.chosen(dataset, dim, indexer)));
    var placing = new Placing(dataset, chosen);
    return dataset.mapVariables(
        v -> v.dims().containsAll(chosen.keySet()) ? placing.placed(v, value) : v);
  }

  /// Arrays that share a dimension name points, not the block that their positions span.
  private static void refusePoints(Map<String, ?> indexers) {
    Set<String> seen = new HashSet<>();
    for (Object indexer : indexers.values()) {
      if (indexer instanceof DataArray array) {
        for (String dim : array.dims()) {
          if (!seen.add(dim)) {
            throw new AmasiaException.Unsupported(
                "assignAt of points: several indexers lie along '%s'; assign one point after the other, or use where"
                    .formatted(dim));
          }
        }
      }
    }
  }

  private static Variable mask(Dataset dataset, String dim, Indexer positions) {
    boolean[] here = new boolean[Math.toIntExact(dataset.size(dim))];
    for (long i = 0; i < positions.count(); i++) {
      here[Math.toIntExact(positions.at(i))] = true;
    }
    return Variable.of(List.of(dim), here);
  }

  private Variable placed(Variable v, Object value) {
    Variable other =
        switch (value) {
          case DataArray array -> fitted(array.variable(), v.dtype());
          case String text -> Arithmetic.scalarBeside(v, text);
          default -> spread(v, fitted(Values.of(value), v.dtype()));
        };
    Variable mixed = Arithmetic.where(elsewhere, v, other);
    return v.computed(Layout.arrange(mixed, v.dims()).data());
  }

  /// One value for all, or values of the selection's shape at the positions that they are for.
  ///
  /// @throws AmasiaException.Usage if there are more or fewer
  private Variable spread(Variable v, NdArray values) {
    if (values.shape().ndim() == 0) {
      return Variable.of(List.of(), Nodes.literal(values));
    }
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String dim : v.dims()) {
      Selection.Labelling at = chosen.get(dim);
      if (at == null) {
        sizes.put(dim, v.size(dim));
      } else if (!at.single()) {
        sizes.put(dim, at.positions().count());
      }
    }
    Shape shape = Shape.of(sizes.values().stream().mapToLong(Long::longValue).toArray());
    if (!values.shape().equals(shape)) {
      throw new AmasiaException.Usage(
          "assignAt of values of shape %s to a selection of shape %s along %s; give one value, or as many as it has"
              .formatted(values.shape(), shape, sizes.keySet()));
    }
    if (shape.size() == 0) {
      return v;
    }
    Variable placed = Variable.of(new ArrayList<>(sizes.keySet()), Nodes.literal(values));
    for (String dim : sizes.keySet()) {
      Selection.Labelling at = chosen.get(dim);
      if (at != null) {
        long[] from = new long[Math.toIntExact(v.size(dim))];
        for (long i = 0; i < at.positions().count(); i++) {
          from[Math.toIntExact(at.positions().at(i))] = i;
        }
        placed = Layout.take(placed, dim, new Indexer.Points(from));
      }
    }
    return placed;
  }

  private static boolean mix(DType from, DType to) {
    return (from.isNumeric() || from == DType.BOOL) && (to.isNumeric() || to == DType.BOOL);
  }

  /// An array in `dtype`, before its values are read: so no floats as whole numbers, where missing
  /// ones have no place.
  private static Variable fitted(Variable other, DType dtype) {
    if (other.dtype().isFloating() && dtype.isInteger()) {
      throw new AmasiaException.Unsupported(
          "assignAt of an array of dtype %s to %s, which has no missing values; use fillna and astype(%s) on it first, or astype(%s) on what is assigned to"
              .formatted(other.dtype(), dtype, dtype, other.dtype()));
    }
    return mix(other.dtype(), dtype) ? other.computed(Nodes.cast(other.data(), dtype)) : other;
  }

  /// Values in `dtype`, in whole numbers without what comes after the point.
  ///
  /// @throws AmasiaException.Usage if it does not hold one of them
  private static NdArray fitted(NdArray values, DType dtype) {
    DType from = values.dtype();
    if (from == dtype || !mix(from, dtype)) {
      return values;
    }
    for (long i = 0; i < values.size() && dtype.isInteger(); i++) {
      Number value = from.isFloating() ? (Number) values.getDouble(i) : (Number) values.getLong(i);
      if (!holds(dtype, value)) {
        throw new AmasiaException.Usage(
            "assignAt of %s to values of dtype %s, which cannot hold it; make them float64 by astype first"
                .formatted(value, dtype));
      }
    }
    List<String> dims = new ArrayList<>();
    for (int d = 0; d < values.shape().ndim(); d++) {
      dims.add("d" + d);
    }
    return Variable.of(dims, Nodes.cast(Nodes.literal(values), dtype)).load();
  }

  private static boolean holds(DType dtype, Number value) {
    if (!Double.isFinite(value.doubleValue())) {
      return false;
    }
    BigInteger whole =
        value instanceof Double floating
            ? new BigDecimal(floating).toBigInteger()
            : BigInteger.valueOf(value.longValue());
    int bits = 8 * dtype.itemSize();
    return dtype.isUnsigned()
        ? whole.signum() >= 0 && whole.bitLength() <= bits
        : whole.bitLength() < bits;
  }
}
