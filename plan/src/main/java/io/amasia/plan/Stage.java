package io.amasia.plan;

import io.amasia.array.DType;
import io.amasia.array.Shape;
import io.amasia.storage.format.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A part of a plan that runs in one pass: tasks that each compute a box of a common domain and
/// hand it to every output.
///
/// @param plan the plan it belongs to
/// @param outputs what it gives
/// @param tasks the boxes of the domain, one a task; tasks depend on nothing but earlier stages
/// @param atHand nodes whose values earlier stages have left
/// @param release nodes whose values nobody needs after this stage
/// @param projection what a task and the stage will hold
/// @param decisions what the planner decided for it, a sentence each
public record Stage(
    Plan plan,
    List<Output> outputs,
    TaskGrid tasks,
    AtHand atHand,
    Set<Node> release,
    Projection projection,
    List<String> decisions) {

  /// What becomes of a node's values.
  public sealed interface Output {
    /// The node.
    Node node();

    /// The array whose boxes the tasks compute: the node itself, or what it reduces.
    default Node domain() {
      return switch (node().operation()) {
        case Operation.Reduce _, Operation.GroupReduce _ when isBarrier() ->
            Accumulation.taken(node());
        case Operation.ArgSort _ when isBarrier() -> node().inputs().getFirst();
        default -> node();
      };
    }

    /// The dimensions of the domain that disappear, or become groups.
    default List<Integer> reducedAxes() {
      return StageGrid.reducedAxes(this);
    }

    /// Whether it is the result of a barrier that the stage's tasks compute.
    default boolean isBarrier() {
      return !(this instanceof Write) && Planner.isBarrier(node());
    }
  }

  /// Whether tasks give all of them leaf by leaf: sinks need not have all of a task's box at once.
  public static boolean areDoneByLeaf(List<Output> outputs) {
    return outputs.stream().allMatch(Write.class::isInstance);
  }

  /// Kept in memory as a whole.
  public record Keep(Node node) implements Output {}

  /// Left in pieces for later stages: results of a barrier, or data as they are read.
  ///
  /// @param pieces each task's results are a union of them
  public record Spill(Node node, Pieces pieces) implements Output {}

  /// Written to a sink, box by box.
  ///
  /// @param packed what whole float64 values become on their way, or null for what they are
  public record Write(Node node, String name, @Nullable Packed packed, Sink sink)
      implements Output {
    /// The dtype the sink takes.
    public DType stored() {
      return packed == null ? node.dtype() : packed.dtype();
    }
  }

  /// Whole numbers in float64 as an integer dtype. What it can't hold is an error.
  ///
  /// @param fill what NaN becomes, which then no other value may; null if NaN is an error too
  public record Packed(DType dtype, @Nullable Long fill) {}

  /// Bytes, known before running.
  ///
  /// @param taskBytes the most that one task holds: decoded inputs, temporaries, its outputs
  /// @param heldBytes what the whole stage holds besides its tasks: results of this and earlier
  ///   stages
  /// @param stateBytes partial results of reductions that wait to be combined
  /// @param readBytes decoded bytes of stored chunks that the tasks read, repeats counted
  /// @param distinctBytes the same, each chunk once
  /// @param totalBytes decoded bytes of the whole arrays that are read from
  /// @param chunks stored chunks read, each once
  /// @param heapBytes what one task holds on the Java heap besides: values being selected from,
  ///   text, strips of its program
  /// @param heldHeapBytes what the whole stage holds there
  public record Projection(
      long taskBytes,
      long heldBytes,
      long stateBytes,
      long readBytes,
      long distinctBytes,
      long totalBytes,
      long chunks,
      long heapBytes,
      long heldHeapBytes) {
    /// How many times the tasks decode what they read.
    public double amplification() {
      return (double) readBytes / Math.max(1, distinctBytes);
    }

    /// What the stage holds with one task running.
    public long neededBytes() {
      return taskBytes + heldBytes + stateBytes;
    }

    /// What it holds on the Java heap with one task running.
    public long neededHeapBytes() {
      return heapBytes + heldHeapBytes;
    }
  }

  /// How many tasks run at a time at most, where `threads` compute: as many as the Java heap has
  /// room for where no other computation runs.
  public int workers(int threads) {
    long free = Resources.HEAP.freeBytes() - projection.heldHeapBytes();
    long heap = free / Math.max(1, projection.heapBytes());
    long most = Math.min(tasks.count(), Math.max(1, heap));
    return (int) Math.min(most, plan.workers(threads));
  }

  Stage withDecision(String decision) {
    var more = new ArrayList<>(decisions);
    more.add(decision);
    return new Stage(plan, outputs, tasks, atHand, release, projection, List.copyOf(more));
  }

  /// How many tasks, from a multiple of it on, run before any later one begins: those of one column
  /// of results, so that the state of one column is held at a time; 0 if none waits.
  public long together(int threads) {
    long column = tasks.column(StageGrid.reducedAxes(outputs.getFirst()));
    return Projections.waitsFor(column, threads) ? column : 0;
  }

  /// The most bytes that one task hands on, to be kept, written, or folded.
  public long givenBytes() {
    return Projections.given(outputs, tasks);
  }

  /// How many times its tasks run: several times where medians or quantiles are narrowed down.
  public int passes() {
    return Projections.passes(outputs, tasks);
  }

  /// Tasks of all passes together.
  public long runs() {
    return tasks.count() * passes();
  }

  /// The shape of the domain.
  public Shape domain() {
    return tasks.chunks().shape();
  }
}
