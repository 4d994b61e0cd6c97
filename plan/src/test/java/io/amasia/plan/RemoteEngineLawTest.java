package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.plan.remote.ThreadWorkers;
import io.amasia.testkit.RandomTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What travels gives the same bits: plans go through JSON, tasks run in any order and more than
/// once, everything between them through the work directory.
class RemoteEngineLawTest {
  @RandomTest(seeds = 80)
  void plansGiveTheSameBitsElsewhere(long seed) {
    check(seed, new RandomPlans(seed).roots(), Resources.LEAST_TASK_BYTES);
  }

  @RandomTest(seeds = 80)
  void manySmallTasksGiveTheSameBitsElsewhere(long seed) {
    check(seed, new RandomPlans(seed).roots(), 1 + seed % 64);
  }

  @RandomTest(seeds = 80)
  void sweepsGiveTheSameBitsElsewhere(long seed) {
    check(seed, new RandomSweeps(seed).roots(), seed);
  }

  private static void check(long seed, Map<String, Node> roots, long taskBytes) {
    List<Node> nodes = new ArrayList<>(roots.values());
    List<NdArray> here = builder(taskBytes).engine("serial").build().compute(nodes);
    List<Event> events = new ArrayList<>();
    List<NdArray> there =
        builder(taskBytes)
            .engine(ThreadWorkers.engine(seed))
            .listener(events::add)
            .build()
            .compute(nodes);
    eachTaskEndsAsOftenAsItBegins(events);
    for (int i = 0; i < nodes.size(); i++) {
      assertThat(there.get(i).dtype()).isEqualTo(here.get(i).dtype());
      assertThat(there.get(i).shape()).isEqualTo(here.get(i).shape());
      if (here.get(i).dtype() == DType.STRING) {
        assertThat(there.get(i).toStrings()).isEqualTo(here.get(i).toStrings());
      } else {
        assertThat(there.get(i).data().mismatch(here.get(i).data()))
            .as("%s%n%s", nodes.get(i).operation(), Plan.of(roots))
            .isEqualTo(-1);
      }
    }
    here.forEach(NdArray::close);
    there.forEach(NdArray::close);
  }

  private static void eachTaskEndsAsOftenAsItBegins(List<Event> events) {
    Map<List<Long>, Integer> running = new HashMap<>();
    Map<List<Long>, Integer> finished = new HashMap<>();
    for (Event event : events) {
      switch (event) {
        case Event.TaskStarted e -> {
          assertThat(finished).doesNotContainKey(task(e.stage(), e.task()));
          running.merge(task(e.stage(), e.task()), 1, Integer::sum);
        }
        case Event.TaskFailed e -> running.merge(task(e.stage(), e.task()), -1, Integer::sum);
        case Event.TaskFinished e -> {
          running.merge(task(e.stage(), e.task()), -1, Integer::sum);
          finished.merge(task(e.stage(), e.task()), 1, Integer::sum);
        }
        default -> {}
      }
      assertThat(running.values()).allMatch(count -> count >= 0);
    }
    assertThat(running.values()).allMatch(count -> count == 0);
    assertThat(finished.keySet()).isEqualTo(running.keySet());
    assertThat(finished.values()).allMatch(count -> count == 1);
  }

  private static List<Long> task(int stage, long task) {
    return List.of((long) stage, task);
  }

  private static Session.Builder builder(long taskBytes) {
    return Session.builder().threads(1).taskBytes(taskBytes);
  }
}
