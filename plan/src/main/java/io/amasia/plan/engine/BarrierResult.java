package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.plan.Results;

/// Where the results of a barrier go, box by box. Thread-safe.
interface BarrierResult extends AutoCloseable {
  /// Takes the results of `box`, which stay the caller's, for the task that hands on by `to`.
  void put(Box box, NdArray values, Handed to);

  /// Hands all of them over, when they are complete.
  void hand(Results results);

  /// Gives back what was not handed over.
  @Override
  void close();
}
