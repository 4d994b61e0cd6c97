package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.kernel.Accumulator;
import io.amasia.array.kernel.States;

/// The state of a reduction over some boxes: an accumulator for each element of a box of results.
final class Partial implements AutoCloseable {
  private final Box results;
  private final Lease lease;
  private final States states;

  private Partial(Box results, Lease lease, States states) {
    this.results = results;
    this.lease = lease;
    this.states = states;
  }

  /// The state of nothing.
  @SuppressWarnings("MustBeClosedChecker") // the partial closes it
  static Partial start(Accumulator accumulator, Box results) {
    long n = results.size();
    Lease lease = MemoryPool.process().lease(accumulator.stateBytes(n));
    States states = new States(lease.segment(), n);
    accumulator.start(states, 0, n);
    return new Partial(results, lease, states);
  }

  Box results() {
    return results;
  }

  States states() {
    return states;
  }

  /// Takes over all that `other`, which comes after it, has seen; both are used up.
  ///
  /// @param groupAxis the dimension of the results along which the two may differ, or -1
  Partial merge(Accumulator accumulator, Partial other, int groupAxis) {
    if (groupAxis < 0 || results.equals(other.results)) {
      accumulator.combine(states, 0, other.states, 0, states.capacity());
      other.close();
      return this;
    }
    long from = Math.min(results.start(groupAxis), other.results.start(groupAxis));
    long to = Math.max(results.end(groupAxis), other.results.end(groupAxis));
    return widen(accumulator, groupAxis, from, to).take(accumulator, other, groupAxis);
  }

  /// This, with room for the results `from … to - 1` along a dimension.
  Partial widen(Accumulator accumulator, int axis, long from, long to) {
    if (results.start(axis) == from && results.end(axis) == to) {
      return this;
    }
    return start(accumulator, results.with(axis, from, to - from)).take(accumulator, this, axis);
  }

  private Partial take(Accumulator accumulator, Partial other, int axis) {
    long inner = 1;
    for (int d = axis + 1; d < results.ndim(); d++) {
      inner *= results.length(d);
    }
    long outer = 1;
    for (int d = 0; d < axis; d++) {
      outer *= results.length(d);
    }
    long run = other.results.length(axis) * inner;
    long shift = (other.results.start(axis) - results.start(axis)) * inner;
    for (long i = 0; i < outer; i++) {
      long into = i * results.length(axis) * inner + shift;
      accumulator.combine(states, into, other.states, i * run, run);
    }
    other.close();
    return this;
  }

  @Override
  public void close() {
    lease.close();
  }
}
