package io.amasia.plan;

import java.time.Instant;

/// What a running computation tells its listener.
///
/// Listeners hear the events of one computation one at a time, in order, from any thread; those of
/// several at once may come at once. They must be quick: tasks wait for nobody, but events do.
public sealed interface Event {
  /// Which computation of the process, counted from 1.
  long computation();

  /// When it happened, by [System#nanoTime].
  long nanos();

  /// A computation begins. Stages are counted from 1, as the explanation lists them.
  ///
  /// @param at the same moment by the clock
  /// @param explanation plan and stages, with what they are projected to read and hold
  /// @param budgetBytes what all computations of the session may hold together
  /// @param heldBytes bytes of the memory pool that are in use already
  record ComputationStarted(
      long computation,
      long nanos,
      Instant at,
      String engine,
      int threads,
      long budgetBytes,
      long heldBytes,
      Explanation explanation)
      implements Event {}

  /// A stage begins its tasks.
  record StageStarted(long computation, long nanos, int stage) implements Event {}

  /// A worker begins a task. Workers are named as the engine likes, such as `thread 2`.
  record TaskStarted(long computation, long nanos, int stage, long task, String worker)
      implements Event {}

  /// A task is done.
  ///
  /// @param traffic bytes it moved; what it fetched ahead for others counts as its own
  record TaskFinished(
      long computation,
      long startNanos,
      long nanos,
      int stage,
      long task,
      String worker,
      Traffic traffic)
      implements Event {}

  /// A task ended by an error, or because another did.
  record TaskFailed(
      long computation,
      long startNanos,
      long nanos,
      int stage,
      long task,
      String worker,
      String error)
      implements Event {}

  /// How far the computation is, every twentieth of a second.
  ///
  /// @param tasksDone finished tasks of the stage
  /// @param traffic bytes moved so far by the computation, running tasks included
  /// @param memoryBytes bytes of the memory pool in use, by whomever
  /// @param reservedBytes bytes this computation has reserved of the budget
  record Sampled(
      long computation,
      long nanos,
      int stage,
      long tasksDone,
      Traffic traffic,
      long memoryBytes,
      long reservedBytes)
      implements Event {}

  /// How a worker is that runs in a process of its own. Of this process [Sampled] tells.
  ///
  /// @param memoryBytes bytes of its memory pool in use: the most of late while it works
  /// @param spilledBytes bytes it has written to scratch
  /// @param budgetBytes what its arrays may hold together
  /// @param processors that it keeps busy
  record WorkerSampled(
      long computation,
      long nanos,
      String worker,
      long memoryBytes,
      long spilledBytes,
      long budgetBytes,
      double processors)
      implements Event {}

  /// The stage is finished.
  ///
  /// @param peakBytes the most bytes of the memory pool that were in use at a time meanwhile
  record StageFinished(long computation, long nanos, int stage, long peakBytes) implements Event {}

  /// Something a user should know that is no error, said once a computation.
  record Noticed(long computation, long nanos, String text) implements Event {}

  /// The computation ended: the last event.
  ///
  /// @param traffic bytes it moved
  /// @param peakBytes the most bytes of the memory pool that were in use at a time
  /// @param error why it failed or was cancelled; empty if it did not
  record ComputationFinished(
      long computation, long nanos, Traffic traffic, long peakBytes, String error)
      implements Event {
    public boolean succeeded() {
      return error.isEmpty();
    }
  }
}
