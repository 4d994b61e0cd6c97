package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.plan.Expansion.Job;
import io.amasia.plan.Stage.Output;
import io.amasia.storage.format.Sink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a stage will hold and read, found by going through one task without running it.
final class Projections {
  /// Registers of a program, bookkeeping.
  static final long TASK_OVERHEAD_BYTES = 1 << 20;

  /// A value of a line that is sorted: its key and its place, twice.
  private static final long LINE_BYTES = 2L * (Long.BYTES + Integer.BYTES);

  /// What a text takes besides its offset: a few words. How long it is nobody knows before it is
  /// read.
  private static final long WORDS_BYTES = 24;

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
      Map<Node, Box> kept = kept(grid, expansion);
      jobBytes =
          Math.max(
              peak(expansion.jobs(leaf), expansion, atHand, kept),
              peak(expansion.jobs(amid(all, leaf)), expansion, atHand, kept));
    }
    long own = 0;
    long state = 0;
    long held = 0;
    for (Output output : outputs) {
      if (output instanceof Stage.Write write) {
        own += writeBytes(write, Stage.areDoneByLeaf(outputs) ? leaf : task);
        if (write.sink() instanceof Sink.Serial) {
          // what is encoded before its turn
          held += 2L * threads * task.size() * width(write.stored());
        }
        continue;
      }
      if (output instanceof Stage.Spill(var node, var pieces)) {
        // a piece laid out, and encoded
        own += pieces.areInMemory(node) ? 0 : 2 * pieces.pieceBytes(node);
        own += grid.hasLeaves() && !output.isBarrier() ? task.size() * width(node.dtype()) : 0;
        held += pieces.heldBytes(node);
      } else {
        held += bytes(output.node());
      }
      Optional<Narrowing> narrowing = Narrowing.of(output, grid);
      if (narrowing.isPresent()) {
        own += narrowing.get().tableLength(slotsOfGroups(output, task, grid)) * Long.BYTES;
        held += narrowing.get().heldBytes();
      } else if (!StageGrid.wholeAxes(output).isEmpty()) {
        own += wholeBytes(output, task);
      }
    }
    for (Accumulation one : Accumulation.of(outputs)) {
      var output = new Stage.Keep(one.first());
      GroupSpans spans = GroupSpans.of(one.first().operation(), grid);
      long finished = one.nodes().stream().mapToLong(n -> width(n.dtype())).max().orElse(0);
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
    long[] reads = empty ? new long[3] : Decoding.reads(expansion, all);
    double amplification = empty ? 1 : Decoding.amplification(expansion, grid, all);
    return new Stage.Projection(
        jobBytes + own + TASK_OVERHEAD_BYTES,
        held,
        state,
        (long) (reads[0] * amplification * passes(outputs, grid)),
        reads[0],
        reads[1],
        reads[2],
        HeapUse.of(outputs, expansion, grid),
        HeapUse.held(outputs, grid, atHand));
  }

  /// The most bytes that one task of `grid` hands on: values, results, states.
  static long given(List<Output> outputs, TaskGrid grid) {
    Box task = Box.of(new long[grid.chunks().ndim()], grid.maxBox().toArray());
    long bytes = 0;
    for (Output output : outputs) {
      Node node = output.node();
      if (output instanceof Stage.Write write) {
        bytes += task.size() * width(write.stored());
      } else if (!output.isBarrier() || node.operation() instanceof Operation.ArgSort) {
        bytes += task.size() * width(node.dtype());
      } else if (!StageGrid.wholeAxes(output).isEmpty()) {
        bytes += slotsOfGroups(output, task, grid) * width(node.dtype());
      }
    }
    for (Accumulation one : Accumulation.of(outputs)) {
      bytes += slotsOfGroups(new Stage.Keep(one.first()), task, grid) * one.stateBytes();
    }
    return bytes;
  }

  /// What an order statistic or a sort holds of a task's box: its values one after the other, and
  /// of a sort their order too.
  private static long wholeBytes(Output output, Box task) {
    long each = width(output.domain().dtype());
    if (!(output.node().operation() instanceof Operation.ArgSort(var axis))) {
      return task.size() * each;
    }
    return task.size() * (each + Long.BYTES) + sortBytes(task.length(axis));
  }

  /// What sorting lines of `length` values holds: keys and places, twice, and some lines beside
  /// each other where they are short.
  private static long sortBytes(long length) {
    return Math.max(length, 1 << 14) * LINE_BYTES;
  }

  /// How many times tasks of `grid` go over their values.
  static int passes(List<Output> outputs, TaskGrid grid) {
    return outputs.stream()
        .flatMap(output -> Narrowing.of(output, grid).stream())
        .mapToInt(Narrowing::passes)
        .max()
        .orElse(1);
  }

  /// What a task keeps of its sources while it works on a leaf amid others.
  private static Map<Node, Box> kept(TaskGrid grid, Expansion expansion) {
    List<Box> leaves = grid.leaves(grid.box(0));
    // The first one may reach less far.
    int k = Math.min(1, leaves.size() - 2);
    return k < 0
        ? Map.of()
        : Shared.held(expansion, expansion.jobs(leaves.get(k)), expansion.jobs(leaves.get(k + 1)));
  }

  /// A box as large as `box` in the middle of `all`.
  private static Box amid(Box all, Box box) {
    Box moved = box;
    for (int d = 0; d < all.ndim(); d++) {
      moved = moved.with(d, (all.length(d) - box.length(d)) / 2, box.length(d));
    }
    return moved;
  }

  /// The box as computed, as packed where it is, one encoded chunk of it, and what encodes it.
  private static long writeBytes(Stage.Write write, Box task) {
    long stored = width(write.stored());
    long computed = width(write.node().dtype());
    boolean packs = write.packed() != null;
    long chunk = write.sink().writeChunks(write.name()).maxChunk().size();
    return task.size() * (computed + (packs ? stored : 0))
        + chunk * stored
        + write.sink().encoderBytes(write.name());
  }

  static long slots(Output output, Box box) {
    List<Integer> reduced = StageGrid.reducedAxes(output);
    long slots = 1;
    for (int d = 0; d < box.ndim(); d++) {
      slots *= reduced.contains(d) ? 1 : box.length(d);
    }
    return slots;
  }

  /// The results that a task which covers `box` contributes to, with those of all groups between
  /// the least and the greatest it meets.
  static long slotsOfGroups(Output output, Box box, TaskGrid grid) {
    return slots(output, box) * GroupSpans.of(output.node().operation(), grid).widest();
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

  /// Bytes of an element of `dtype`; of text, about.
  static long width(DType dtype) {
    return dtype.itemSize() + (dtype == DType.STRING ? WORDS_BYTES : 0);
  }

  static long bytes(Node node) {
    return node.shape().size() * width(node.dtype());
  }

  /// The most that the jobs of a leaf hold at a time.
  ///
  /// @param kept the sources that are read before the jobs run, beside what the leaf before kept of
  ///   them, and stay until they have run
  private static long peak(
      List<Job> jobs, Expansion expansion, AtHand atHand, Map<Node, Box> kept) {
    long stays = 0;
    for (Map.Entry<Node, Box> one : kept.entrySet()) {
      stays += one.getValue().size() * width(one.getKey().dtype());
    }
    Map<Job, Integer> uses = new HashMap<>();
    long now = stays;
    long peak = 0;
    for (Job job : jobs) {
      boolean before = isKept(job, kept);
      now += before ? 0 : ownBytes(job, expansion, atHand);
      long beside = before ? stays : 0;
      peak = Math.max(peak, now + beside + transientBytes(job, atHand));
      uses.put(job, job.uses());
      for (Job input : job.inputs()) {
        boolean remains = isView(job) || isKept(input, kept);
        now -= remains ? 0 : use(input, uses, expansion, atHand);
      }
    }
    return peak;
  }

  private static boolean isKept(Job job, Map<Node, Box> kept) {
    return job.node() != null && kept.containsKey(job.node());
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
    return job.box().size() * width(node.dtype());
  }

  /// A chunk being read: its encoded bytes and its decoded values.
  private static long transientBytes(Job job, AtHand atHand) {
    return switch (job.kind()) {
      case PROGRAM -> 0;
      // Reshaping and sweeping may first lay out their input anew.
      case OPERATION -> {
        Operation operation = Objects.requireNonNull(job.node()).operation();
        long sorting =
            operation instanceof Operation.Rank(var axis, var _)
                ? sortBytes(job.demands().getFirst().box().length(axis))
                : 0;
        yield operation instanceof Operation.Reshape || operation instanceof Operation.Sweep
            ? sorting
                + job.demands().stream()
                    .mapToLong(d -> d.box().size() * width(d.node().dtype()))
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
        yield read && !atHand.kept().contains(source) ? Decoding.heldBytes(job, source) : 0;
      }
    };
  }
}
