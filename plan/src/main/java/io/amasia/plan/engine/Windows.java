package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.kernel.Accumulator;
import io.amasia.array.kernel.Lines;
import io.amasia.array.kernel.States;
import io.amasia.array.kernel.WindowLine;
import io.amasia.array.kernel.WindowLoops;
import io.amasia.plan.Node;
import io.amasia.plan.Reduction;
import io.amasia.plan.Span;

/// Reductions of windows along an axis.
final class Windows {
  /// Elements of a strip: its scratch stays in a core's cache.
  private static final int STRIP = 1 << 15;

  private final Span span;
  private final Lines in;
  private final Lines out;
  private final long size;

  /// Whether all of the array has but one element to a row: by the array, not by this box of it, so
  /// that the order of sums is the same whatever the box.
  private final boolean lone;

  private final long firstRow;
  private final long firstWindow;

  private Windows(Span span, Node node, NdArray input, Box from, Box box, NdArray target) {
    this.span = span;
    in = Lines.of(input, span.axis(), 1);
    out = Lines.of(target, span.axis(), 1);
    size = node.inputs().getFirst().shape().size(span.axis());
    long inner = 1;
    for (int d = span.axis() + 1; d < from.ndim(); d++) {
      inner *= node.inputs().getFirst().shape().size(d);
    }
    lone = inner == 1;
    firstRow = from.start(span.axis());
    firstWindow = box.start(span.axis());
  }

  static void compute(
      Reduction reduction, Span span, Node node, NdArray input, Box from, Box box, NdArray target) {
    var windows = new Windows(span, node, input, from, box, target);
    if (reduction.kind().isOrderStatistic()) {
      windows.order(reduction);
      return;
    }
    Accumulator.Kind kind = reduction.kernel();
    boolean slides = span.step() < span.length() || reduction.minCount() > 0;
    boolean whole = !input.dtype().isFloating() && kind != Accumulator.Kind.COUNT;
    if (slides && !whole && WindowLoops.has(kind)) {
      windows.slide(kind, settings(reduction));
    } else {
      windows.accumulate(reduction.accumulator(input.dtype()));
    }
  }

  private static Accumulator.Settings settings(Reduction reduction) {
    return new Accumulator.Settings(reduction.skipna(), reduction.ddof(), reduction.minCount());
  }

  private int low(long window) {
    return (int) (span.low(window, size) - firstRow);
  }

  private int high(long window) {
    return (int) (span.high(window + 1, size) - firstRow);
  }

  private void slide(Accumulator.Kind kind, Accumulator.Settings settings) {
    // As many windows at a time as make the rows they share worth it.
    long target = Math.max(STRIP / 16, 2 * span.length());
    long together = Math.max(1, (target - span.length()) / span.step());
    int mostWindows = (int) Math.min(together, out.length());
    int mostRows = (int) Math.min(in.length(), (mostWindows - 1) * span.step() + span.length());
    int columns = in.columns(Math.max(mostRows, mostWindows), STRIP);
    Slide slide =
        columns == 1
            ? line(new WindowLine(kind, settings, span.length()), mostRows, mostWindows)
            : strip(new WindowLoops(kind, settings, span.length()), mostRows, columns);
    for (long at = 0; at < out.length(); at += together) {
      int n = (int) Math.min(together, out.length() - at);
      int low = low(firstWindow + at);
      int rows = Math.max(0, high(firstWindow + at + n - 1) - low);
      var some = new Some(at, n, low, rows);
      for (long o = 0; o < in.outer(); o++) {
        for (long c = 0; c < in.inner(); c += columns) {
          AmasiaException.Cancelled.ifInterrupted();
          slide.along(some, o, c, (int) Math.min(columns, in.inner() - c));
        }
      }
    }
  }

  /// Some windows, from `at` on, and the rows that they cover.
  private record Some(long at, int windows, int low, int rows) {}

  /// Finds some windows of `width` columns from `c` on.
  private interface Slide {
    void along(Some some, long o, long c, int width);
  }

  private Slide strip(WindowLoops loops, int mostRows, int columns) {
    double[][] x = new double[mostRows][columns];
    double[] y = new double[columns];
    return (some, o, c, width) -> {
      for (int r = 0; r < some.rows; r++) {
        in.read(o, some.low + r, c, width, x[r]);
      }
      loops.rows(x, some.rows, width, firstRow + some.low - span.start());
      for (int j = 0; j < some.windows; j++) {
        long window = firstWindow + some.at + j;
        int low = low(window) - some.low;
        loops.window(low, high(window) - some.low, window * span.step(), y);
        out.write(o, some.at + j, c, width, y);
      }
    };
  }

  /// Of a single column the rows lie one after the other: arrays of one element would take more for
  /// their headers than for their values.
  private Slide line(WindowLine line, int mostRows, int mostWindows) {
    double[] x = new double[mostRows];
    double[] y = new double[mostWindows];
    return (some, o, c, width) -> {
      in.read(o, some.low, some.rows, c, width, x, 0);
      line.rows(x, some.rows, firstRow + some.low - span.start());
      for (int j = 0; j < some.windows; j++) {
        long window = firstWindow + some.at + j;
        int low = low(window) - some.low;
        y[j] = line.window(low, high(window) - some.low, window * span.step());
      }
      out.write(o, some.at, some.windows, c, width, y, 0);
    };
  }

  private void accumulate(Accumulator accumulator) {
    long inner = in.inner();
    try (Lease lease = MemoryPool.process().lease(accumulator.stateBytes(inner))) {
      var states = new States(lease.segment(), inner);
      for (long o = 0; o < in.outer(); o++) {
        for (long j = 0; j < out.length(); j++) {
          int low = low(firstWindow + j);
          int rows = Math.max(0, high(firstWindow + j) - low);
          AmasiaException.Cancelled.ifInterrupted();
          long first = (o * in.length() + low) * inner;
          accumulator.start(states, 0, inner);
          if (lone) {
            accumulator.run(in.data(), first, rows, states, 0, firstRow + low);
          } else {
            accumulator.rows(in.data(), first, inner, rows, inner, states, 0, firstRow + low);
          }
          accumulator.finish(states, 0, inner, out.data(), (o * out.length() + j) * inner);
        }
      }
    }
  }

  /// Medians and quantiles: the values of each window, selected from.
  private void order(Reduction reduction) {
    int columns = in.columns(Math.max(in.length(), out.length()), STRIP);
    double[] x = new double[Math.toIntExact(in.length() * columns)];
    double[] y = new double[Math.toIntExact(out.length() * columns)];
    double[] values = new double[Math.toIntExact(Math.min(in.length(), span.length()))];
    for (long o = 0; o < in.outer(); o++) {
      for (long c = 0; c < in.inner(); c += columns) {
        int width = (int) Math.min(columns, in.inner() - c);
        in.read(o, 0, in.length(), c, width, x, 0);
        for (int j = 0; j < out.length(); j++) {
          AmasiaException.Cancelled.ifInterrupted();
          int low = low(firstWindow + j);
          int high = high(firstWindow + j);
          for (int k = 0; k < width; k++) {
            y[j * width + k] = order(reduction, x, low, high, width, k, values);
          }
        }
        out.write(o, 0, out.length(), c, width, y, 0);
      }
    }
  }

  private static double order(
      Reduction reduction, double[] x, int low, int high, int width, int column, double[] values) {
    int n = 0;
    for (int r = low; r < high; r++) {
      double v = x[r * width + column];
      if (!Double.isNaN(v)) {
        values[n++] = v;
      } else if (!reduction.skipna()) {
        return Double.NaN;
      }
    }
    return n < reduction.minCount()
        ? Double.NaN
        : OrderStatistics.of(reduction, values, n, DType.FLOAT64);
  }
}
