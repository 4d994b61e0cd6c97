package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Run;
import io.amasia.plan.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The threads that run the tasks of a stage, in order, until none is left or one fails.
///
/// The first failure, or a cancel, interrupts all of them: one that waits for a disk or a network
/// stops at once, one that computes at its next chunk.
final class Workers {
  private final Stage stage;
  private final StageRun running;
  private final Run run;
  private final AtomicLong next = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Thread> busy = new HashSet<>();

  /// Those of the busy that were interrupted here.
  private final Set<Thread> stopped = new HashSet<>();

  private volatile @Nullable Throwable failure;

  Workers(Stage stage, StageRun running, Run run) {
    this.stage = stage;
    this.running = running;
    this.run = run;
  }

  /// Runs all tasks with `count` workers on `threads`, or on this thread if it is one.
  void run(ExecutorService threads, int count) {
    // The calling thread waits: what it holds, such as a scope or an interrupt, is its own.
    stoppable(count <= 1 ? () -> work("thread 1") : () -> share(threads, count));
  }

  /// Runs all tasks on this thread.
  void run() {
    stoppable(() -> work("thread 1"));
  }

  private void stoppable(Runnable work) {
    Runnable cancelled = () -> stop(new AmasiaException.Cancelled("cancelled"));
    run.cancel().onCancel(cancelled);
    try {
      work.run();
    } finally {
      run.cancel().forget(cancelled);
    }
    rethrow();
  }

  private void share(ExecutorService threads, int count) {
    List<Future<?>> workers = start(threads, count);
    if (workers.isEmpty()) {
      work("thread 1");
    }
    boolean interrupted = false;
    for (Future<?> worker : workers) {
      while (true) {
        try {
          worker.get();
          break;
        } catch (InterruptedException _) {
          // Tasks use memory that is ours: stop them, and wait until they have.
          interrupted = true;
          stop(new AmasiaException.Cancelled("interrupted"));
        } catch (ExecutionException e) {
          stop(e.getCause() == null ? e : e.getCause());
          break;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Starts workers, fewer where the system has no thread for more: they take all tasks then.
  private List<Future<?>> start(ExecutorService threads, int count) {
    List<Future<?>> workers = new ArrayList<>();
    try {
      for (int w = 1; w <= count; w++) {
        String name = "thread " + w;
        workers.add(threads.submit(() -> work(name)));
      }
    } catch (OutOfMemoryError | RejectedExecutionException e) {
      run.telling()
          .notice(
              "only %d of %d threads could be started (%s); --threads %d asks for no more"
                  .formatted(workers.size(), count, e.getMessage(), Math.max(1, workers.size())));
    } catch (Throwable e) {
      // Those that were started use memory that is ours.
      stop(e);
    }
    return workers;
  }

  private void work(String name) {
    Thread thread = Thread.currentThread();
    enter(thread);
    try {
      takeTasks(name);
    } catch (Throwable e) {
      stop(e);
    } finally {
      leave(thread);
    }
  }

  private void enter(Thread thread) {
    lock.lock();
    try {
      busy.add(thread);
    } finally {
      lock.unlock();
    }
  }

  private void takeTasks(String name) {
    long tasks = stage.tasks().count();
    // Room first, then a task: one that has been taken is run, whatever waits for it.
    run.reserve(stage);
    try {
      while (failure == null) {
        long i = next.getAndIncrement();
        if (i >= tasks) {
          return;
        }
        running.task(i, name);
        run.makeRoom(stage);
      }
    } finally {
      run.release(stage);
    }
  }

  /// Remembers the first failure and interrupts all workers.
  private void stop(Throwable e) {
    lock.lock();
    try {
      if (failure == null) {
        failure = e;
        for (Thread thread : busy) {
          if (!thread.isInterrupted()) {
            thread.interrupt();
            stopped.add(thread);
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Nobody interrupts `thread` any more; that it was is forgotten, if it was done here: another's
  /// interrupt is for who called.
  private void leave(Thread thread) {
    lock.lock();
    try {
      busy.remove(thread);
      if (stopped.remove(thread)) {
        Thread.interrupted();
      }
    } finally {
      lock.unlock();
    }
  }

  private void rethrow() {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }
}
