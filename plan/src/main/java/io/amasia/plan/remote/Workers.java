package io.amasia.plan.remote;

import io.amasia.plan.Cancel;
import java.util.List;

/// Processes that run tasks: children of this one, the executors of a cluster, the jobs of a batch
/// system. All that an engine for a new kind of them has to bring; it hands one of these to a
/// [RemoteEngine], which cuts stages into ranges, tries again what failed or was lost, finds what
/// earlier attempts left, folds reductions in the plan's order and cleans up.
///
/// A worker is any process with the same version of Amasia on its class path that sees the work
/// directory under the same URL. For each range it is given it calls [StageTasks#run] with the
/// package, and sends back the report, both as JSON if it likes. That is all it does: it reads its
/// inputs from the work directory and leaves its results there, whole or not at all, so that the
/// same range may run twice, also at the same time.
///
/// Thread-safe: several computations may call [#run] at once.
public interface Workers extends AutoCloseable {
  /// What they are, for people, such as `2 processes` or `spark://head:7077`.
  String name();

  /// Processes and the tasks that each runs at a time, as far as it is known now. The memory of a
  /// process is shared by its tasks.
  ///
  /// @param processes how many there are; 0 as long as that is not known
  /// @param threadsEach tasks that each runs at a time
  /// @param memoryBytes what the arrays of one process may hold together
  /// @param heapBytes the Java heap of one process
  record Size(int processes, int threadsEach, long memoryBytes, long heapBytes) {}

  /// How many they are. Asked before a plan is made, so that its tasks fit.
  Size size();

  /// Hears how far the ranges are, from any thread.
  interface Listener {
    /// `worker` begins `range`; may be told more than once, or not at all.
    void started(TaskRange range, String worker);

    /// A range has ended, well or not. One whose report says it failed is not tried again here:
    /// that is the engine's to decide.
    void finished(TaskReport report);

    /// `worker` ended while it ran `range`, of which no report comes; where that is known before
    /// [#run] returns.
    void lost(TaskRange range, String worker);

    /// Something a user should know: a worker was lost, executors have not come yet.
    void notice(String text);
  }

  /// Runs `ranges` of `stage`, in this order where they can't run at once, and returns when none of
  /// them is running any more. A range of which no report came, as its worker was lost, is taken
  /// for lost by the engine and given again in another call.
  ///
  /// @throws io.amasia.array.AmasiaException.Cancelled soon after `cancel` is thrown
  /// @throws io.amasia.array.AmasiaException.Unsupported if there are no workers and none will
  ///   come, with the reason
  void run(StagePackage stage, List<TaskRange> ranges, Listener listener, Cancel cancel);

  /// Ends the workers that are this one's own.
  @Override
  void close();
}
