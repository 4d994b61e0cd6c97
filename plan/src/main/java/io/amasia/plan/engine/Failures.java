package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.plan.Expansion.Job;
import io.amasia.plan.Node;
import io.amasia.plan.Operation;
import io.amasia.plan.Stage;
import org.jspecify.annotations.Nullable;

/// Says where a task failed. An error that already speaks to the user stays as it is.
final class Failures {
  private Failures() {}

  /// What tasks are stopped by that wait for one which failed by `e`.
  static RuntimeException heard(Throwable e) {
    return e instanceof RuntimeException known
        ? known
        : new AmasiaException.TaskFailed("a task failed: " + e, e);
  }

  /// What is told of a task that ended by `e`: nothing but that it was stopped where `first`, the
  /// error of another task, is what ended it.
  static Throwable own(Throwable e, @Nullable RuntimeException first) {
    boolean others = first != null && (e.equals(first) || first.equals(e.getCause()));
    return others ? new AmasiaException.Cancelled("stopped, since another task failed") : e;
  }

  /// The error of a job of a task.
  static RuntimeException named(Throwable e, Stage stage, Job job) {
    Node node = job.node() == null ? stage.outputs().getFirst().node() : job.node();
    return named(e, node, job.box());
  }

  /// The error of the rest of a task.
  static RuntimeException named(Throwable e, Stage stage, Box box) {
    return named(e, stage.outputs().getFirst().node(), box);
  }

  /// The error of what a task does for `box` of `node`.
  static RuntimeException named(Throwable e, Node node, Box box) {
    if (e instanceof AmasiaException known) {
      return known;
    }
    if (e instanceof OutOfMemoryError) {
      return new AmasiaException.MemoryLimit(
          "the Java heap is full while computing %s; raise --memory, or lower --threads"
              .formatted(box));
    }
    if (e instanceof Error error) {
      throw error;
    }
    String what =
        node.operation() instanceof Operation.Read(var array)
            ? "read of " + array.path() + " in " + array.url()
            : node.operation().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    return new AmasiaException.TaskFailed(
        "%s failed for %s of an array of shape %s: %s".formatted(what, box, node.shape(), e), e);
  }
}
