package io.amasia.dataset;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Equality of labelled arrays: missing equals missing, encodings never count.
final class Comparison {
  private Comparison() {}

  /// Same dimensions and values. Reads the data, in bounded memory, unless both are the same node.
  static boolean equals(Variable a, Variable b) {
    if (a.data() == b.data()) {
      return a.dims().equals(b.dims()) && a.calendar().equals(b.calendar());
    }
    return a.dims().equals(b.dims())
        && a.shape().equals(b.shape())
        && a.calendar().equals(b.calendar())
        && Kind.of(a) == Kind.of(b)
        && sameValues(a, b);
  }

  /// Whether both have the dtype, dimensions and calendar that let one stand for the other.
  static boolean sameType(Variable a, Variable b) {
    return a.dtype() == b.dtype() && a.dims().equals(b.dims());
  }

  /// Whether values of both may be equal at all: numbers with numbers, times with times.
  static boolean comparable(Variable a, Variable b) {
    return Kind.of(a) == Kind.of(b);
  }

  /// What may be compared with what.
  private enum Kind {
    NUMBER,
    TIME,
    TIME_DIFFERENCE,
    TEXT;

    static Kind of(Variable v) {
      return switch (v.dtype()) {
        case STRING -> TEXT;
        case DATETIME -> TIME;
        case TIMEDELTA -> TIME_DIFFERENCE;
        default -> NUMBER;
      };
    }
  }

  private static boolean sameValues(Variable a, Variable b) {
    if (a.shape().size() == 0) {
      return true;
    }
    Node equal = Nodes.elementwise(Op.Binary.EQUAL, a.data(), b.data());
    if (a.dtype() != DType.STRING) {
      Node missing =
          Nodes.elementwise(
              Op.Binary.AND,
              Nodes.elementwise(Op.Unary.ISNULL, a.data()),
              Nodes.elementwise(Op.Unary.ISNULL, b.data()));
      equal = Nodes.elementwise(Op.Binary.OR, equal, missing);
    }
    Node all =
        a.ndim() == 0
            ? equal
            : Nodes.reduce(equal, Reduction.of(Reduction.Kind.ALL), Layout.axes(a));
    try (NdArray result = Computation.run(List.of(all)).getFirst()) {
      return result.getLong(0) != 0;
    }
  }

  static boolean identical(Variable a, Variable b) {
    return a.attrs().equals(b.attrs()) && equals(a, b);
  }

  /// Equal after each is repeated along the dimensions it lacks.
  static boolean broadcastEquals(Variable a, Variable b) {
    List<String> dims = Layout.union(List.of(a, b));
    for (String dim : dims) {
      if (a.dims().contains(dim) && b.dims().contains(dim) && a.size(dim) != b.size(dim)) {
        return false;
      }
    }
    long[] sizes =
        dims.stream().mapToLong(d -> a.dims().contains(d) ? a.size(d) : b.size(d)).toArray();
    return equals(Layout.broadcast(a, dims, sizes), Layout.broadcast(b, dims, sizes));
  }

  /// How two variables are compared.
  interface Test {
    boolean test(Variable a, Variable b);
  }

  /// Whether both hold the same names, and the variables of each name pass `test`.
  static boolean all(Map<String, Variable> a, Map<String, Variable> b, Test test) {
    return a.keySet().equals(b.keySet())
        && a.entrySet().stream()
            .allMatch(e -> test.test(e.getValue(), Objects.requireNonNull(b.get(e.getKey()))));
  }

  /// Whether all of both are identical, and the same coordinates have an index.
  static boolean identical(Dataset a, Dataset b) {
    return a.coords().names().stream()
            .allMatch(name -> a.coords().isIndexed(name) == b.coords().isIndexed(name))
        && all(a, b, Comparison::identical);
  }

  static boolean all(Dataset a, Dataset b, Test test) {
    return all(a.coords().asMap(), b.coords().asMap(), test)
        && all(a.variables(), b.variables(), test);
  }
}
