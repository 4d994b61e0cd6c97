package io.amasia.plan.remote;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Cancel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Workers that are child processes of this one, on this machine: the simplest ones that share
/// nothing but the work directory. They are started when they are first needed, and again when one
/// has died.
final class ProcessWorkers implements Workers {
  /// How long a cancelled task may take to hear of it.
  private static final long PATIENCE_SECONDS = 10;

  private final ChildJvms jvms;
  private final List<Seat> seats = new ArrayList<>();
  private final AtomicInteger sessions = new AtomicInteger();

  ProcessWorkers(ChildJvms jvms) {
    this.jvms = jvms;
    for (int i = 1; i <= jvms.count(); i++) {
      seats.add(new Seat("process " + i));
    }
  }

  /// The place of one child, whoever has it now.
  private final class Seat {
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ChildProcess child;

    Seat(String name) {
      this.name = name;
    }

    ChildProcess child() {
      lock.lock();
      try {
        ChildProcess now = child;
        if (now == null || !now.isAlive()) {
          now = ChildProcess.start(jvms, name);
          child = now;
        }
        return now;
      } finally {
        lock.unlock();
      }
    }

    void end() {
      lock.lock();
      try {
        if (child != null) {
          child.kill();
          child = null;
        }
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public String name() {
    return jvms.count() + " processes";
  }

  @Override
  public Size size() {
    return new Size(jvms.count(), jvms.threadsEach(), jvms.memoryBytes(), jvms.heapBytes());
  }

  @Override
  public void run(StagePackage stage, List<TaskRange> ranges, Listener listener, Cancel cancel) {
    Queue<TaskRange> open = new ConcurrentLinkedQueue<>(ranges);
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    List<Thread> slots = new ArrayList<>();
    for (int k = 0; k < jvms.threadsEach(); k++) {
      for (Seat seat : seats) {
        if (slots.size() < ranges.size()) {
          var slot = new Slot(seat, stage, open, listener, cancel);
          slots.add(Thread.ofVirtual().start(() -> slot.work(failure)));
        }
      }
    }
    join(slots, cancel);
    RuntimeException first = failure.get();
    if (first != null) {
      throw first;
    }
    cancel.check();
  }

  private static void join(List<Thread> slots, Cancel cancel) {
    boolean interrupted = false;
    for (Thread slot : slots) {
      while (true) {
        try {
          slot.join();
          break;
        } catch (InterruptedException _) {
          interrupted = true;
          cancel.cancel();
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Gives a child one range after the other.
  private record Slot(
      Seat seat, StagePackage stage, Queue<TaskRange> open, Listener listener, Cancel cancel) {
    void work(AtomicReference<@Nullable RuntimeException> failure) {
      try {
        for (TaskRange range = next(); range != null && failure.get() == null; range = next()) {
          run(range);
        }
      } catch (RuntimeException e) {
        failure.compareAndSet(null, e);
      }
    }

    private @Nullable TaskRange next() {
      return cancel.isCancelled() ? null : open.poll();
    }

    private void run(TaskRange range) {
      ChildProcess child = seat.child();
      listener.started(range, child.name());
      ChildProcess.Order order = child.run(stage, range);
      Runnable cancelled = () -> Thread.ofVirtual().start(() -> stop(child, order));
      cancel.onCancel(cancelled);
      try {
        Optional<TaskReport> report = order.report().get();
        report.ifPresent(listener::finished);
        if (report.isEmpty()) {
          listener.lost(range, child.name());
        }
        if (report.isEmpty() && !cancel.isCancelled()) {
          listener.notice(
              "%s was lost while it ran %s: %s".formatted(child.name(), range, child.lastWords()));
        }
      } catch (InterruptedException | ExecutionException e) {
        throw new AmasiaException.Cancelled("interrupted: " + e);
      } finally {
        cancel.forget(cancelled);
      }
    }

    /// Asks first; who does not answer is killed, and another takes the seat.
    private static void stop(ChildProcess child, ChildProcess.Order order) {
      child.cancel(order);
      try {
        order.report().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        child.kill();
      } catch (InterruptedException | ExecutionException _) {
        // nobody interrupts it, and reports never fail
      }
    }
  }

  /// Another session has them too.
  void join() {
    sessions.incrementAndGet();
  }

  /// Ends the children when the last session that has them is closed; they start again if one of
  /// these asks for them then.
  @Override
  public void close() {
    if (sessions.decrementAndGet() <= 0) {
      seats.forEach(Seat::end);
    }
  }
}
