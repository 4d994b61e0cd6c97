package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Engine;
import io.amasia.plan.Node;
import io.amasia.plan.Operation;
import io.amasia.plan.Run;
import io.amasia.plan.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// All cores of this process: workers take tasks in order, so that neighbours meet early and
/// results leave early; a task starts when its projected bytes fit the budget.
public final class LocalEngine implements Engine {
  /// Tasks that may wait for a network at a time, besides those that compute.
  private static final int REMOTE_TASKS = 32;

  private static final ExecutorService WORKERS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("amasia-", 1).factory());
  private static final ExecutorService REMOTE =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("amasia-remote-", 1).factory());

  @Override
  public String name() {
    return "local";
  }

  @Override
  public void run(Stage stage, Run run) {
    long tasks = stage.tasks().count();
    boolean remote = readsRemote(stage);
    int wanted = remote ? run.threads() + REMOTE_TASKS : run.threads();
    int workers = (int) Math.min(tasks, wanted);
    try (var running = new StageRun(stage, run)) {
      var work = new Work(running, run, tasks);
      if (workers <= 1) {
        work.loop();
      } else {
        // The calling thread waits: what it holds, such as a scope or an interrupt, is its own.
        work.share(remote ? REMOTE : WORKERS, workers);
      }
      work.rethrow();
      running.finish();
    }
  }

  private static boolean readsRemote(Stage stage) {
    for (Node node : stage.plan().nodes()) {
      if (node.operation() instanceof Operation.Read(var array)
          && array.store().url().matches("(https?|s3|gs)://.*")) {
        return true;
      }
    }
    return false;
  }

  /// The tasks that are left, and the first failure.
  private static final class Work {
    private final StageRun running;
    private final Run run;
    private final long tasks;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Work(StageRun running, Run run, long tasks) {
      this.running = running;
      this.run = run;
      this.tasks = tasks;
    }

    void loop() {
      long bytes = running.stage().projection().taskBytes();
      try {
        while (failure.get() == null && next.get() < tasks) {
          // Room first, then a task: one that has been taken is run, whatever waits for it.
          run.room().reserve(bytes, run.cancel());
          try {
            long i = next.getAndIncrement();
            if (i >= tasks) {
              return;
            }
            running.task(i);
          } finally {
            run.room().release(bytes);
          }
          run.progress().accept(done.incrementAndGet());
        }
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      }
    }

    void share(ExecutorService threads, int workers) {
      List<Future<?>> loops = new ArrayList<>();
      for (int w = 0; w < workers; w++) {
        loops.add(threads.submit(this::loop));
      }
      boolean interrupted = false;
      for (Future<?> loop : loops) {
        while (true) {
          try {
            loop.get();
            break;
          } catch (InterruptedException _) {
            // Tasks use memory that is ours: stop them, and wait until they have.
            interrupted = true;
            failure.compareAndSet(null, new AmasiaException.Cancelled("interrupted"));
          } catch (java.util.concurrent.ExecutionException e) {
            failure.compareAndSet(null, e.getCause());
            break;
          }
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    void rethrow() {
      switch (failure.get()) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }
}
