package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.kernel.Accumulator;
import io.amasia.array.kernel.States;
import java.lang.foreign.MemorySegment;

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

  /// A state that another process left.
  @SuppressWarnings("MustBeClosedChecker") // the partial closes it
  static Partial of(Accumulator accumulator, Box results, MemorySegment states) {
    Partial partial = start(accumulator, results);
    partial.states.segment().copyFrom(states);
    return partial;
  }

  Box results() {
    return results;
  }

  States states() {
    return states;
  }

  /// The results of `group` alone; all of them without groups.
  ///
  /// @param groupAxis the dimension of the results that is groups, or -1
  Box group(int groupAxis, int group) {
    return groupAxis < 0 ? results : results.with(groupAxis, group, 1);
  }

  /// Takes over what `other`, which comes after it, has seen of the groups this has.
  ///
  /// @param groupAxis the dimension of the results along which the two may differ, or -1
  void take(Accumulator accumulator, Partial other, int groupAxis) {
    if (groupAxis < 0 || results.equals(other.results)) {
      accumulator.combine(states, 0, other.states, 0, states.capacity());
      return;
    }
    long inner = 1;
    for (int d = groupAxis + 1; d < results.ndim(); d++) {
      inner *= results.length(d);
    }
    long outer = 1;
    for (int d = 0; d < groupAxis; d++) {
      outer *= results.length(d);
    }
    long run = results.length(groupAxis) * inner;
    long otherRun = other.results.length(groupAxis) * inner;
    long shift = (results.start(groupAxis) - other.results.start(groupAxis)) * inner;
    for (long i = 0; i < outer; i++) {
      accumulator.combine(states, i * run, other.states, i * otherRun + shift, run);
    }
  }

  @Override
  public void close() {
    lease.close();
  }
}
