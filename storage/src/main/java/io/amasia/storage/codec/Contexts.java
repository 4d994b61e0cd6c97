package io.amasia.storage.codec;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Native coder contexts that wait for their next use: made once, used by one thread at a time.
///
/// Not bound to threads, because virtual threads come and go in thousands. At most as many wait as
/// there are processors, twice; more are freed.
final class Contexts<T> {
  private static final int MOST = 2 * Runtime.getRuntime().availableProcessors();

  private final Supplier<T> maker;
  private final Consumer<T> freeing;
  private final ConcurrentLinkedQueue<T> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  /// Contexts that the garbage collector frees.
  Contexts(Supplier<T> maker) {
    this(maker, _ -> {});
  }

  Contexts(Supplier<T> maker, Consumer<T> freeing) {
    this.maker = maker;
    this.freeing = freeing;
  }

  /// Gives what `use` gives with a context that no other thread has meanwhile.
  <R> R with(Function<T, R> use) {
    T context = waiting.poll();
    if (context == null) {
      context = maker.get();
    } else {
      count.decrementAndGet();
    }
    boolean used = false;
    try {
      R result = use.apply(context);
      used = true;
      return result;
    } finally {
      if (used && count.incrementAndGet() <= MOST) {
        waiting.add(context);
      } else { // after an error a context is not used again
        if (used) {
          count.decrementAndGet();
        }
        freeing.accept(context);
      }
    }
  }
}
