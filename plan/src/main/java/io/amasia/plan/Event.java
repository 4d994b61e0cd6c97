package io.amasia.plan;

/// What a running computation tells its listener. Listeners are called from worker threads, one
/// call at a time, and must be quick.
public sealed interface Event {
  /// Stage `stage` (from 1) of `stages` begins its `tasks` tasks.
  record StageStarted(int stage, int stages, String what, long tasks) implements Event {}

  /// How far the stage is.
  ///
  /// @param bytesRead encoded bytes read so far by the computation
  /// @param bytesDecoded bytes they decoded to
  /// @param bytesSpilled bytes written to the scratch folder so far
  /// @param memoryBytes bytes of the memory pool in use now
  /// @param peakBytes the most that was in use at a time
  record Progress(
      int stage,
      long done,
      long tasks,
      long bytesRead,
      long bytesDecoded,
      long bytesSpilled,
      long memoryBytes,
      long peakBytes)
      implements Event {}

  /// Something a user should know that is no error, said once a computation.
  record Noticed(String text) implements Event {}

  /// The stage is finished.
  record StageFinished(int stage, int stages, long nanos) implements Event {}
}
