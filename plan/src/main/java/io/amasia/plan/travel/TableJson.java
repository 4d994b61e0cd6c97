package io.amasia.plan.travel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.plan.Groups;
import io.amasia.plan.SparseWeights;
import java.util.Arrays;

/// The tables that operations hold: groups and weights.
///
/// @param values arrays and numbers
record TableJson(ValueJson values) {
  /// More groups than a table of them can mean: it would take memory by its number alone.
  private static final int MOST_GROUPS = 1 << 24;

  ObjectNode write(Groups groups) {
    if (groups.block() > 0) {
      return Document.object().put("positions", groups.positions()).put("block", groups.block());
    }
    int[] codes = new int[groups.size()];
    Arrays.setAll(codes, groups::of);
    return Document.object().put("count", groups.count()).set("codes", values.write(codes));
  }

  Groups groups(Document in) {
    if (in.has("block")) {
      long positions = in.number("positions", 0, Long.MAX_VALUE);
      long block = in.number("block", Math.max(1, positions / MOST_GROUPS), Long.MAX_VALUE);
      return Groups.blocks(positions, block);
    }
    int[] codes = values.ints(in, "codes");
    int most = Math.max(MOST_GROUPS, codes.length);
    return new Groups(codes, (int) in.number("count", 0, most));
  }

  ObjectNode write(SparseWeights weights) {
    int rows = (int) weights.target().size();
    int[] ends = new int[rows];
    Arrays.setAll(ends, weights::end);
    int[] columns = new int[weights.size()];
    Arrays.setAll(columns, weights::column);
    double[] each = new double[weights.size()];
    Arrays.setAll(each, weights::value);
    ObjectNode out = Document.object();
    out.set("source", GridJson.write(weights.source()));
    out.set("target", GridJson.write(weights.target()));
    out.set("ends", values.write(ends));
    out.set("columns", values.write(columns));
    return out.set("weights", values.write(each));
  }

  SparseWeights weights(Document in) {
    int[] ends = values.ints(in, "ends");
    int[] columns = values.ints(in, "columns");
    int before = 0;
    for (int end : ends) {
      if (end < before || end > columns.length) {
        throw in.wrong("ends", "ascending up to " + columns.length);
      }
      before = end;
    }
    return new SparseWeights(
        GridJson.shape(in, "source"),
        GridJson.shape(in, "target"),
        ends,
        columns,
        values.doubles(in, "weights"));
  }
}
