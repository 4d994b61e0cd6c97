package io.amasia.plan;

/// What the planner may count on.
///
/// @param budgetBytes what a computation may hold
/// @param threads how many tasks run at a time
/// @param leastTaskBytes input that a task covers at least, where there is as much
/// @param mostTaskBytes input that a task covers at most, unless a chunk is larger
record Resources(long budgetBytes, int threads, long leastTaskBytes, long mostTaskBytes) {
  static final long LEAST_TASK_BYTES = 2 << 20;
  static final long MOST_TASK_BYTES = 32 << 20;
}
