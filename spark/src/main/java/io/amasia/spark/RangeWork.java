package io.amasia.spark;

import io.amasia.plan.Cancel;
import io.amasia.plan.remote.StagePackage;
import io.amasia.plan.remote.StageTasks;
import io.amasia.plan.remote.TaskRange;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/// What an executor does with a range of tasks of a stage. Travels to executors by Java
/// serialisation, over Spark's authenticated channel; all of it is the stage's package as text.
final class RangeWork extends AbstractFunction1<Iterator<long[]>, String> implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long LOOK_MILLIS = 200;

  /// Spark's name of the executor that is this process.
  private static final String OWN_EXECUTOR = "driver";

  /// The tasks of this process that Spark may want to stop.
  private static final Map<TaskContext, Cancel> RUNNING = new ConcurrentHashMap<>();

  private final String stage;

  RangeWork(StagePackage stage) {
    this.stage = stage.toJson();
  }

  /// Runs the range that `part` holds, from and to; gives the report as JSON.
  @Override
  public String apply(Iterator<long[]> part) {
    long[] range = part.next();
    StagePackage opened = StagePackage.ofJson(stage);
    TaskContext context = TaskContext.get();
    var cancel = new Cancel();
    Watcher.begin();
    try {
      RUNNING.put(context, cancel);
      return StageTasks.process()
          .run(opened, new TaskRange(range[0], range[1]), worker(), cancel)
          .toJson();
    } finally {
      RUNNING.remove(context);
    }
  }

  private static String worker() {
    SparkEnv env = SparkEnv.get();
    return worker(env.executorId(), env.blockManager().blockManagerId().host());
  }

  /// What people call an executor, by Spark's name of it.
  static String worker(String executor, String host) {
    return executor.equals(OWN_EXECUTOR)
        ? "this process"
        : "executor %s on %s".formatted(executor, host);
  }

  /// Hears that Spark gave up a task, because the computation was cancelled or a copy of the task
  /// was quicker. Threads are not interrupted: others' files would be closed under them.
  private static final class Watcher {
    static {
      Thread.ofPlatform().daemon().name("amasia-given-up").start(Watcher::look);
    }

    private Watcher() {}

    /// Starts it, once.
    static void begin() {
      // The class is initialised by now.
    }

    private static void look() {
      try {
        while (true) {
          Thread.sleep(LOOK_MILLIS);
          RUNNING.forEach((context, cancel) -> {
            if (context.isInterrupted()) {
              cancel.cancel();
            }
          });
        }
      } catch (InterruptedException e) {
        // The process ends.
      }
    }
  }
}
