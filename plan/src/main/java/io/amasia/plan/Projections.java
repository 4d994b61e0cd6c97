package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.Indexer;
import io.amasia.array.Region;
import io.amasia.plan.Expansion.Job;
import io.amasia.plan.Stage.Output;
import io.amasia.storage.format.Sink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What a stage will hold and read, found by going through one task without running it.
final class Projections {
  /// Registers of a program, bookkeeping.
  static final long TASK_OVERHEAD_BYTES = 1 << 20;

  private Projections() {}

  static Stage.Projection of(
      List<Output> outputs, Expansion expansion, TaskGrid grid, AtHand atHand, int threads) {
    Box all = Box.all(grid.chunks().shape());
    Box task = Box.of(new long[all.ndim()], grid.maxBox().toArray());
    boolean empty = all.size() == 0;
    Box leaf = Box.of(new long[all.ndim()], grid.maxLeaf().toArray());
    Box panel = new Panels(outputs, grid).of(task).getFirst();
    long jobBytes = 0;
    if (!empty) {
      // A leaf amid others needs what lies around it on both sides; one at an end does not.
      jobBytes =
          Math.max(
              peak(expansion.jobs(leaf), expansion, atHand),
              peak(expansion.jobs(amid(all, leaf)), expansion, atHand));
    }
    long own = 0;
    long state = 0;
    long held = 0;
    for (Output output : outputs) {
      if (output instanceof Stage.Write write) {
        own += writeBytes(write, Stage.areDoneByLeaf(outputs) ? leaf : task);
        if (write.sink() instanceof Sink.Serial) {
          // what is encoded before its turn
          held += 2L * threads * task.size() * write.stored().itemSize();
        }
        continue;
      }
      if (output instanceof Stage.Spill(var node, var pieces)) {
        // a piece laid out, and encoded
        own += pieces.areInMemory(node) ? 0 : 2 * pieces.pieceBytes(node);
        own += grid.hasLeaves() && !output.isBarrier() ? task.size() * node.dtype().itemSize() : 0;
        held += pieces.heldBytes(node);
      } else {
        held += bytes(output.node());
      }
      if (!StageGrid.wholeAxes(output).isEmpty()) {
        own += task.size() * Double.BYTES;
      }
    }
    for (Accumulation one : Accumulation.of(outputs)) {
      var output = new Stage.Keep(one.first());
      GroupSpans spans = GroupSpans.of(one.first().operation(), grid);
      long finished = one.nodes().stream().mapToLong(n -> n.dtype().itemSize()).max().orElse(0);
      own += slots(output, panel) * spans.widest() * (one.stateBytes() + finished);
      state +=
          slots(output, task)
              * openColumns(
                  output, outputs.getFirst(), grid, threads, expansion.plan().workers(threads))
              * spans.mostOpen()
              * one.stateBytes();
    }
    for (Node node : atHand.kept()) {
      held += bytes(node);
    }
    for (Map.Entry<Node, Pieces> spilled : atHand.spilled().entrySet()) {
      held += spilled.getValue().heldBytes(spilled.getKey());
    }
    long[] reads = empty ? new long[3] : reads(expansion, all);
    double amplification = empty ? 1 : amplification(expansion, grid, all);
    return new Stage.Projection(
        jobBytes + own + TASK_OVERHEAD_BYTES,
        held,
        state,
        (long) (reads[0] * amplification),
        reads[0],
        reads[1],
        reads[2]);
  }

  /// A box as large as `box` in the middle of `all`.
  private static Box amid(Box all, Box box) {
    Box moved = box;
    for (int d = 0; d < all.ndim(); d++) {
      moved = moved.with(d, (all.length(d) - box.length(d)) / 2, box.length(d));
    }
    return moved;
  }

  /// The box as computed, as packed where it is, and one encoded chunk of it.
  private static long writeBytes(Stage.Write write, Box task) {
    int stored = write.stored().itemSize();
    int computed = write.node().dtype().itemSize();
    boolean packs = write.packed() != null;
    long chunk = write.sink().writeChunks(write.name()).maxChunk().size();
    return task.size() * (computed + (packs ? stored : 0)) + chunk * stored;
  }

  static long slots(Output output, Box box) {
    List<Integer> reduced = StageGrid.reducedAxes(output);
    long slots = 1;
    for (int d = 0; d < box.ndim(); d++) {
      slots *= reduced.contains(d) ? 1 : box.length(d);
    }
    return slots;
  }

  /// Columns of results that some tasks have begun and others have not: one where tasks wait for
  /// the column before theirs.
  private static long openColumns(
      Output output, Output first, TaskGrid grid, int threads, int workers) {
    List<Integer> reduced = StageGrid.reducedAxes(output);
    long parts = Math.max(1, grid.parts(reduced));
    long columns = Math.max(1, grid.count() / parts);
    long column = grid.column(reduced);
    if (column > 1 || parts == 1) {
      boolean waits = waitsFor(column, threads) && reduced.equals(StageGrid.reducedAxes(first));
      return Math.min(columns, waits ? 1 : 1 + Math.ceilDiv(workers - 1, parts));
    }
    return columns;
  }

  /// Whether columns of this many tasks are long enough to run one after the other: threads are
  /// idle at the end of each.
  static boolean waitsFor(long column, int threads) {
    return column >= 8L * threads;
  }

  static long bytes(Node node) {
    return node.shape().size() * node.dtype().itemSize();
  }

  /// The most that the jobs of a task hold at a time.
  private static long peak(List<Job> jobs, Expansion expansion, AtHand atHand) {
    Map<Job, Integer> uses = new HashMap<>();
    long now = 0;
    long peak = 0;
    for (Job job : jobs) {
      long own = ownBytes(job, expansion, atHand);
      now += own;
      peak = Math.max(peak, now + transientBytes(job, atHand));
      uses.put(job, job.uses());
      for (Job input : job.inputs()) {
        now -= isView(job) ? 0 : use(input, uses, expansion, atHand);
      }
    }
    return peak;
  }

  /// Bytes given back after a use. A view keeps its input for as long as it lives itself.
  private static long use(Job input, Map<Job, Integer> uses, Expansion expansion, AtHand atHand) {
    int left = uses.merge(input, -1, Integer::sum);
    return left == 0 ? ownBytes(input, expansion, atHand) : 0;
  }

  /// Whether the job only looks at its input's memory.
  static boolean isView(Job job) {
    if (job.kind() != Expansion.Kind.OPERATION) {
      return false;
    }
    return switch (Objects.requireNonNull(job.node()).operation()) {
      case Operation.Transpose _, Operation.Broadcast _, Operation.Rechunk _ -> true;
      case Operation.Select(var region) ->
          region.indexers().stream().allMatch(Indexer.Range.class::isInstance);
      default -> false;
    };
  }

  private static long ownBytes(Job job, Expansion expansion, AtHand atHand) {
    Node node = job.node();
    if (node == null || isView(job)) {
      return 0;
    }
    boolean whole = job.box().shape().equals(node.shape());
    boolean kept = atHand.kept().contains(node) && whole;
    if (kept || (node.operation() instanceof Operation.Literal && expansion.isSource(node))) {
      return 0;
    }
    return job.box().size() * node.dtype().itemSize();
  }

  /// A chunk being read: its encoded bytes and its decoded values.
  private static long transientBytes(Job job, AtHand atHand) {
    return switch (job.kind()) {
      case PROGRAM -> 0;
      // Reshaping and sweeping may first lay out their input anew.
      case OPERATION -> {
        Operation operation = Objects.requireNonNull(job.node()).operation();
        yield operation instanceof Operation.Reshape || operation instanceof Operation.Sweep
            ? job.demands().stream()
                .mapToLong(d -> d.box().size() * d.node().dtype().itemSize())
                .sum()
            : 0;
      }
      case SOURCE, SOURCE_PART -> {
        Node node = Objects.requireNonNull(job.node());
        Node source = job.kind() == Expansion.Kind.SOURCE ? node : node.inputs().getFirst();
        Pieces pieces = atHand.spilled().get(source);
        if (pieces != null) {
          yield pieces.areInMemory(source) ? 0 : 2 * pieces.pieceBytes(source);
        }
        boolean read = source.operation() instanceof Operation.Read;
        yield read && !atHand.kept().contains(source)
            ? 3 * source.chunks().maxChunk().size() * source.dtype().itemSize() + around(job)
            : 0;
      }
    };
  }

  /// The part of a stored array that is read at a time where scattered positions are taken from it:
  /// what lies between those of one chunk.
  private static long around(Job job) {
    Node node = Objects.requireNonNull(job.node());
    if (job.kind() != Expansion.Kind.SOURCE_PART) {
      return 0;
    }
    Region region = region(node, job.box());
    if (node.operation() instanceof Operation.Select && region.asBox().isPresent()) {
      return 0;
    }
    Chunks chunks = node.inputs().getFirst().chunks();
    long elements = 1;
    for (int d = 0; d < chunks.ndim(); d++) {
      Indexer indexer = region.indexers().get(d);
      boolean row = indexer instanceof Indexer.Range(var _, var _, var step) && step == 1;
      long chunk = chunks.cut(d).maxLength();
      elements *= row ? indexer.count() : chunk;
    }
    return elements * node.dtype().itemSize();
  }

  /// Decoded bytes of the distinct chunks that `box` of the domain needs, of the whole arrays, and
  /// the number of those chunks.
  static long[] reads(Expansion expansion, Box box) {
    long bytes = 0;
    long total = 0;
    long chunks = 0;
    Set<Node> seen = new HashSet<>();
    for (Job job : expansion.jobs(box)) {
      Node node = job.node();
      if (node == null
          || job.kind() == Expansion.Kind.PROGRAM
          || job.kind() == Expansion.Kind.OPERATION) {
        continue;
      }
      Node source = job.kind() == Expansion.Kind.SOURCE ? node : node.inputs().getFirst();
      if (!expansion.isRead(source)) {
        continue;
      }
      long elements = 1;
      long count = 1;
      Region region = region(node, job.box());
      for (int d = 0; d < source.shape().ndim(); d++) {
        long[] touched = touched(source.chunks().cut(d), region.indexers().get(d));
        count *= touched[0];
        elements *= touched[1];
      }
      bytes += elements * source.dtype().itemSize();
      chunks += count;
      if (seen.add(source)) {
        total += bytes(source);
      }
    }
    return new long[] {bytes, total, chunks};
  }

  private static Region region(Node node, Box box) {
    return switch (node.operation()) {
      case Operation.Select(var region) -> Demand.within(region, box);
      case Operation.Gather _ -> Region.of(Demand.of(node, box).getFirst().box());
      default -> Region.of(box);
    };
  }

  /// Chunks of `cut` that `indexer` touches, and their length together.
  private static long[] touched(Chunks.Cut cut, Indexer indexer) {
    long n = indexer.count();
    if (n == 0) {
      return new long[2];
    }
    if (indexer instanceof Indexer.Range(long start, long count, long step)
        && Math.abs(step) <= cut.maxLength()) {
      long low = cut.chunkOf(Math.min(start, start + (count - 1) * step));
      long high = cut.chunkOf(Math.max(start, start + (count - 1) * step));
      return new long[] {high - low + 1, cut.start(high) + cut.length(high) - cut.start(low)};
    }
    var chunks = new java.util.HashSet<Long>();
    long length = 0;
    for (long i = 0; i < n; i++) {
      long c = cut.chunkOf(indexer.at(i));
      if (chunks.add(c)) {
        length += cut.length(c);
      }
    }
    return new long[] {chunks.size(), length};
  }

  /// Bytes decoded by all tasks over distinct bytes, taken dimension by dimension.
  private static double amplification(Expansion expansion, TaskGrid grid, Box all) {
    double product = 1;
    for (int d = 0; d < all.ndim(); d++) {
      int n = (int) Math.min(32, grid.count(d));
      if (n < 2) {
        continue;
      }
      long sum = 0;
      var index = new long[all.ndim()];
      long end = 0;
      for (int t = 0; t < n; t++) {
        index[d] = t;
        Box one = grid.box(index);
        sum += reads(expansion, all.with(d, one.start(d), one.length(d)))[0];
        end = one.end(d);
      }
      long together = reads(expansion, all.with(d, 0, end))[0];
      product *= together == 0 ? 1 : (double) sum / together;
    }
    return product;
  }

  /// The largest parts of a projection as a list of lines, for messages.
  static List<String> lines(List<Output> outputs) {
    var lines = new ArrayList<String>();
    for (Output output : outputs) {
      lines.add(
          "%s %s%s"
              .formatted(
                  PlanText.label(output.node().operation()),
                  output.node().dtype(),
                  output.node().shape()));
    }
    return lines;
  }
}
