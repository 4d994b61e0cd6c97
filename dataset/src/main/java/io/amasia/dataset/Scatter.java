package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which value each place along some dimensions takes: those of one dimension, or of several that
/// points lie in.
final class Scatter {
  private static final String POINTS = "<points>";
  private static final long MOST_PLACES = 1L << 24;

  /// The dimensions of what is assigned to, and their lengths.
  private final Map<String, Long> sizes = new LinkedHashMap<>();

  /// The dimensions of the values, under the names [#named] gives them, and their lengths.
  private final Map<String, Long> along = new LinkedHashMap<>();

  /// For each place, the last dimension fastest, the number of its value; -1 for none.
  private final long[] from;

  private Scatter(Variable v, Map<String, Variable> positions) {
    positions.keySet().forEach(dim -> sizes.put(dim, v.size(dim)));
    Layout.union(positions.values())
        .forEach(dim ->
            positions.values().stream()
                .filter(one -> one.dims().contains(dim))
                .findFirst()
                .ifPresent(one -> along.put(dim, one.size(dim))));
    long places = sizes.values().stream().reduce(1L, Math::multiplyExact);
    if (places > MOST_PLACES && sizes.size() > 1) {
      throw new AmasiaException.Unsupported(
          "assignAt of points among %d places along %s; allowed are %d: assign to parts one after the other, or use where"
              .formatted(places, sizes, MOST_PLACES));
    }
    from = new long[Math.toIntExact(places)];
    Arrays.fill(from, -1);
    List<long[]> each =
        positions.values().stream()
            .map(one -> Folding.merge(one, along, POINTS).load().toLongs())
            .toList();
    for (int i = 0; i < each.getFirst().length; i++) {
      int place = 0;
      int d = 0;
      for (long size : sizes.values()) {
        place = Math.toIntExact(place * size + each.get(d++)[i]);
      }
      from[place] = i; // of several values for one place the last, as in NumPy
    }
  }

  /// What is assigned to in `v` at `positions`, each along dimensions of its own: those that share
  /// one are points.
  static List<Scatter> of(Variable v, Map<String, Variable> positions) {
    List<Map<String, Variable>> groups = new ArrayList<>();
    positions.forEach((dim, one) -> {
      Map<String, Variable> joined = new LinkedHashMap<>();
      groups.removeIf(group -> {
        boolean shares = !Collections.disjoint(Layout.union(group.values()), one.dims());
        if (shares) {
          joined.putAll(group);
        }
        return shares;
      });
      joined.put(dim, one);
      groups.add(joined);
    });
    return groups.stream().map(group -> new Scatter(v, group)).toList();
  }

  /// True at the places that nothing is assigned to.
  Variable elsewhere() {
    return Arithmetic.scalar(Op.Binary.LESS, table(), 0, false);
  }

  private Variable table() {
    Shape shape = Shape.of(sizes.values().stream().mapToLong(Long::longValue).toArray());
    return Variable.of(List.copyOf(sizes.keySet()), Nodes.literal(NdArray.of(shape, from)));
  }

  /// A dimension of values while they are put in place, so that none is taken for one they go to.
  static String named(String dim) {
    return "<" + dim + ">";
  }

  /// `values` put in place: along the dimensions of what is assigned to.
  Variable place(Variable values) {
    Map<String, Long> renamed = new LinkedHashMap<>();
    along.forEach((dim, size) -> renamed.put(named(dim), size));
    Variable flat = Folding.merge(values, renamed, POINTS);
    if (!flat.dims().contains(POINTS)) {
      return values; // the same at all these places
    }
    long[] taken = Arrays.stream(from).map(i -> Math.max(i, 0)).toArray();
    return Folding.split(Layout.take(flat, POINTS, new Indexer.Points(taken)), POINTS, sizes);
  }
}
