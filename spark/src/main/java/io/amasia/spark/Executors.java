package io.amasia.spark;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.spark.scheduler.ExecutorKilled$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.jspecify.annotations.Nullable;

/// The executors that a connection has, as Spark tells of them. Thread-safe.
///
/// Spark makes it itself, by its name in `spark.extraListeners`: one that is added to a connection
/// that is there would miss the first executors.
public final class Executors extends SparkListener {
  private static volatile @Nullable Executors latest;

  private final Map<String, Executor> alive = new ConcurrentHashMap<>();
  private final List<Consumer<String>> told = new CopyOnWriteArrayList<>();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final AtomicLong lastSeen = new AtomicLong(System.nanoTime());

  /// Called by Spark when a connection begins.
  public Executors() {
    latest = this;
  }

  /// Those of the connection that was begun last.
  static Executors latest() {
    Executors made = latest;
    if (made == null) {
      throw new IllegalStateException("Spark has made no listener");
    }
    return made;
  }

  /// A JVM that runs tasks.
  record Executor(String id, String host, int cores) {}

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded added) {
    var info = added.executorInfo();
    alive.put(
        added.executorId(),
        new Executor(added.executorId(), info.executorHost(), info.totalCores()));
    seen.add(added.executorId());
    lastSeen.set(System.nanoTime());
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    Executor gone = alive.remove(removed.executorId());
    lastSeen.set(System.nanoTime());
    if (gone != null && !isWanted(removed.reason())) {
      String text =
          "executor %s on %s was lost: %s".formatted(gone.id(), gone.host(), removed.reason());
      told.forEach(one -> one.accept(text));
    }
  }

  /// Whether it was sent away by this program, since it had nothing to do: Spark says so of no
  /// other.
  private static boolean isWanted(String reason) {
    return reason.equals(ExecutorKilled$.MODULE$.toString());
  }

  /// Tells `one` of executors that are lost.
  void hear(Consumer<String> one) {
    told.add(one);
  }

  void forget(Consumer<String> one) {
    told.remove(one);
  }

  /// Those that are there.
  List<Executor> alive() {
    return List.copyOf(alive.values());
  }

  /// Whether the executor that Spark calls `id` was ever there.
  boolean wasThere(String id) {
    return seen.contains(id);
  }

  /// For how long there has been none, by the clock of [System#nanoTime]; 0 if there is one.
  long missingNanos() {
    return alive.isEmpty() ? System.nanoTime() - lastSeen.get() : 0;
  }

  /// Counts the time without executors from now on: work begins.
  void waitFromNow() {
    lastSeen.set(System.nanoTime());
  }
}
