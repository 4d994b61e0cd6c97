package io.amasia.plan;

import io.amasia.array.DType;
import java.util.ArrayList;
import java.util.List;

/// Sweeps, element by element, each from all that it means: scans from the beginning of their line
/// whatever blocks they are computed in.
final class NaiveSweeps {
  private NaiveSweeps() {}

  static void apply(Operation.Sweep sweep, Plain in, Plain out) {
    for (int i = 0; i < out.size(); i++) {
      switch (sweep) {
        case Operation.Scan scan -> scan(scan, in, out, i);
        case Operation.Window(var reduction, var span) -> window(reduction, span, in, out, i);
        case Operation.SlidingView(var span, var fill) -> view(span, fill, in, out, i);
        case Operation.Regrid(var axis, var weights, var _) -> regrid(axis, weights, in, out, i);
        case Operation.MapBlocks _ ->
            throw new IllegalStateException("a function of the user's has no oracle");
        case Operation.Rank(var axis, var pct) -> rank(axis, pct, in, out, i);
      }
    }
  }

  private static void scan(Operation.Scan scan, Plain in, Plain out, int i) {
    int[] index = out.index(i);
    int last = index[scan.axis()];
    if (scan.kind() == Scanning.FILL) {
      for (int k = last; k >= 0 && (scan.limit() == 0 || last - k <= scan.limit()); k--) {
        int e = in.at(with(index, scan.axis(), k));
        if (!missing(in, e)) {
          out.put(i, in, e);
          return;
        }
      }
      out.put(i, in, in.at(index));
      return;
    }
    double value = scan.kind() == Scanning.PROD ? 1 : scan.kind() == Scanning.SUM ? 0 : Double.NaN;
    long whole = scan.kind() == Scanning.PROD ? 1 : 0;
    boolean spoilt = false;
    for (int k = 0; k <= last; k++) {
      int e = in.at(with(index, scan.axis(), k));
      if (missing(in, e)) {
        spoilt |= !scan.skipna();
        continue;
      }
      double v = in.asDouble(e);
      switch (scan.kind()) {
        case SUM -> value += v;
        case PROD -> value *= v;
        case MIN -> value = Double.isNaN(value) ? v : Math.min(value, v);
        case MAX -> value = Double.isNaN(value) ? v : Math.max(value, v);
        case FILL -> throw new IllegalStateException();
      }
      if (!in.floating()) {
        whole = scan.kind() == Scanning.PROD ? whole * in.longs()[e] : whole + in.longs()[e];
      }
    }
    if (out.floating()) {
      out.set(i, spoilt ? Double.NaN : value);
    } else {
      out.set(i, whole);
    }
  }

  private static void window(Reduction reduction, Span span, Plain in, Plain out, int i) {
    int[] index = out.index(i);
    List<Integer> elements = new ArrayList<>();
    int valid = 0;
    for (long k = 0; k < span.length(); k++) {
      long at = span.start() + index[span.axis()] * span.step() + k;
      if (at >= 0 && at < in.shape()[span.axis()]) {
        int e = in.at(with(index, span.axis(), (int) at));
        elements.add(e);
        valid += missing(in, e) ? 0 : 1;
      }
    }
    int[] all = elements.stream().mapToInt(e -> e).toArray();
    NaiveOps.reduce(reduction, in, all, e -> in.index(e)[span.axis()], out, i);
    if (valid < reduction.minCount() && out.floating()) {
      out.set(i, Double.NaN);
    }
  }

  private static void view(Span span, Number fill, Plain in, Plain out, int i) {
    int[] index = out.index(i);
    int[] from = java.util.Arrays.copyOf(index, index.length - 1);
    long at = span.start() + index[span.axis()] * span.step() + index[index.length - 1];
    if (at >= 0 && at < in.shape()[span.axis()]) {
      out.put(i, in, in.at(with(from, span.axis(), (int) at)));
    } else if (out.floating()) {
      out.set(i, fill.doubleValue());
    } else {
      out.set(i, fill.longValue());
    }
  }

  private static void regrid(int axis, SparseWeights weights, Plain in, Plain out, int i) {
    int[] index = out.index(i);
    int row = 0;
    for (int d = 0; d < weights.target().ndim(); d++) {
      row = row * (int) weights.target().size(d) + index[axis + d];
    }
    double sum = weights.start(row) == weights.end(row) ? Double.NaN : 0;
    for (int k = weights.start(row); k < weights.end(row); k++) {
      int[] from = new int[in.shape().length];
      int rest = weights.column(k);
      for (int d = weights.source().ndim() - 1; d >= 0; d--) {
        from[axis + d] = rest % (int) weights.source().size(d);
        rest /= (int) weights.source().size(d);
      }
      System.arraycopy(index, 0, from, 0, axis);
      int after = from.length - axis - weights.source().ndim();
      System.arraycopy(index, index.length - after, from, from.length - after, after);
      sum += weights.value(k) * in.asDouble(in.at(from));
    }
    out.set(i, sum);
  }

  private static void rank(int axis, boolean pct, Plain in, Plain out, int i) {
    if (missing(in, i)) {
      out.set(i, Double.NaN);
      return;
    }
    int[] index = in.index(i);
    double less = 0;
    double same = 0;
    double n = 0;
    for (int k = 0; k < in.shape()[axis]; k++) {
      int e = in.at(with(index, axis, k));
      if (!missing(in, e)) {
        n++;
        less += in.asDouble(e) < in.asDouble(i) ? 1 : 0;
        same += in.asDouble(e) == in.asDouble(i) ? 1 : 0;
      }
    }
    double rank = less + (same + 1) / 2;
    out.set(i, pct ? rank / n : rank);
  }

  private static boolean missing(Plain in, int e) {
    return in.floating()
        ? Double.isNaN(in.doubles()[e])
        : in.dtype().isTime() && in.longs()[e] == DType.NAT;
  }

  private static int[] with(int[] index, int axis, int value) {
    int[] changed = index.clone();
    changed[axis] = value;
    return changed;
  }
}
