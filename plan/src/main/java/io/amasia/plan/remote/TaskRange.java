package io.amasia.plan.remote;

/// Tasks `from` to `to - 1` of a stage, which one worker runs one after the other.
///
/// @param from the first task
/// @param to one past the last
public record TaskRange(long from, long to) {
  public TaskRange {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("tasks %d to %d".formatted(from, to));
    }
  }

  /// How many tasks it has.
  public long count() {
    return to - from;
  }

  @Override
  public String toString() {
    return count() == 1 ? "task " + from : "tasks %d to %d".formatted(from, to - 1);
  }
}
