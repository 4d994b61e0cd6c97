package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.plan.Expansion.Job;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What neighbouring leaves of a task both need of stored arrays: a window reaches beyond the leaf
/// that it belongs to. A task keeps those values from one leaf to the next, so that it decodes each
/// chunk once.
public final class Shared {
  private Shared() {}

  /// The boxes that the jobs of a leaf read, around all of a node: of stored arrays, or of boxes
  /// selected from them.
  public static Map<Node, Box> boxes(Expansion expansion, List<Job> jobs) {
    Map<Node, Box> boxes = new LinkedHashMap<>();
    for (Job job : jobs) {
      source(expansion, job)
          .ifPresent(box -> boxes.merge(Objects.requireNonNull(job.node()), box, Shared::around));
    }
    return boxes;
  }

  /// The box of a stored array that `job` takes as it is; empty if it does something else.
  public static Optional<Box> source(Expansion expansion, Job job) {
    Node node = job.node();
    if (node == null || node.dtype() == DType.STRING || job.box().size() == 0) {
      return Optional.empty();
    }
    return switch (job.kind()) {
      case SOURCE -> expansion.isRead(node) ? Optional.of(job.box()) : Optional.empty();
      case SOURCE_PART ->
          node.operation() instanceof Operation.Select(var region)
                  && expansion.isRead(node.inputs().getFirst())
              ? Demand.within(region, job.box()).asBox()
              : Optional.empty();
      case PROGRAM, OPERATION -> Optional.empty();
    };
  }

  /// The stored array that the values of such a job lie in.
  public static Node array(Node node) {
    return node.operation() instanceof Operation.Read ? node : node.inputs().getFirst();
  }

  /// The dimension along which `next` begins inside `now` and ends behind it, all else being equal;
  /// -1 if there is none, so that nothing is kept.
  public static int axis(Box now, Box next) {
    int axis = -1;
    for (int d = 0; d < now.ndim(); d++) {
      if (now.start(d) == next.start(d) && now.length(d) == next.length(d)) {
        continue;
      }
      boolean on = now.start(d) <= next.start(d) && next.start(d) < now.end(d);
      if (axis >= 0 || !on || next.end(d) < now.end(d)) {
        return -1;
      }
      axis = d;
    }
    return axis;
  }

  /// `box` up to the end of its last chunk along dimension `d`.
  public static Box toChunkEnd(Box box, int d, Chunks chunks) {
    Chunks.Cut cut = chunks.cut(d);
    long last = cut.chunkOf(box.end(d) - 1);
    long end = cut.start(last) + cut.length(last);
    return box.with(d, box.start(d), end - box.start(d));
  }

  /// What a task holds of each node while it works on a leaf that has another behind it: what is
  /// read goes up to the end of a chunk.
  static Map<Node, Box> held(Expansion expansion, List<Job> leaf, List<Job> next) {
    Map<Node, Box> following = boxes(expansion, next);
    Map<Node, Box> held = new LinkedHashMap<>();
    boxes(expansion, leaf)
        .forEach((node, box) -> {
          Box then = following.get(node);
          int d = then == null ? -1 : axis(box, then);
          if (d >= 0) {
            held.put(node, toChunkEnd(box, d, array(node).chunks()));
          }
        });
    return held;
  }

  private static Box around(Box a, Box b) {
    Box box = a;
    for (int d = 0; d < a.ndim(); d++) {
      long start = Math.min(a.start(d), b.start(d));
      box = box.with(d, start, Math.max(a.end(d), b.end(d)) - start);
    }
    return box;
  }
}
