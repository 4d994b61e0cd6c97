package io.amasia.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/// The executors that a connection has, as Spark tells of them. Thread-safe.
final class Executors extends SparkListener {
  private final Map<String, Executor> alive = new ConcurrentHashMap<>();
  private final AtomicInteger seen = new AtomicInteger();
  private final AtomicLong lastSeen = new AtomicLong(System.nanoTime());

  /// A JVM that runs tasks.
  record Executor(String id, String host, int cores) {}

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded added) {
    var info = added.executorInfo();
    alive.put(
        added.executorId(),
        new Executor(added.executorId(), info.executorHost(), info.totalCores()));
    seen.incrementAndGet();
    lastSeen.set(System.nanoTime());
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    alive.remove(removed.executorId());
    lastSeen.set(System.nanoTime());
  }

  /// Those that are there.
  java.util.List<Executor> alive() {
    return java.util.List.copyOf(alive.values());
  }

  /// How many there ever were.
  int everSeen() {
    return seen.get();
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
