package io.amasia.plan;

/// Runs the tasks of stages. Found by [java.util.ServiceLoader] under its name, or made by an
/// [EngineProvider] from an [EngineUrl].
///
/// Every engine gives the same bits for the same stage. Thread-safe.
public interface Engine extends AutoCloseable {
  /// Its name in settings, such as `local`.
  String name();

  /// Runs all tasks of `stage` and leaves its kept outputs in the run's results.
  ///
  /// The first failure stops the others; when this returns or throws, no task of the stage is
  /// running and nothing but results is held.
  ///
  /// @throws io.amasia.array.AmasiaException.TaskFailed if a task fails
  /// @throws io.amasia.array.AmasiaException.Cancelled if the run was cancelled
  void run(Stage stage, Run run);

  /// Tells the run what is known of workers elsewhere, every now and then while somebody listens;
  /// from another thread.
  default void look(Run run) {}

  /// The threads that share the memory of one process that runs tasks, and that memory: what plans
  /// are made for.
  ///
  /// @param processes how many there are; 0 as long as that is not known
  /// @param threads how many tasks compute at a time
  /// @param memoryBytes what their arrays may hold together
  /// @param heapBytes the Java heap of the process
  record Share(int processes, int threads, long memoryBytes, long heapBytes) {}

  /// What one process has, where a session has `threads` and `memoryBytes` in all.
  default Share share(int threads, long memoryBytes) {
    return new Share(1, threads, memoryBytes, Runtime.getRuntime().maxMemory());
  }

  /// Whether its tasks share their memory with what this process holds.
  default boolean isHere() {
    return true;
  }

  /// Ends what it started. It may be used again, and starts it anew then.
  @Override
  default void close() {}
}
