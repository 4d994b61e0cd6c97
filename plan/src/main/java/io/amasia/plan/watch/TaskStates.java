package io.amasia.plan.watch;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Which tasks of a stage wait, run, are done or failed, in bounded memory: tasks are counted in at
/// most 65 536 parts of neighbours.
final class TaskStates {
  private static final int PARTS = 1 << 16;

  /// As many failed tasks are told apart; more are counted by the stage.
  private static final int FAILED = 1_000;

  private final long tasks;
  private final long perPart;
  private final Set<Long> running = new HashSet<>();
  private final Set<Long> failed = new HashSet<>();
  private int[] done = new int[0];

  TaskStates(long tasks) {
    this.tasks = tasks;
    perPart = Math.max(1, Math.ceilDiv(tasks, PARTS));
  }

  void began(long task) {
    running.add(task);
    // A second attempt: what failed before is not the last word.
    failed.remove(task);
  }

  void finished(long task) {
    running.remove(task);
    failed.remove(task);
    if (done.length == 0) {
      done = new int[(int) Math.ceilDiv(tasks, perPart)];
    }
    int part = (int) (task / perPart);
    if (part < done.length && done[part] < perPart) {
      done[part]++;
    }
  }

  void failed(long task) {
    running.remove(task);
    if (failed.size() < FAILED) {
      failed.add(task);
    }
  }

  int running() {
    return running.size();
  }

  /// The tasks `from … to - 1` in parts of `per` neighbours, at most `most`: of each part a row of
  /// three numbers, the tasks of it that are done, run and failed.
  Map<String, Object> toJson(long from, long to, int most) {
    long end = Math.clamp(to, 0, tasks);
    long begin = Math.clamp(from, 0, end) / perPart * perPart;
    long per = Math.ceilDiv(Math.max(1, Math.ceilDiv(end - begin, most)), perPart) * perPart;
    int parts = (int) Math.ceilDiv(end - begin, per);
    long[] numbers = new long[3 * parts];
    for (int p = 0; p < done.length; p++) {
      long at = p * perPart - begin;
      if (at >= 0 && at / per < parts) {
        numbers[3 * (int) (at / per)] += done[p];
      }
    }
    count(running, begin, per, numbers, 1);
    count(failed, begin, per, numbers, 2);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tasks", tasks);
    json.put("from", begin);
    json.put("to", end);
    json.put("per", per);
    json.put("parts", numbers);
    return json;
  }

  private static void count(Set<Long> some, long begin, long per, long[] numbers, int column) {
    for (long task : some) {
      long part = (task - begin) / per;
      if (task >= begin && 3 * part < numbers.length) {
        numbers[3 * (int) part + column]++;
      }
    }
  }
}
