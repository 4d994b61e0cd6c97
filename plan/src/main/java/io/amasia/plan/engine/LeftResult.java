package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.plan.Results;

/// The results of a barrier that are left for other processes.
///
/// @param number of the output in its stage
record LeftResult(int number) implements BarrierResult {
  @Override
  public void put(Box box, NdArray values, Handed to) {
    to.leaving().values(number, box, values);
  }

  @Override
  public void hand(Results results) {}

  @Override
  public void close() {}
}
