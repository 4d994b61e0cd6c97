package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.plan.Expansion.Job;
import io.amasia.plan.Stage.Output;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What a task holds on the Java heap: all else is in the pool.
final class HeapUse {
  /// A strip of values of a program.
  private static final long REGISTER_BYTES = 32 << 10;

  /// A text of a few words as Java holds it, and in the list that an array is made from.
  private static final long TEXT_BYTES = 120;

  /// Values of neighbouring columns that are gathered together, 12 bytes for each of a tile, with
  /// what is kept for each column and each row.
  private static final long GATHERED_BYTES = 12L << 17;

  /// A position that is listed: which of the source it is, where it goes, and both as offsets.
  private static final long POINT_BYTES = 64;

  /// A strip of doubles of neighbouring columns.
  private static final long STRIP_BYTES = 256 << 10;

  /// The most rows of a strip of several columns.
  private static final long STRIP_ROWS = 1 << 14;

  /// The least rows that windows are slid along at a time.
  private static final long WINDOW_ROWS = 2048;

  private HeapUse() {}

  /// Bytes that one task of `grid` holds.
  static long of(List<Output> outputs, Expansion expansion, TaskGrid grid) {
    Box leaf = Box.of(new long[grid.chunks().ndim()], grid.maxLeaf().toArray());
    long text = 0;
    long program = 0;
    long operation = 0;
    for (Job job : leaf.size() == 0 ? List.<Job>of() : expansion.jobs(leaf)) {
      if (job.kind() == Expansion.Kind.PROGRAM) {
        program =
            Math.max(program, registers(Objects.requireNonNull(job.fusion())) * REGISTER_BYTES);
      }
      boolean isText = job.node() != null && job.node().dtype() == DType.STRING;
      text += isText ? job.box().size() * TEXT_BYTES : 0;
      operation = Math.max(operation, Math.max(operation(job), decoding(job)));
    }
    long selected = 0;
    for (Output output : outputs) {
      selected = Math.max(selected, selected(output, grid));
    }
    return Math.max(program, operation) + text + selected;
  }

  /// What an operation holds while it runs.
  private static long operation(Job job) {
    Operation operation = job.node() == null ? null : job.node().operation();
    return switch (operation) {
      case Operation.Select(var region) -> {
        boolean listed = region.indexers().stream().anyMatch(Indexer.Points.class::isInstance);
        yield listed ? Arrays.stream(job.box().shape().toArray()).sum() * POINT_BYTES : 0;
      }
      case Operation.Gather _ -> Arrays.stream(job.box().shape().toArray()).sum() * POINT_BYTES;
      case Operation.Window(var reduction, var span) -> {
        long length = job.demands().getFirst().box().length(span.axis());
        long window = Math.min(length, span.length());
        yield reduction.kind().isOrderStatistic()
            ? selectedOfWindows(Math.max(length, job.box().length(span.axis())), window)
            : slid(Math.min(length, Math.max(WINDOW_ROWS, 2 * window)));
      }
      case Operation.Regrid(var axis, var weights, var _) -> regridded(job, axis, weights);
      case null, default -> 0;
    };
  }

  /// What is read for medians of windows, what they give, and the values of one.
  private static long selectedOfWindows(long rows, long window) {
    return Math.max(2 * STRIP_BYTES, 2 * rows * Double.BYTES) + window * Double.BYTES;
  }

  /// Windows that slide along `rows` at a time. Of strips that is what is read, how many values
  /// there are and what half of the rows have come to, all in arrays of a row each; of one column
  /// what rows come to up to them and from them on, flat.
  private static long slid(long rows) {
    long strips = 4 * STRIP_BYTES + 80 * Math.min(rows, STRIP_ROWS);
    return Math.max(strips, 48 * rows);
  }

  /// The weights of the cells that a job gives, these cells two times over and in pairs, and the
  /// cells that it reads, a strip of them in arrays of a row each.
  private static long regridded(Job job, int axis, SparseWeights weights) {
    int[] targets = weights.rows(axis, job.box());
    long used = 0;
    for (int row : targets) {
      used += weights.end(row) - weights.start(row);
    }
    Box from = job.demands().getFirst().box();
    long sources = 1;
    for (int d = axis; d < axis + weights.source().ndim(); d++) {
      sources *= from.length(d);
    }
    return STRIP_BYTES + 12 * used + 44L * targets.length + 20 * sources;
  }

  /// What decoding the chunks that a job reads holds, one at a time.
  private static long decoding(Job job) {
    return switch (job.kind()) {
      case SOURCE, SOURCE_PART -> {
        Node node = Objects.requireNonNull(job.node());
        Node source = job.kind() == Expansion.Kind.SOURCE ? node : node.inputs().getFirst();
        yield source.operation() instanceof Operation.Read(var array) ? array.decodeHeapBytes() : 0;
      }
      case OPERATION, PROGRAM -> 0;
    };
  }

  /// Bytes that a stage holds besides its tasks.
  static long held(List<Output> outputs, TaskGrid grid, AtHand atHand) {
    long bytes = 0;
    for (Map.Entry<Node, Pieces> one : atHand.spilled().entrySet()) {
      bytes += one.getValue().heldHeapBytes(one.getKey());
    }
    for (Output output : outputs) {
      boolean text = output instanceof Stage.Keep && output.node().dtype() == DType.STRING;
      bytes += text ? output.node().shape().size() * TEXT_BYTES : 0;
      if (output instanceof Stage.Spill(var node, var pieces)) {
        bytes += pieces.heldHeapBytes(node);
      }
      bytes += Narrowing.of(output, grid).map(Narrowing::heldHeapBytes).orElse(0L);
    }
    return bytes;
  }

  /// The most values of a program that wait for their last use at a time.
  private static long registers(Fusion program) {
    Map<Node, Integer> uses = new HashMap<>();
    program.nodes().forEach(node -> node.inputs().forEach(in -> uses.merge(in, 1, Integer::sum)));
    Set<Node> live = new HashSet<>();
    int most = 1;
    for (Node node : program.nodes()) {
      live.addAll(node.inputs());
      live.add(node);
      most = Math.max(most, live.size());
      node.inputs().forEach(in -> uses.merge(in, -1, Integer::sum));
      node.inputs().stream().filter(in -> uses.getOrDefault(in, 0) == 0).forEach(live::remove);
    }
    return most;
  }

  /// The values that medians or quantiles are selected from, neighbouring ones together, and what
  /// is found.
  private static long selected(Output output, TaskGrid grid) {
    if (output.node().operation() instanceof Operation.ArgSort) {
      return 0;
    }
    if (Narrowing.of(output, grid).isPresent()) {
      Box task = Box.of(new long[grid.chunks().ndim()], grid.maxBox().toArray());
      return Narrowing.taskHeapBytes(Projections.slotsOfGroups(output, task, grid));
    }
    List<Integer> whole = StageGrid.wholeAxes(output);
    if (whole.isEmpty()) {
      return 0;
    }
    long values = 1;
    long found = 1;
    for (int d = 0; d < grid.chunks().ndim(); d++) {
      if (whole.contains(d)) {
        values *= grid.chunks().cut(d).size();
      } else {
        found *= grid.maxLeaf().size(d);
      }
    }
    long places = 0;
    if (output.node().operation() instanceof Operation.GroupReduce(var _, var _, var groups)) {
      found *= groups.count();
      places = values * Integer.BYTES;
    }
    return Math.max(GATHERED_BYTES, values * Double.BYTES) + found * Double.BYTES + places;
  }
}
