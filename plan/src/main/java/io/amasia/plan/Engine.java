package io.amasia.plan;

/// Runs the tasks of stages. Found by [java.util.ServiceLoader], chosen by name.
///
/// Every engine gives the same bits for the same stage. Thread-safe.
public interface Engine {
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
}
