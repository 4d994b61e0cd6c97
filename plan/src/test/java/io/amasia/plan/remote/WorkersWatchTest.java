package io.amasia.plan.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.plan.Event;
import io.amasia.plan.Telling;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkersWatchTest {
  private final List<Event> heard = new ArrayList<>();
  private final Telling telling = new Telling(heard::add);
  private final WorkersWatch watch = new WorkersWatch(1000);

  private Event.WorkerSampled last() {
    return (Event.WorkerSampled) heard.getLast();
  }

  /// Not only when the stage ends.
  @Test
  void aWorkerThatWasLostHoldsNothingAndIsIdle() {
    var first = new TaskRange(0, 1);
    var second = new TaskRange(1, 2);
    var use = new TaskReport.Use(500, 300, 200_000_000, 100_000_000);
    watch.started(first, "process 1");
    watch.started(second, "process 1");
    watch.finished(new TaskReport(first, "process 1", List.of(), use, List.of(), null), telling);
    assertThat(last().memoryBytes()).isEqualTo(500);
    assertThat(last().processors()).isEqualTo(2);
    watch.lost(second, "process 1", telling);
    assertThat(last().memoryBytes()).isZero();
    assertThat(last().processors()).isZero();
  }

  @Test
  void whoTookItsNameIsBusy() {
    watch.started(new TaskRange(0, 1), "process 1");
    watch.started(new TaskRange(1, 2), "process 1");
    watch.lost(new TaskRange(0, 1), "process 1", telling);
    var use = new TaskReport.Use(500, 300, 200_000_000, 100_000_000);
    var report = new TaskReport(new TaskRange(1, 2), "process 1", List.of(), use, List.of(), null);
    watch.finished(report, telling);
    assertThat(last().memoryBytes()).isEqualTo(500);
  }
}
