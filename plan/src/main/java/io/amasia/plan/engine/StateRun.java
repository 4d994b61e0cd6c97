package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.plan.Accumulation;
import io.amasia.plan.Results;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;

/// Reductions that share a state, which each task leaves to be folded when all parts are there.
final class StateRun implements OutputRun {
  private final int number;
  private final Accumulation accumulation;
  private final ReduceSpec spec;

  /// @param number of the first reduction among the outputs of its stage
  StateRun(int number, Accumulation accumulation) {
    this.number = number;
    this.accumulation = accumulation;
    spec = ReduceSpec.of(accumulation.first());
  }

  @Override
  public OutputTask task(Box box, long[] index) {
    var reducing = new Reducing(spec, accumulation.accumulator(0), box);
    return new OutputTask() {
      @Override
      public BoxConsumer consumer() {
        return reducing;
      }

      @Override
      public void done(Handed to) {
        try (Partial partial = reducing.result()) {
          to.leaving().state(number, partial.results(), partial.states().segment());
        }
      }

      @Override
      public void close() {
        reducing.close();
      }
    };
  }

  @Override
  public void finish(Results results) {}

  @Override
  public void close() {}
}
