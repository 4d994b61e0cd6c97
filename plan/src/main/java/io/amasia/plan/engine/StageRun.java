package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.plan.Accumulation;
import io.amasia.plan.Expansion;
import io.amasia.plan.Narrowing;
import io.amasia.plan.Node;
import io.amasia.plan.Operation;
import io.amasia.plan.Run;
import io.amasia.plan.Stage;
import io.amasia.plan.TaskScope;
import io.amasia.plan.Telling;
import io.amasia.plan.Traffic;
import io.amasia.storage.format.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A stage while it runs: what its tasks share. Engines call [#passes] with what runs each task
/// once, by [#task], from any threads; then [#finish]. Closing gives back what was not finished.
final class StageRun implements Takers.Making, AutoCloseable {
  private final Stage stage;
  private final Run run;
  private final TaskRun tasks;
  private final Takers takers;
  private AppendOrder order;
  private final boolean appends;
  private final long together;
  private int pass;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  StageRun(Stage stage, Run run) {
    this.stage = stage;
    this.run = run;
    takers = Takers.of(stage, this);
    tasks = new TaskRun(stage, takers, run.results(), this::check);
    order = new AppendOrder(2L * run.threads());
    together = stage.together(run.threads());
    appends =
        stage.outputs().stream()
            .anyMatch(o -> o instanceof Stage.Write write && write.sink() instanceof Sink.Serial);
  }

  @Override
  public OutputRun other(Stage.Output output, Expansion expansion) {
    return switch (output) {
      case Stage.Write write ->
          new WriteRun(
              write, expansion.top().leaves().contains(write.node()), WriteRun.toSink(write));
      case Stage.Spill spill when !spill.isBarrier() -> new SpillRun(spill, run);
      case Stage.Keep(var node) when !output.isBarrier() ->
          node.dtype() == DType.STRING ? new TextRun(node) : new KeepRun(node);
      case Stage.Keep _, Stage.Spill _ -> barrierRun(output);
    };
  }

  private OutputRun barrierRun(Stage.Output output) {
    Optional<Narrowing> narrowing = Narrowing.of(output, stage.tasks());
    if (narrowing.isPresent()) {
      return new NarrowRun(output.node(), narrowing.get(), new HeldResult(output, run.scratch()));
    }
    boolean sorts = output.node().operation() instanceof Operation.ArgSort;
    BlockRun.Step step = sorts ? ArgSorting::compute : OrderStatistics::compute;
    return new BlockRun(output.node(), step, new HeldResult(output, run.scratch()));
  }

  @Override
  public OutputRun reducing(Accumulation accumulation, List<Stage.Output> taking) {
    List<BarrierResult> results = new ArrayList<>();
    try {
      for (Node node : accumulation.nodes()) {
        for (Stage.Output output : taking) {
          if (output.node() == node) {
            results.add(new HeldResult(output, run.scratch()));
          }
        }
      }
      var reducing = new ReduceRun(accumulation, stage.tasks(), results, this::check);
      reducing.finishEmpty(new Handed(new Traffic.Counter()));
      return reducing;
    } catch (Throwable e) {
      results.forEach(BarrierResult::close);
      throw e;
    }
  }

  Stage stage() {
    return stage;
  }

  /// Calls `tasks`, which runs all tasks, as often as the outputs must see their values.
  void passes(Runnable tasks) {
    for (pass = 0; pass < stage.passes(); pass++) {
      if (pass > 0) {
        order.close();
        order = new AppendOrder(2L * run.threads());
      }
      tasks.run();
      takers.runs().forEach(runs -> runs.forEach(OutputRun::endPass));
    }
  }

  /// Does nothing unless the computation was cancelled or a task has failed.
  private void check() {
    run.cancel().check();
    RuntimeException first = failure.get();
    if (first != null) {
      throw first;
    }
  }

  /// Runs task `i` on `worker`. Tasks are begun in order, each when its memory is reserved: a task
  /// may wait for those before it.
  void task(long i, String worker) {
    TaskScope.run(
        run.telling()::noticeOfData,
        () -> {
          Telling.Task task = run.telling().begin(pass * stage.tasks().count() + i, worker);
          try {
            if (appends) {
              order.await(i, run.cancel(), () -> failure.get() != null);
            }
            if (together > 0) {
              order.awaitDone(i / together * together, run.cancel(), () -> failure.get() != null);
            }
            check();
            runTask(i, task.traffic());
          } catch (Throwable e) {
            // Tasks that wait for this one must hear of it, whatever it was.
            RuntimeException first = failure.compareAndExchange(null, Failures.heard(e));
            task.fail(Failures.own(e, first));
            throw e;
          }
          task.finish();
        });
  }

  /// Whether an earlier attempt left all that the task gives.
  private boolean has(Box box) {
    for (List<OutputRun> runs : takers.runs()) {
      for (OutputRun output : runs) {
        if (!output.has(box)) {
          return false;
        }
      }
    }
    return true;
  }

  private void runTask(long i, Traffic.Counter traffic) {
    long[] index = stage.tasks().index(i);
    Box box = stage.tasks().box(index);
    if (has(box)) {
      done(i, List.of());
      return;
    }
    try (var handed = new Handed(traffic)) {
      tasks.run(index, box, handed, new Counting(traffic, this::check));
      done(i, handed.take());
    } catch (Throwable e) {
      throw Failures.named(e, stage, box);
    }
  }

  /// Lets those go on that wait for task `i`, if any do.
  private void done(long i, List<AppendOrder.Ready> pieces) {
    if (appends || together > 0) {
      order.done(i, pieces);
    }
  }

  /// Completes the outputs and puts them into the run's results.
  void finish() {
    for (List<OutputRun> runs : takers.runs()) {
      for (OutputRun output : runs) {
        output.finish(run.results());
      }
    }
  }

  @Override
  public void close() {
    takers.close();
    order.close();
  }

  /// An output of the stage.
  interface OutputRun extends AutoCloseable {
    /// Its part of `box`, a panel of the task that lies at `index` of the grid of tasks.
    OutputTask task(Box box, long[] index);

    /// Whether the values of `box` are where they belong already.
    default boolean has(Box box) {
      return false;
    }

    /// Whether it takes what a task has read as it is, at once or leaf by leaf, rather than a
    /// consumer's strips.
    default boolean takesLeaf() {
      return false;
    }

    /// Takes the block of its node, a leaf of the program, that a task has read.
    default void leaf(Block block, Box box, Handed to) {
      throw new IllegalStateException("takes no leaf");
    }

    /// Gathers such blocks of a task that covers `box` and works through several leaves.
    default DenseTask gather(Box box) {
      throw new IllegalStateException("takes no leaf");
    }

    /// Takes text.
    default void text(Block block, Box box, Handed handed) {
      throw new IllegalStateException("takes no text");
    }

    /// Called when all tasks have run once.
    default void endPass() {}

    /// Called once after all passes.
    void finish(io.amasia.plan.Results results);

    @Override
    void close();
  }

  /// An output's part of a task.
  interface OutputTask extends AutoCloseable {
    BoxConsumer consumer();

    /// Called when the consumer has had all; what goes to sinks and to scratch goes by `to`.
    void done(Handed to);

    @Override
    void close();
  }

  /// A result array that is handed over at the end, or given back.
  static final class Held implements AutoCloseable {
    private final NdArray array;
    private boolean handed;

    Held(Node node) {
      array = NdArray.allocate(node.dtype(), node.shape());
    }

    NdArray array() {
      return array;
    }

    NdArray hand() {
      handed = true;
      return array;
    }

    @Override
    public void close() {
      if (!handed) {
        array.close();
      }
    }
  }
}
