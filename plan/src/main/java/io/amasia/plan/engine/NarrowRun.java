package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.kernel.Conversions;
import io.amasia.plan.Narrowing;
import io.amasia.plan.Node;
import io.amasia.plan.Operation;
import io.amasia.plan.Plan;
import io.amasia.plan.Results;
import io.amasia.plan.Traffic;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.stream.Collectors;

/// Medians and quantiles of more values than fit beside each other, exact: each pass counts the
/// values by the next digit of those that begin as the sought ones do, as [Narrowing] says.
///
/// Counts are whole numbers, so that the order of the tasks does not matter. That all passes see
/// the same values is tested: by a sum over all of them, and by each result's counts.
final class NarrowRun implements OutputRun {
  private final ReduceSpec spec;
  private final Narrowing narrowing;
  private final BarrierResult result;
  private final Lease totals;
  private final Sought low;
  private final Sought high;
  private final long[] counts;
  private final boolean[] missing;
  private long digest;
  private long firstDigest;
  private int pass;

  /// The values at some place of each result: the digits that are known of them, their places among
  /// the values with these digits, and how many these are.
  private static final class Sought {
    final long[] prefix;
    final long[] rank;
    final long[] alike;

    Sought(int slots) {
      prefix = new long[slots];
      rank = new long[slots];
      alike = new long[slots];
    }
  }

  NarrowRun(Node node, Narrowing narrowing, BarrierResult result) {
    spec = ReduceSpec.of(node);
    this.narrowing = narrowing;
    this.result = result;
    int slots = Math.toIntExact(narrowing.slots());
    low = new Sought(slots);
    high = new Sought(slots);
    counts = new long[slots];
    missing = new boolean[slots];
    totals = table(slots);
  }

  private Lease table(long slots) {
    Lease lease = MemoryPool.process().lease(narrowing.tableLength(slots) * Long.BYTES);
    lease.segment().fill((byte) 0);
    return lease;
  }

  Narrowing narrowing() {
    return narrowing;
  }

  ReduceSpec spec() {
    return spec;
  }

  /// The number of the pass that runs, from 0.
  int pass() {
    return pass;
  }

  /// What the value at the lower place of result `slot` begins with, as far as is known.
  long lowPrefix(int slot) {
    return low.prefix[slot];
  }

  /// The same of the place above.
  long highPrefix(int slot) {
    return high.prefix[slot];
  }

  @Override
  public OutputTask task(Box box, long[] index) {
    Box results = spec.resultBox(box, spec.groupRange(box));
    int[] slots = slots(results);
    Lease table = table(slots.length);
    var counting = new DigitCounts(this, box, results, slots, table.segment());
    return new OutputTask() {
      @Override
      public BoxConsumer consumer() {
        return counting;
      }

      @Override
      public void done(Handed to) {
        add(slots, table.segment(), counting);
      }

      @Override
      public void close() {
        table.close();
      }
    };
  }

  /// The results of `box`, each as its place among all.
  private int[] slots(Box box) {
    long[] strides = spec.node().shape().strides();
    int[] slots = new int[Math.toIntExact(box.size())];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = Math.toIntExact(Block.dot(box.index(i), strides));
    }
    return slots;
  }

  private synchronized void add(int[] slots, MemorySegment table, DigitCounts counting) {
    digest += counting.digest();
    long each = narrowing.tableLength(1);
    for (int k = 0; k < slots.length; k++) {
      missing[slots[k]] |= counting.isMissing(k);
      // The first pass seeks one thing only.
      long used = pass == 0 ? narrowing.digits() : each;
      MemorySegment all = totals.segment();
      for (long d = 0; d < used; d++) {
        long at = slots[k] * each + d;
        long count = table.getAtIndex(ValueLayout.JAVA_LONG, k * each + d);
        all.setAtIndex(
            ValueLayout.JAVA_LONG, at, all.getAtIndex(ValueLayout.JAVA_LONG, at) + count);
      }
    }
  }

  /// Finds the digit that the pass has counted.
  @Override
  public void endPass() {
    if (pass == narrowing.passes()) {
      return;
    }
    if (pass == 0) {
      firstDigest = digest;
    } else if (digest != firstDigest) {
      throw changed();
    }
    digest = 0;
    for (int slot = 0; slot < counts.length; slot++) {
      if (pass == 0) {
        begin(slot);
      }
      if (isEmpty(slot)) {
        continue;
      }
      boolean apart = pass > 0 && low.prefix[slot] != high.prefix[slot];
      find(low, slot, 0);
      find(high, slot, apart ? narrowing.digits() : 0);
    }
    totals.segment().fill((byte) 0);
    pass++;
  }

  /// All values are counted: which of them are sought is known.
  private void begin(int slot) {
    counts[slot] = counted(slot, 0);
    low.alike[slot] = counts[slot];
    high.alike[slot] = counts[slot];
    if (!isEmpty(slot)) {
      double place = OrderStatistics.place(spec.reduction(), counts[slot]);
      low.rank[slot] = (long) place;
      high.rank[slot] = (long) Math.ceil(place);
    }
  }

  /// Values that the pass has counted for `slot`, in the table that begins after `skip` counts.
  private long counted(int slot, int skip) {
    long first = slot * narrowing.tableLength(1) + skip;
    long sum = 0;
    for (int d = 0; d < narrowing.digits(); d++) {
      sum += totals.segment().getAtIndex(ValueLayout.JAVA_LONG, first + d);
    }
    return sum;
  }

  private AmasiaException changed() {
    String read =
        Plan.of(Map.of("", spec.node())).nodes().stream()
            .map(Node::operation)
            .filter(Operation.Read.class::isInstance)
            .map(operation -> ((Operation.Read) operation).array())
            .map(array -> array.url() + array.path())
            .distinct()
            .limit(4)
            .collect(Collectors.joining(", "));
    return new AmasiaException.Conflict(
        "values of %s changed while a median or quantile was found, which goes over them %d times; run it again when nobody writes there"
            .formatted(read, narrowing.passes()));
  }

  private boolean isEmpty(int slot) {
    return counts[slot] == 0 || (missing[slot] && !spec.reduction().skipna());
  }

  private void find(Sought sought, int slot, int skip) {
    long first = slot * narrowing.tableLength(1) + skip;
    if (counted(slot, skip) != sought.alike[slot]) {
      throw changed();
    }
    long left = sought.rank[slot];
    int digit = 0;
    long count = totals.segment().getAtIndex(ValueLayout.JAVA_LONG, first);
    while (left >= count) {
      left -= count;
      digit++;
      count = totals.segment().getAtIndex(ValueLayout.JAVA_LONG, first + digit);
    }
    sought.rank[slot] = left;
    sought.alike[slot] = count;
    sought.prefix[slot] = (sought.prefix[slot] << narrowing.digitBits()) | digit;
  }

  @Override
  public void finish(Results results) {
    double[] found = new double[counts.length];
    for (int slot = 0; slot < found.length; slot++) {
      found[slot] =
          isEmpty(slot)
              ? Double.NaN
              : OrderStatistics.between(
                  spec.reduction(),
                  OrderStatistics.place(spec.reduction(), counts[slot]),
                  OrderedBits.value(low.prefix[slot], spec.dtype()),
                  OrderedBits.value(high.prefix[slot], spec.dtype()),
                  spec.dtype());
    }
    Node node = spec.node();
    try (NdArray dense = NdArray.allocate(node.dtype(), node.shape())) {
      Conversions.fromDoubles(found, 0, dense.dtype(), dense.data(), 0, found.length);
      result.put(Box.all(node.shape()), dense, new Handed(new Traffic.Counter()));
    }
    result.hand(results);
  }

  @Override
  public void close() {
    totals.close();
    result.close();
  }
}
