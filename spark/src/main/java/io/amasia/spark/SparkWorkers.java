package io.amasia.spark;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Cancel;
import io.amasia.plan.EngineUrl;
import io.amasia.plan.remote.StagePackage;
import io.amasia.plan.remote.TaskRange;
import io.amasia.plan.remote.TaskReport;
import io.amasia.plan.remote.Workers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.FutureConverters;

/// The executors of a Spark cluster as workers. Each stage is one job of Spark's, each range of
/// tasks one of the job's partitions; a range whose executor ends is given to another by Spark.
final class SparkWorkers implements Workers {
  private static final long LOOK_MILLIS = 100;

  /// How long a task that was given up may take to hear of it.
  private static final long PATIENCE_SECONDS = 10;

  private final EngineUrl url;
  private final Size known;

  /// @param memoryBytes what the arrays of this process may hold, for tasks in this process
  SparkWorkers(EngineUrl url, long memoryBytes) {
    this.url = url;
    known = known(url, memoryBytes);
    SparkConnection.join(url);
  }

  private static Size known(EngineUrl url, long memoryBytes) {
    return switch (url) {
      case EngineUrl.SparkLocal(int threads) ->
          new Size(1, threads, memoryBytes, Runtime.getRuntime().maxMemory());
      case EngineUrl.LocalCluster(int workers, int cores, int megabytes) ->
          size(workers, cores, new ExecutorMemory(megabytes * (1L << 20)));
      case EngineUrl.Spark _, EngineUrl.Named _, EngineUrl.Processes _ -> {
        Map<String, String> settings = SparkSettings.of(url);
        long bytes = Long.parseLong(settings.getOrDefault(SparkSettings.PROCESS_BYTES, "0"));
        int cores = Integer.parseInt(settings.getOrDefault(SparkSettings.EXECUTOR_CORES, "1"));
        yield size(0, cores, new ExecutorMemory(bytes));
      }
    };
  }

  private static Size size(int processes, int cores, ExecutorMemory memory) {
    return new Size(processes, cores, memory.poolBytes(), memory.heapBytes());
  }

  @Override
  public String name() {
    return url.toString();
  }

  @Override
  public Size size() {
    if (url instanceof EngineUrl.Spark) {
      int processes =
          SparkConnection.ifThere(url)
              .map(c -> c.executors().alive().size())
              .orElse(known.processes());
      return new Size(processes, known.threadsEach(), known.memoryBytes(), known.heapBytes());
    }
    return known;
  }

  @Override
  public void run(StagePackage stage, List<TaskRange> ranges, Listener listener, Cancel cancel) {
    if (ranges.isEmpty()) {
      return;
    }
    cancel.check();
    Consumer<String> lost = listener::notice;
    try (SparkConnection.Use use = SparkConnection.use(url, cancel)) {
      SparkConnection connection = use.connection();
      connection.executors().hear(lost);
      try {
        new Running(connection, listener, cancel).run(stage, ranges);
      } finally {
        connection.executors().forget(lost);
      }
    }
  }

  /// One job, from its start to its end.
  private record Running(SparkConnection connection, Listener listener, Cancel cancel) {
    void run(StagePackage stage, List<TaskRange> ranges) {
      JavaSparkContext context = connection.context();
      var patience = new Patience(connection);
      var tasks = new JobTasks(ranges, listener);
      context.sc().addSparkListener(tasks);
      SimpleFutureAction<Boolean> job = begun(stage, ranges, tasks);
      Future<Boolean> end = FutureConverters.asJava(job).toCompletableFuture();
      Runnable stop = job::cancel;
      cancel.onCancel(stop);
      try {
        while (!isDone(end)) {
          patience.check();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AmasiaException.Cancelled("interrupted");
      } finally {
        cancel.forget(stop);
        job.cancel();
        awaitCopies(tasks);
        context.sc().removeSparkListener(tasks);
      }
    }

    private SimpleFutureAction<Boolean> begun(
        StagePackage stage, List<TaskRange> ranges, JobTasks tasks) {
      try {
        return SparkJob.submit(
            connection.context(),
            stage,
            ranges,
            tasks,
            report -> listener.finished(TaskReport.ofJson(report)));
      } catch (IllegalStateException e) { // the connection has ended just now
        throw JobFailure.of(e, connection);
      }
    }

    /// Copies of tasks that were slow, and tasks that were cancelled, end a little later.
    private void awaitCopies(JobTasks tasks) {
      try {
        if (!connection.context().sc().isStopped() && !tasks.awaitNone(PATIENCE_SECONDS)) {
          listener.notice("tasks that were given up still run on " + connection.url());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean isDone(Future<Boolean> end) throws InterruptedException {
      try {
        end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        cancel.check();
        throw JobFailure.of(e.getCause() == null ? e : e.getCause(), connection);
      }
    }
  }

  /// The connection is the process's: it ends with the last session that has it.
  @Override
  public void close() {
    SparkConnection.leave(url);
  }
}
