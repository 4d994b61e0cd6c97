package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.plan.Expansion;
import io.amasia.plan.Expansion.Job;
import io.amasia.plan.Node;
import io.amasia.plan.Operation;
import io.amasia.plan.Results;
import io.amasia.plan.Shared;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.ReadListener;
import io.amasia.storage.format.StoredArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values of stored arrays that a task keeps from one leaf for the next: see [Shared]. Not
/// thread-safe.
final class Carried implements AutoCloseable {
  /// Values that were read, and which of the array they are.
  private record Part(Box box, NdArray values) {}

  private final Expansion expansion;
  private final Results results;
  private final ReadListener listener;
  private final Map<Node, Part> parts = new HashMap<>();

  Carried(Expansion expansion, Results results, ReadListener listener) {
    this.expansion = expansion;
    this.results = results;
    this.listener = listener;
  }

  /// Reads what `jobs`, a leaf's, share with those of the leaf before or after it, and forgets what
  /// only earlier ones needed.
  void advance(List<Job> jobs, List<Job> next) {
    Map<Node, Box> boxes = Shared.boxes(expansion, jobs);
    Map<Node, Box> following = Shared.boxes(expansion, next);
    parts.keySet().stream().filter(n -> !boxes.containsKey(n)).toList().forEach(this::forget);
    boxes.forEach((node, box) -> advance(node, box, following.get(node)));
  }

  private void advance(Node node, Box box, @Nullable Box next) {
    Node array = Shared.array(node);
    Part before = parts.get(node);
    int kept = before == null ? -1 : Shared.axis(before.box, box);
    int shared = next == null ? -1 : Shared.axis(box, next);
    if (before != null && isInside(box, before.box)) {
      return;
    }
    boolean stored =
        !results.has(array) && results.waiting(array) == null && (kept >= 0 || shared >= 0);
    if (!stored || !(array.operation() instanceof Operation.Read(var source))) {
      forget(node);
      return;
    }
    Box whole = Shared.toChunkEnd(box, kept >= 0 ? kept : shared, array.chunks());
    NdArray values = read(array, source, whole, kept >= 0 ? before : null, kept);
    forget(node);
    parts.put(node, new Part(whole, values));
  }

  /// The values of `box`: those that `before` has along dimension `axis`, and the rest from the
  /// store.
  private NdArray read(Node array, StoredArray source, Box box, @Nullable Part before, int axis) {
    NdArray values = NdArray.allocate(source.dtype(), box.shape());
    try {
      Box rest = box;
      if (before != null) {
        Box both = box.intersect(before.box);
        Block from = Block.of(before.values).slice(within(both, before.box), both.shape());
        Block to = Block.of(values).slice(within(both, box), both.shape());
        Copier.copy(from, to);
        rest = box.with(axis, both.end(axis), box.end(axis) - both.end(axis));
      }
      ArrayReader.readInto(source, rest, values, box, listener);
      return values;
    } catch (Throwable e) {
      values.close();
      throw Failures.named(e, array, box);
    }
  }

  /// The values that `job` takes, or null if they are not kept.
  @Nullable Block block(Job job) {
    Part part = job.node() == null ? null : parts.get(job.node());
    if (part == null) {
      return null;
    }
    Box box = Shared.source(expansion, job).orElse(null);
    return box == null || !isInside(box, part.box)
        ? null
        : Block.of(part.values).slice(within(box, part.box), box.shape());
  }

  private static boolean isInside(Box box, Box around) {
    return box.intersect(around).equals(box);
  }

  private static long[] within(Box box, Box around) {
    long[] start = box.start();
    for (int d = 0; d < start.length; d++) {
      start[d] -= around.start(d);
    }
    return start;
  }

  private void forget(Node node) {
    Part part = parts.remove(node);
    if (part != null) {
      part.values.close();
    }
  }

  @Override
  public void close() {
    List.copyOf(parts.keySet()).forEach(this::forget);
  }
}
