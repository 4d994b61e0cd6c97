package io.amasia.plan;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Brings what happens in a computation to its listener, one event at a time. Thread-safe.
///
/// Workers don't wait for each other here: who finds the listener busy leaves the event to whoever
/// is telling, unless so many wait already that the listener is slower than what happens.
public final class Telling {
  /// A listener that is not told anything, which costs nothing.
  static final Consumer<Event> NOBODY = event -> {};

  /// Events that may wait for a listener that is behind.
  static final int MOST_WAITING = 10_000;

  /// Different things told to know, at most: more are not read.
  private static final int MOST_NOTICES = 20;

  private static final AtomicLong COMPUTATIONS = new AtomicLong();

  private final long computation = COMPUTATIONS.incrementAndGet();
  private final Consumer<Event> listener;
  private final boolean heard;
  private final Queue<Event> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger behind = new AtomicInteger();
  private final ReentrantLock telling = new ReentrantLock();
  private final Set<String> noticed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean dataNoticed = new AtomicBoolean();
  private final Traffic.Counter traffic = new Traffic.Counter();
  private final AtomicLong tasksDone = new AtomicLong();
  private volatile int stage;
  private volatile @Nullable RuntimeException broken;
  private volatile boolean over;

  /// A listener that tells both, in this order.
  static Consumer<Event> both(Consumer<Event> first, Consumer<Event> second) {
    return first.equals(NOBODY) ? second : second.equals(NOBODY) ? first : first.andThen(second);
  }

  /// @param listener who is told
  public Telling(Consumer<Event> listener) {
    this.listener = listener;
    heard = !listener.equals(NOBODY);
  }

  long computation() {
    return computation;
  }

  /// Whether anybody listens.
  boolean isHeard() {
    return heard;
  }

  /// Bytes moved so far.
  Traffic traffic() {
    return traffic.now();
  }

  void tell(Event event) {
    if (!heard || over) {
      return;
    }
    waiting.add(event);
    boolean slow = behind.incrementAndGet() > MOST_WAITING;
    while (!waiting.isEmpty() && lock(slow)) {
      try {
        tellWaiting();
      } finally {
        telling.unlock();
      }
    }
  }

  /// Whether it is this thread's turn to tell; waits for it if the listener is slow.
  private boolean lock(boolean slow) {
    if (!slow) {
      return telling.tryLock();
    }
    try {
      telling.lockInterruptibly();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void tellWaiting() {
    for (Event next = waiting.poll(); next != null; next = waiting.poll()) {
      behind.decrementAndGet();
      if (broken == null && !over) {
        try {
          listener.accept(next);
        } catch (RuntimeException e) {
          broken = e;
        }
      }
    }
  }

  /// Tells the last event, when all others were heard.
  ///
  /// @throws RuntimeException what the listener threw, if it did: it heard nothing after that
  void tellLast(Event event) {
    telling.lock();
    try {
      waiting.add(event);
      behind.incrementAndGet();
      tellWaiting();
      over = true;
    } finally {
      telling.unlock();
    }
    RuntimeException thrown = broken;
    if (thrown != null) {
      throw thrown;
    }
  }

  void beginStage(int number) {
    stage = number;
    tasksDone.set(0);
    tell(new Event.StageStarted(computation, System.nanoTime(), number));
  }

  void endStage(int number, long peakBytes) {
    tell(new Event.StageFinished(computation, System.nanoTime(), number, peakBytes));
  }

  /// Tells how far the computation is, with `reservedBytes` of the budget reserved.
  void sample(long memoryBytes, long reservedBytes) {
    tell(
        new Event.Sampled(
            computation,
            System.nanoTime(),
            stage,
            tasksDone.get(),
            traffic.now(),
            memoryBytes,
            reservedBytes));
  }

  /// Tells how a worker is that runs in a process of its own: see [Event.WorkerSampled].
  public void worker(
      String worker, long memoryBytes, long spilledBytes, long budgetBytes, double processors) {
    tell(
        new Event.WorkerSampled(
            computation,
            System.nanoTime(),
            worker,
            memoryBytes,
            spilledBytes,
            budgetBytes,
            processors));
  }

  /// Tells what tasks noticed of the data, the first time: a thousand bad values are one thing to
  /// know.
  public void noticeOfData(String text) {
    if (dataNoticed.compareAndSet(false, true)) {
      notice(text);
    }
  }

  /// Tells what a user should know, each text the first time.
  public void notice(String text) {
    if (noticed.size() < MOST_NOTICES && noticed.add(text)) {
      tell(new Event.Noticed(computation, System.nanoTime(), text));
    }
  }

  /// Where bytes are counted that the computation moves outside of tasks.
  public Traffic.Counter moved() {
    return traffic;
  }

  /// Tells that `worker` began task `number` of the stage that runs, in another process.
  public void started(long number, String worker, long startNanos) {
    tell(new Event.TaskStarted(computation, startNanos, stage, number, worker));
  }

  /// Tells that a task which was told of by [#started] ended by an error, or without a word.
  public void failed(long number, String worker, long startNanos, String error) {
    long now = System.nanoTime();
    tell(new Event.TaskFailed(computation, startNanos, now, stage, number, worker, error));
  }

  /// Tells that a task which was told of by [#started] is done.
  public void ran(long number, String worker, long startNanos, long endNanos, Traffic moved) {
    traffic.add(moved);
    tasksDone.incrementAndGet();
    tell(new Event.TaskFinished(computation, startNanos, endNanos, stage, number, worker, moved));
  }

  /// Task `number` of the stage that runs begins on `worker`.
  public Task begin(long number, String worker) {
    return new Task(number, worker);
  }

  /// A running task.
  public final class Task {
    private final long number;
    private final String worker;
    private final long start = heard ? System.nanoTime() : 0;
    private final Traffic.Counter moved = traffic.part();

    private Task(long number, String worker) {
      this.number = number;
      this.worker = worker;
      tell(new Event.TaskStarted(computation, start, stage, number, worker));
    }

    /// Where the bytes that it moves are counted.
    public Traffic.Counter traffic() {
      return moved;
    }

    /// Tells that it is done.
    public void finish() {
      tasksDone.incrementAndGet();
      if (heard) {
        long now = System.nanoTime();
        tell(new Event.TaskFinished(computation, start, now, stage, number, worker, moved.now()));
      }
    }

    /// Tells that it ended by an error.
    public void fail(Throwable error) {
      if (heard) {
        long now = System.nanoTime();
        String text = String.valueOf(error.getMessage());
        tell(new Event.TaskFailed(computation, start, now, stage, number, worker, text));
      }
    }
  }
}
