package io.amasia.plan.watch;

import io.amasia.plan.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps what pages show of computations, in memory that is bounded however many tasks or
/// computations there are: neighbouring tasks are joined, of many computations the longest are
/// kept. Thread-safe.
///
/// Give it to [io.amasia.plan.Session.Builder#listener]; [#toJson] is the data of the page's parts,
/// while the computation runs and after.
public final class Recording implements Consumer<Event> {
  private static final int MOST = 40;

  private final Map<Long, RecordedComputation> computations = new LinkedHashMap<>();
  private long forgotten;
  private long forgottenNanos;

  @Override
  public synchronized void accept(Event event) {
    if (event instanceof Event.ComputationStarted started) {
      computations.put(started.computation(), new RecordedComputation(started));
      forgetShortest();
      return;
    }
    RecordedComputation computation = computations.get(event.computation());
    if (computation != null) {
      computation.add(event);
    }
  }

  private void forgetShortest() {
    if (computations.size() <= MOST) {
      return;
    }
    computations.values().stream()
        .filter(RecordedComputation::isFinished)
        .min(Comparator.comparingLong(RecordedComputation::nanos))
        .ifPresent(shortest -> {
          computations.values().remove(shortest);
          forgotten++;
          forgottenNanos += shortest.nanos();
        });
  }

  /// Lists the computations, in the order they began.
  public synchronized String listJson() {
    return JsonText.of(computations.values().stream().map(RecordedComputation::summary).toList());
  }

  /// One computation as JSON, as in [#toJson]; empty if it is not known, or forgotten.
  public synchronized Optional<String> toJson(long computation) {
    return Optional.ofNullable(computations.get(computation))
        .map(known -> JsonText.of(known.toJson()));
  }

  /// The computation that began last, as in [#toJson]; empty if there is none.
  public synchronized Optional<String> lastJson() {
    return computations.keySet().stream().max(Long::compare).flatMap(this::toJson);
  }

  /// What changed in the computations that run since this was asked last, an item each: numbers of
  /// stages, new bars of the timeline, new points of the charts. Bounded, however many tasks ended.
  public synchronized List<String> takeChanges() {
    return computations.values().stream()
        .filter(computation -> !computation.isFinished())
        .map(computation -> JsonText.of(computation.takeChanges()))
        .toList();
  }

  /// How the tasks `from … to - 1` of a stage are, in at most `most` parts of equally many tasks;
  /// empty if the computation is not known.
  public synchronized Optional<String> tasksJson(
      long computation, int stage, long from, long to, int most) {
    return Optional.ofNullable(computations.get(computation))
        .map(known -> JsonText.of(known.tasksJson(stage, from, to, most)));
  }

  /// The box of a task, such as `[0:100, 200:300]`; empty if there is no such task.
  public synchronized Optional<String> boxOf(long computation, int stage, long task) {
    return Optional.ofNullable(computations.get(computation)).flatMap(c -> c.boxOf(stage, task));
  }

  /// All computations as JSON, in the order they began. Times are microseconds from the beginning
  /// of each, sizes bytes. It may stand inside a page's script element.
  public synchronized String toJson() {
    List<Object> all = new ArrayList<>();
    computations.values().forEach(computation -> all.add(computation.toJson()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("computations", all);
    json.put("forgotten", forgotten);
    json.put("forgottenMicros", forgottenNanos / 1000);
    return JsonText.of(json);
  }
}
