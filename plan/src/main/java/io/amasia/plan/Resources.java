package io.amasia.plan;

import io.amasia.array.KeptHeap;

/// What the planner may count on.
///
/// @param budgetBytes what a computation may hold
/// @param threads how many tasks run at a time
/// @param leastTaskBytes input that a task covers at least, where there is as much
/// @param mostTaskBytes input that a task covers at most, unless a chunk is larger
/// @param heapBytes what its tasks may hold on the Java heap together, where they run
record Resources(
    long budgetBytes, int threads, long leastTaskBytes, long mostTaskBytes, long heapBytes) {
  static final long LEAST_TASK_BYTES = 2 << 20;
  static final long MOST_TASK_BYTES = 32 << 20;

  /// What tasks of all computations may hold on the Java heap of this process together.
  static final Budget HEAP =
      new Budget(
          forTasks(Runtime.getRuntime().maxMemory()),
          () -> takenFromTasks(Runtime.getRuntime().maxMemory(), KeptHeap.bytes()));

  /// What an engine gives a session.
  static Resources of(Engine.Share share, long leastTaskBytes, long mostTaskBytes) {
    return new Resources(
        share.memoryBytes(),
        share.threads(),
        leastTaskBytes,
        mostTaskBytes,
        forTasks(share.heapBytes()));
  }

  /// The same with at most `bytes` for arrays.
  Resources within(long bytes) {
    return within(bytes, heapBytes);
  }

  /// The same with at most `bytes` for arrays and `heap` on the Java heap.
  Resources within(long bytes, long heap) {
    return new Resources(
        Math.min(budgetBytes, bytes),
        threads,
        leastTaskBytes,
        mostTaskBytes,
        Math.min(heapBytes, heap));
  }

  /// What of the tasks' part open files take: what they keep beyond an eighth of the heap.
  static long takenFromTasks(long heapBytes, long keptBytes) {
    return Math.max(0, keptBytes - heapBytes / 8);
  }

  /// The part of a Java heap that tasks may fill; the rest is for metadata and what programs keep.
  private static long forTasks(long heapBytes) {
    return heapBytes / 2;
  }

  /// Whether one task of a stage fits, with what the stage holds.
  boolean fit(Stage.Projection projection) {
    return projection.neededBytes() <= budgetBytes && projection.neededHeapBytes() <= heapBytes;
  }

  /// Pieces of intermediate values that are worth reading one by one.
  long leastPieceBytes() {
    return leastTaskBytes / 128;
  }

  /// The same with tasks as large as still fit beside each other several times over: for tasks
  /// whose boxes are free.
  Resources withLargeTasks() {
    long bytes = Math.clamp(budgetBytes / (8L * threads), mostTaskBytes, 8 * mostTaskBytes);
    return new Resources(budgetBytes, threads, bytes, bytes, heapBytes);
  }
}
