package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Arrays made longer at both ends of a dimension, as by NumPy's `pad`.
final class Padding {
  private Padding() {}

  /// Each variable along `dim` padded. Coordinates are padded alike where positions are repeated,
  /// and with missing values otherwise.
  static Dataset pad(Dataset dataset, String dim, long before, long after, Pad how) {
    dataset.size(dim);
    if (before < 0 || after < 0) {
      throw new AmasiaException.Usage(
          "pad by %d and %d along '%s'; give 0 or more, or select with isel to shorten"
              .formatted(before, after, dim));
    }
    boolean repeats =
        switch (how.mode()) {
          case EDGE, REFLECT, SYMMETRIC, WRAP -> true;
          case CONSTANT, LINEAR_RAMP, MAXIMUM, MEAN, MEDIAN, MINIMUM -> false;
        };
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset
        .variables()
        .forEach((name, v) -> variables.put(name, pad(name, v, dim, before, after, how)));
    Map<String, Variable> coords = new LinkedHashMap<>();
    dataset
        .coords()
        .asMap()
        .forEach((name, v) ->
            coords.put(name, pad(name, v, dim, before, after, repeats ? how : Pad.constant())));
    return new Dataset(variables, new Coordinates(coords), dataset.attrs());
  }

  private static Variable pad(
      String name, Variable v, String dim, long before, long after, Pad how) {
    if (!v.dims().contains(dim) || before + after == 0) {
      return v;
    }
    long n = v.size(dim);
    return switch (how.mode()) {
      case CONSTANT -> {
        Variable longer =
            Reindexing.reindex(
                v, dim, positions(n, before, 0, Pad.Mode.CONSTANT), how.fill().of(name));
        yield Reindexing.reindex(
            longer,
            dim,
            positions(n + before, 0, after, Pad.Mode.CONSTANT),
            how.fillAfter().of(name));
      }
      case EDGE, WRAP -> Reindexing.reindex(v, dim, positions(n, before, after, how.mode()));
      case REFLECT, SYMMETRIC ->
          how.odd()
              ? mirrored(v, dim, before, after, how.mode())
              : Reindexing.reindex(v, dim, positions(n, before, after, how.mode()));
      case MAXIMUM -> statistic(v, dim, before, after, how, Reduction.Kind.MAX);
      case MINIMUM -> statistic(v, dim, before, after, how, Reduction.Kind.MIN);
      case MEAN -> statistic(v, dim, before, after, how, Reduction.Kind.MEAN);
      case MEDIAN -> statistic(v, dim, before, after, how, Reduction.Kind.MEDIAN);
      case LINEAR_RAMP -> ramps(v, dim, before, after, how);
    };
  }

  /// Where each place of the padded dimension takes its value from; -1 for a fill.
  private static long[] positions(long n, long before, long after, Pad.Mode mode) {
    if (n == 0 && mode != Pad.Mode.CONSTANT) {
      throw new AmasiaException.Usage(
          "pad with mode %s of an empty dimension, which has nothing to repeat".formatted(mode));
    }
    return LongStream.range(-before, n + after)
        .map(i ->
            i >= 0 && i < n
                ? i
                : switch (mode) {
                  case EDGE -> i < 0 ? 0 : n - 1;
                  case WRAP -> Math.floorMod(i, n);
                  case REFLECT ->
                      n == 1 ? 0 : folded(Math.floorMod(i, 2 * (n - 1)), 2 * (n - 1), n);
                  case SYMMETRIC -> folded(Math.floorMod(i, 2 * n), 2 * n - 1, n);
                  default -> -1;
                })
        .toArray();
  }

  private static long folded(long i, long last, long n) {
    return i < n ? i : last - i;
  }

  /// Mirrored through the edge values: `2 edge - mirror`.
  private static Variable mirrored(Variable v, String dim, long before, long after, Pad.Mode mode) {
    long n = v.size(dim);
    long most = mode == Pad.Mode.REFLECT ? n - 1 : n;
    if (Math.max(before, after) > most) {
      throw new AmasiaException.Unsupported(
          "odd %s by more than %d along '%s'; pad in several steps".formatted(mode, most, dim));
    }
    long[] all = positions(n, before, after, mode);
    List<Variable> parts = new ArrayList<>();
    parts.add(through(v, dim, java.util.Arrays.copyOfRange(all, 0, (int) before), 0));
    parts.add(v);
    parts.add(
        through(v, dim, java.util.Arrays.copyOfRange(all, (int) (before + n), all.length), n - 1));
    return joined(parts, dim);
  }

  private static Variable through(Variable v, String dim, long[] positions, long edge) {
    Variable mirror = Reindexing.reindex(v, dim, positions);
    Variable at = Layout.take(v, dim, Indexer.Range.of(edge, 1));
    Node twice = Nodes.elementwise(Op.Binary.ADD, at.data(), at.data());
    return v.computed(Nodes.elementwise(Op.Binary.SUBTRACT, twice, mirror.data()));
  }

  private static Variable joined(List<Variable> parts, String dim) {
    return Combination.concat(parts.stream().filter(part -> part.size(dim) > 0).toList(), dim);
  }

  private static Variable statistic(
      Variable v, String dim, long before, long after, Pad how, Reduction.Kind kind) {
    long n = v.size(dim);
    long head = how.beforeLength() == 0 ? n : Math.min(n, how.beforeLength());
    long tail = how.afterLength() == 0 ? n : Math.min(n, how.afterLength());
    return joined(
        List.of(
            repeated(v, dim, Indexer.Range.of(0, head), kind, before),
            v,
            repeated(v, dim, Indexer.Range.of(n - tail, tail), kind, after)),
        dim);
  }

  /// NumPy's statistics skip nothing: a missing value makes the padding missing.
  private static Variable repeated(
      Variable v, String dim, Indexer part, Reduction.Kind kind, long length) {
    Variable taken = Layout.take(v, dim, part);
    Variable one =
        Reducing.reduce(taken, Reduction.of(kind).withSkipna(false), List.of(dim), false);
    Node data =
        v.dtype().isInteger() && one.dtype().isFloating()
            ? Nodes.elementwise(Op.Unary.ROUND, one.data())
            : one.data();
    Variable same = one.computed(Nodes.cast(data, v.dtype()));
    long[] sizes = v.shape().with(v.axis(dim), length).toArray();
    return v.computed(Layout.broadcast(same, v.dims(), sizes).data());
  }

  private static Variable ramps(Variable v, String dim, long before, long after, Pad how) {
    long n = v.size(dim);
    return joined(
        List.of(
            ramp(v, dim, Indexer.Range.of(0, 1), how.beforeEnd(), before, false),
            v,
            ramp(v, dim, Indexer.Range.of(n - 1, 1), how.afterEnd(), after, true)),
        dim);
  }

  /// Evenly from `end` to the edge value, without it; backwards at the other side.
  private static Variable ramp(
      Variable v, String dim, Indexer edge, double end, long length, boolean backwards) {
    double[] parts = new double[Math.toIntExact(length)];
    for (int k = 0; k < parts.length; k++) {
      parts[backwards ? parts.length - 1 - k : k] = (double) k / parts.length;
    }
    Variable at = Layout.take(v, dim, edge);
    Variable wide = at.computed(Nodes.cast(at.data(), DType.FLOAT64));
    Variable rise = Arithmetic.scalar(Op.Binary.SUBTRACT, wide, end, false);
    Node weights = Layout.arrange(Variable.of(List.of(dim), parts), v.dims()).data();
    Node ramp = Nodes.elementwise(Op.Binary.MULTIPLY, rise.data(), weights);
    Variable value = Arithmetic.scalar(Op.Binary.ADD, v.computed(ramp), end, false);
    Node whole =
        v.dtype().isFloating() ? value.data() : Nodes.elementwise(Op.Unary.FLOOR, value.data());
    return v.computed(Nodes.cast(whole, v.dtype()));
  }
}
