package io.amasia.dataset.group;

import io.amasia.array.DType;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import io.amasia.plan.Span;
import io.amasia.plan.Sweeps;
import java.util.List;

/// How many values windows hold, where they hold enough.
final class Counts {
  private Counts() {}

  static Node of(Node values, List<Span> spans, long least) {
    // Ones where there is a value, NaN elsewhere: their sum is NaN where they are too few.
    Node doubles = Nodes.cast(values, DType.FLOAT64);
    Node none = Nodes.elementwise(Op.Binary.SUBTRACT, doubles, doubles);
    Node there = Nodes.elementwise(Op.Unary.NOTNULL, doubles);
    Node ones = Nodes.cast(there, DType.FLOAT64);
    Node known = Nodes.elementwise(new Op.Where(), there, ones, none);
    return Sweeps.window(known, Reduction.of(Reduction.Kind.SUM).withMinCount(least), spans);
  }
}
