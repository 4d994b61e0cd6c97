package io.amasia.storage.codec;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/// Native coder contexts that wait for their next use: made once, used by one thread at a time.
///
/// Not bound to threads, because virtual threads come and go in thousands. At most as many wait as
/// there are processors, twice; more are left to the garbage collector, which frees them.
final class Contexts<T> {
  private static final int MOST = 2 * Runtime.getRuntime().availableProcessors();

  private final Supplier<T> maker;
  private final ConcurrentLinkedQueue<T> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  Contexts(Supplier<T> maker) {
    this.maker = maker;
  }

  /// Gives what `use` gives with a context that no other thread has meanwhile.
  <R> R with(Function<T, R> use) {
    T context = waiting.poll();
    if (context == null) {
      context = maker.get();
    } else {
      count.decrementAndGet();
    }
    R result = use.apply(context); // after an error the context is not used again
    if (count.incrementAndGet() <= MOST) {
      waiting.add(context);
    } else {
      count.decrementAndGet();
    }
    return result;
  }
}
