package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.NdArray;
import io.amasia.plan.Accumulation;
import io.amasia.plan.Cancel;
import io.amasia.plan.Columns;
import io.amasia.plan.Expansion;
import io.amasia.plan.Narrowing;
import io.amasia.plan.Node;
import io.amasia.plan.Operation;
import io.amasia.plan.Results;
import io.amasia.plan.Stage;
import io.amasia.plan.TaskScope;
import io.amasia.plan.Traffic;
import io.amasia.plan.engine.StageRun.OutputRun;
import io.amasia.plan.engine.StageRun.OutputTask;
import io.amasia.storage.format.Sink;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// A stage whose tasks run in several processes: each is run by itself and leaves what it gives
/// where others find it. The same code computes as in [LocalEngine], and sums are folded in the
/// same order, so the bits are the same. Thread-safe.
///
/// Reductions whose results come from several tasks leave their states first. When all tasks are
/// done, each column of results is folded by a task of its own, see [#folds].
public final class DetachedStage {
  private static final ScopedValue<Cancel> CANCEL = ScopedValue.newInstance();

  private final Stage stage;
  private final TaskRun tasks;
  private final List<Fold> folds = new ArrayList<>();
  private final List<Accumulation> whole = new ArrayList<>();

  /// Reductions that share a state, folded column by column.
  ///
  /// @param first the number of the first of their tasks
  private record Fold(Accumulation accumulation, int output, Columns columns, long first) {}

  /// @param results what earlier stages have left
  public DetachedStage(Stage stage, Results results) {
    this.stage = stage;
    tasks = new TaskRun(stage, Takers.of(stage, new Making()), results, DetachedStage::check);
  }

  private static void check() {
    CANCEL.get().check();
  }

  /// States that tasks have left.
  public interface States {
    /// Calls `each` with the states that `task` left of output `output`, in the order it left them.
    void forEach(long task, int output, Each each);

    /// Takes a state, see [Leaving#state].
    interface Each {
      void state(Box results, MemorySegment states);
    }
  }

  /// What a task is run with.
  ///
  /// @param leaving takes what it gives
  /// @param traffic counts the bytes it moves
  /// @param noticed told what a user should know
  /// @param cancel stops it
  public record Context(
      Leaving leaving, Traffic.Counter traffic, Consumer<String> noticed, Cancel cancel) {}

  public Stage stage() {
    return stage;
  }

  /// Runs task `i`.
  public void task(long i, Context context) {
    long[] index = stage.tasks().index(i);
    Box box = stage.tasks().box(index);
    inside(
        context,
        box,
        handed ->
            tasks.run(index, box, handed, new Counting(context.traffic(), DetachedStage::check)));
  }

  private void inside(Context context, Box box, Consumer<Handed> work) {
    ScopedValue.where(CANCEL, context.cancel())
        .run(() -> TaskScope.run(context.noticed(), () -> attempt(context, box, work)));
  }

  private void attempt(Context context, Box box, Consumer<Handed> work) {
    check();
    try (var handed = new Handed(context.traffic(), context.leaving())) {
      work.accept(handed);
    } catch (Throwable e) {
      throw Failures.named(e, stage, box);
    }
  }

  /// How many tasks fold what the others left; 0 if nothing is to be folded.
  public long folds() {
    return folds.isEmpty() ? 0 : folds.getLast().first() + folds.getLast().columns().count();
  }

  /// Runs task `i` of those that fold.
  public void fold(long i, States states, Context context) {
    Fold fold = folds.getFirst();
    for (Fold other : folds) {
      fold = other.first() <= i ? other : fold;
    }
    Fold own = fold;
    long column = i - own.first();
    Box first = stage.tasks().box(own.columns().task(column, 0));
    inside(context, first, handed -> fold(own, column, states, handed));
  }

  private void fold(Fold fold, long column, States states, Handed handed) {
    try (ReduceRun run = reduceRun(fold.accumulation())) {
      for (long part = 0; part < fold.columns().parts(); part++) {
        check();
        long task = fold.columns().task(column, part);
        long[] index = stage.tasks().index(task);
        states.forEach(
            task,
            fold.output(),
            (results, bytes) -> {
              var accumulator = fold.accumulation().accumulator(0);
              run.add(index, Partial.of(accumulator, results, bytes), accumulator, handed);
            });
      }
    }
  }

  /// Leaves the results of reductions of nothing, which no task gives.
  public void empties(Context context) {
    inside(
        context,
        Box.all(stage.domain()),
        handed -> {
          folds.forEach(fold -> reduceRun(fold.accumulation()).finishEmpty(handed));
          whole.forEach(one -> reduceRun(one).finishEmpty(handed));
        });
  }

  /// The number of the task that folds the first column of output `output`; nothing if the tasks of
  /// the stage leave its values themselves.
  public OptionalLong firstFold(int output) {
    Node node = stage.outputs().get(output).node();
    boolean written = stage.outputs().get(output) instanceof Stage.Write;
    for (Fold fold : folds) {
      if (!written && fold.accumulation().nodes().contains(node)) {
        return OptionalLong.of(fold.first());
      }
    }
    return OptionalLong.empty();
  }

  private ReduceRun reduceRun(Accumulation accumulation) {
    List<BarrierResult> results = new ArrayList<>();
    for (Node node : accumulation.nodes()) {
      results.add(new LeftResult(number(node)));
    }
    return new ReduceRun(accumulation, stage.tasks(), results, DetachedStage::check);
  }

  /// The number of the output that is the result of barrier `node`.
  private int number(Node node) {
    for (int k = 0; k < stage.outputs().size(); k++) {
      Stage.Output output = stage.outputs().get(k);
      if (output.node() == node && output.isBarrier()) {
        return k;
      }
    }
    throw new IllegalArgumentException("no output: " + node.operation());
  }

  /// Makes those that leave what tasks give.
  private final class Making implements Takers.Making {
    @Override
    public OutputRun reducing(Accumulation accumulation, List<Stage.Output> taking) {
      int number = number(accumulation.first());
      var columns = new Columns(stage.tasks(), stage.outputs().get(number).reducedAxes());
      if (columns.parts() == 1) {
        whole.add(accumulation);
        return new WholeRun(accumulation);
      }
      folds.add(new Fold(accumulation, number, columns, folds()));
      return new StateRun(number, accumulation);
    }

    @Override
    public OutputRun other(Stage.Output output, Expansion expansion) {
      int number = stage.outputs().indexOf(output);
      if (output instanceof Stage.Write write) {
        return new WriteRun(
            write,
            expansion.top().leaves().contains(write.node()),
            (box, values, to) -> hand(number, write, box, values, to.leaving()));
      }
      if (!output.isBarrier()) {
        return new LeaveRun(number, output);
      }
      if (Narrowing.of(output, stage.tasks()).isPresent()) {
        throw new AmasiaException.Unsupported(
            "medians and quantiles over more than fits in the memory of one worker are found by --engine local only; give each worker more memory, or chunk the data in whole lines along what is reduced");
      }
      boolean sorts = output.node().operation() instanceof Operation.ArgSort;
      BlockRun.Step step = sorts ? ArgSorting::compute : OrderStatistics::compute;
      return new BlockRun(output.node(), step, new LeftResult(number));
    }
  }

  private static void hand(int number, Stage.Write write, Box box, NdArray values, Leaving to) {
    String name = write.name();
    switch (write.sink() instanceof InvitedSink(var _, var guest) ? guest : null) {
      case null -> to.values(number, box, values);
      case Sink.Guest.Writer writer -> to.receipt(number, writer.write(name, box, values));
      case Sink.Guest.Encoder encoder ->
          encoder
              .encode(name, box, values)
              .ifPresentOrElse(
                  chunks -> to.encoded(number, box, chunks), () -> to.values(number, box, values));
    }
  }

  /// Reductions of which each task has all that its results need. Each time a run of its own, as
  /// the same task may run twice.
  private final class WholeRun implements OutputRun {
    private final Accumulation accumulation;

    WholeRun(Accumulation accumulation) {
      this.accumulation = accumulation;
    }

    @Override
    public OutputTask task(Box box, long[] index) {
      return reduceRun(accumulation).task(box, index);
    }

    @Override
    public void finish(Results results) {}

    @Override
    public void close() {}
  }
}
