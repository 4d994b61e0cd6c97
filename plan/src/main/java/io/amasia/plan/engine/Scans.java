package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.kernel.Lines;
import io.amasia.array.kernel.RunningLoops;
import io.amasia.plan.Demand;
import io.amasia.plan.Operation;
import io.amasia.plan.Scanning;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Running values along an axis, begun anew at each block from what came before it.
final class Scans {
  /// Elements that are taken at a time.
  private static final int STRIP = 1 << 12;

  private final Operation.Scan scan;
  private final Lines in;
  private final @Nullable Lines carry;
  private final Lines out;
  private final long from;
  private final long to;
  private double[] numbers = new double[0];
  private double[] lost = new double[0];
  private long[] wholes = new long[0];
  private long[] since = new long[0];

  private Scans(Operation.Scan scan, List<NdArray> inputs, Box from, Box box, NdArray target) {
    this.scan = scan;
    in = Lines.of(inputs.getFirst(), scan.axis(), 1);
    carry = inputs.size() > 1 ? Lines.of(inputs.get(1), scan.axis(), 1) : null;
    out = Lines.of(target, scan.axis(), 1);
    this.from = from.start(scan.axis());
    to = box.start(scan.axis());
  }

  static void compute(
      Operation.Scan scan, List<Demand> demands, List<NdArray> inputs, Box box, NdArray target) {
    new Scans(scan, inputs, demands.getFirst().box(), box, target).run();
  }

  private void run() {
    boolean whole = !out.dtype().isFloating();
    int columns = in.columns(1, STRIP);
    int rows = Math.max(1, STRIP / columns);
    numbers = new double[columns];
    lost = new double[columns];
    wholes = new long[columns];
    since = new long[columns];
    double[] x = new double[whole ? 0 : rows * columns];
    long[] k = new long[whole ? rows * columns : 0];
    for (long o = 0; o < in.outer(); o++) {
      for (long c = 0; c < in.inner(); c += columns) {
        int width = (int) Math.min(columns, in.inner() - c);
        long row = 0;
        while (row < in.length()) {
          AmasiaException.Cancelled.ifInterrupted();
          boolean begins = row == 0 || (scan.limit() == 0 && (from + row) % scan.block() == 0);
          if (begins) {
            begin(o, row, c, width);
          }
          long rest = Math.min(rows, in.length() - row);
          if (scan.limit() == 0) {
            rest = Math.min(rest, scan.block() - (from + row) % scan.block());
          }
          // What lies before the box only leads up to it.
          if (from + row < to) {
            rest = Math.min(rest, to - from - row);
          }
          if (whole) {
            in.read(o, row, rest, c, width, k, 0);
            step(k, (int) rest, width);
          } else {
            in.read(o, row, rest, c, width, x, 0);
            step(x, (int) rest, width);
          }
          if (from + row >= to) {
            long at = from + row - to;
            if (whole) {
              out.write(o, at, rest, c, width, k, 0);
            } else {
              out.write(o, at, rest, c, width, x, 0);
            }
          }
          row += rest;
        }
      }
    }
  }

  private void begin(long o, long row, long column, int width) {
    Arrays.fill(lost, 0);
    Arrays.fill(since, 0);
    if (carry != null) {
      long block = (from + row) / scan.block() - from / scan.block();
      carry.read(o, block, 1, column, width, numbers, 0);
      carry.read(o, block, 1, column, width, wholes, 0);
      return;
    }
    switch (scan.kind()) {
      case SUM -> {
        Arrays.fill(numbers, 0);
        Arrays.fill(wholes, 0);
      }
      case PROD -> {
        Arrays.fill(numbers, 1);
        Arrays.fill(wholes, 1);
      }
      case MIN, MAX -> {
        boolean greatest = scan.kind() == Scanning.MAX;
        double none = greatest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        Arrays.fill(numbers, scan.skipna() ? Double.NaN : none);
      }
      case FILL -> {
        Arrays.fill(numbers, Double.NaN);
        Arrays.fill(wholes, DType.NAT);
      }
    }
  }

  private void step(double[] x, int rows, int width) {
    switch (scan.kind()) {
      case SUM -> RunningLoops.sum(x, rows, width, scan.skipna(), numbers, lost);
      case PROD -> RunningLoops.product(x, rows, width, scan.skipna(), numbers);
      case MIN -> RunningLoops.extreme(x, rows, width, scan.skipna(), false, numbers);
      case MAX -> RunningLoops.extreme(x, rows, width, scan.skipna(), true, numbers);
      case FILL -> RunningLoops.fill(x, rows, width, scan.limit(), numbers, since);
    }
  }

  private void step(long[] x, int rows, int width) {
    switch (scan.kind()) {
      case SUM -> RunningLoops.whole(x, rows, width, false, wholes);
      case PROD -> RunningLoops.whole(x, rows, width, true, wholes);
      case FILL -> RunningLoops.fill(x, rows, width, scan.limit(), wholes, since);
      case MIN, MAX -> throw new IllegalStateException("extremes of " + in.dtype());
    }
  }
}
