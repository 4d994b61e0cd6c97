package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.kernel.WindowLoops;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What one task does: the boxes of nodes it computes, in order, each once.
///
/// Thread-safe; the programs of a stage are found once and shared by its tasks.
public final class Expansion {
  private final Plan plan;
  private final List<Node> outputs;
  private final Set<Node> atHand;
  private final Map<Node, Integer> order;
  private final Fusion top;

  /// Whether all that the stage's program loads is a source, each another one.
  private final boolean readsOnly;

  private final Map<Node, Fusion> fusions = new ConcurrentHashMap<>();

  /// The expansion of a stage whose tasks compute a box of all `outputs`, which are of one shape.
  public Expansion(Plan plan, List<Node> outputs, Set<Node> atHand) {
    this.outputs = List.copyOf(outputs);
    this.atHand = atHand;
    order = new HashMap<>();
    this.plan = plan;
    for (Node node : plan.nodes()) {
      order.put(node, order.size());
    }
    top = Fusion.of(outputs, atHand);
    List<Node> leaves = top.leaves().stream().map(this::viewed).toList();
    readsOnly =
        leaves.stream().allMatch(this::isSource) && Set.copyOf(leaves).size() == leaves.size();
  }

  /// A box of a node to compute.
  public static final class Job {
    private final @Nullable Node node;
    private final Box box;
    private final Kind kind;
    private final @Nullable Fusion fusion;
    private List<Demand> demands = List.of();
    private List<Job> inputs = List.of();
    private int uses;

    Job(@Nullable Node node, Box box, Kind kind, @Nullable Fusion fusion) {
      this.node = node;
      this.box = box;
      this.kind = kind;
      this.fusion = fusion;
    }

    /// The node, or null for the stage's own program.
    public @Nullable Node node() {
      return node;
    }

    public Box box() {
      return box;
    }

    public Kind kind() {
      return kind;
    }

    /// The program, where [#kind] is one.
    public @Nullable Fusion fusion() {
      return fusion;
    }

    /// What is asked of the inputs; parallel to [#inputs].
    public List<Demand> demands() {
      return demands;
    }

    public List<Job> inputs() {
      return inputs;
    }

    /// How many jobs use the result of this one.
    public int uses() {
      return uses;
    }
  }

  /// How a box comes about.
  public enum Kind {
    /// Taken from a stored array, a literal, or the result of an earlier stage.
    SOURCE,
    /// A selection or gather done by such a source itself.
    SOURCE_PART,
    /// A fused elementwise program.
    PROGRAM,
    /// Any other operation on the boxes of its inputs.
    OPERATION
  }

  public List<Node> outputs() {
    return outputs;
  }

  /// The program of the stage itself.
  public Fusion top() {
    return top;
  }

  /// Whether the values of `node` exist before the task runs, or are read.
  public boolean isSource(Node node) {
    return atHand.contains(node)
        || node.operation() instanceof Operation.Read
        || node.operation() instanceof Operation.Literal;
  }

  /// Whether the values of `node` are read from a store of their own.
  public boolean isRead(Node node) {
    return node.operation() instanceof Operation.Read && !atHand.contains(node);
  }

  /// The jobs of the task that computes `box`, inputs first; the last one is the stage's program.
  public List<Job> jobs(Box box) {
    Job last = new Job(null, box, Kind.PROGRAM, top);
    List<Demand> leaves = leaves(top, box);
    return readsOnly ? reads(last, leaves) : found(last, leaves);
  }

  /// The jobs where nothing is between what is read and the stage's program.
  private List<Job> reads(Job last, List<Demand> demands) {
    var jobs = new ArrayList<Job>(demands.size() + 1);
    last.demands = demands;
    for (Demand demand : demands) {
      Job input = new Job(viewed(demand.node()), demand.box(), Kind.SOURCE, null);
      input.uses = 1;
      jobs.add(input);
    }
    last.inputs = List.copyOf(jobs);
    jobs.add(last);
    return jobs;
  }

  /// The jobs where nodes are asked for boxes by all that use them, before they ask themselves.
  private List<Job> found(Job last, List<Demand> leaves) {
    Map<Node, Map<Box, Job>> wanted = new HashMap<>();
    var queue =
        new PriorityQueue<Node>(Comparator.comparingInt((Node n) -> -order.getOrDefault(n, 0)));
    var jobs = new ArrayList<Job>();
    demand(last, leaves, wanted, queue);
    jobs.add(last);
    while (!queue.isEmpty()) {
      Node node = queue.poll();
      for (Job job : wanted.getOrDefault(node, Map.of()).values()) {
        demand(job, demands(job), wanted, queue);
        jobs.add(job);
      }
    }
    return jobs.reversed();
  }

  private void demand(
      Job job, List<Demand> demands, Map<Node, Map<Box, Job>> wanted, PriorityQueue<Node> queue) {
    job.demands = demands;
    job.inputs = new ArrayList<>(demands.size());
    for (Demand demand : demands) {
      Node node = viewed(demand.node());
      Map<Box, Job> boxes = wanted.get(node);
      if (boxes == null) {
        boxes = new HashMap<>();
        wanted.put(node, boxes);
        queue.add(node);
      }
      Job input = boxes.computeIfAbsent(demand.box(), b -> create(node, b));
      input.uses++;
      job.inputs.add(input);
    }
  }

  /// The node whose boxes are those of `node`, which may only have other chunks.
  private Node viewed(Node node) {
    Node now = node;
    while (now.operation() instanceof Operation.Rechunk && !atHand.contains(now)) {
      now = now.inputs().getFirst();
    }
    return now;
  }

  private Job create(Node node, Box box) {
    if (isSource(node)) {
      return new Job(node, box, Kind.SOURCE, null);
    }
    boolean takes =
        node.operation() instanceof Operation.Select
            || node.operation() instanceof Operation.Gather;
    if (takes && isSource(node.inputs().getFirst())) {
      return new Job(node, box, Kind.SOURCE_PART, null);
    }
    if (Fusion.fuses(node)) {
      Fusion fusion = fusions.computeIfAbsent(node, n -> Fusion.of(List.of(n), atHand));
      return new Job(node, box, Kind.PROGRAM, fusion);
    }
    return new Job(node, box, Kind.OPERATION, null);
  }

  private List<Demand> demands(Job job) {
    return switch (job.kind) {
      case SOURCE, SOURCE_PART -> List.of();
      case PROGRAM -> leaves(java.util.Objects.requireNonNull(job.fusion), job.box);
      case OPERATION -> {
        Node node = java.util.Objects.requireNonNull(job.node);
        yield Demand.of(node, job.box).stream().map(d -> unwidened(node, d)).toList();
      }
    };
  }

  /// Moving windows widen `float32` as they read it: no block of it as `float64` is made for them.
  private Demand unwidened(Node node, Demand demand) {
    Node input = demand.node();
    boolean widens =
        input.operation() instanceof Operation.Cast
            && input.dtype() == DType.FLOAT64
            && input.inputs().getFirst().dtype() == DType.FLOAT32;
    boolean moves =
        node.operation() instanceof Operation.Window(var reduction, var span)
            && span.step() < span.length()
            && (reduction.kind().isOrderStatistic() || WindowLoops.has(reduction.kernel()));
    return widens && moves && !isSource(input)
        ? new Demand(demand.input(), input.inputs().getFirst(), demand.box())
        : demand;
  }

  private static List<Demand> leaves(Fusion fusion, Box box) {
    var demands = new ArrayList<Demand>();
    for (Node leaf : fusion.leaves()) {
      demands.add(new Demand(demands.size(), leaf, Demand.project(box, leaf)));
    }
    return demands;
  }

  /// The plan of what it expands.
  Plan plan() {
    return plan;
  }
}
