package io.amasia.plan;

import io.amasia.array.Chunks;
import io.amasia.plan.Stage.Output;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Decodes once what tasks would decode again and again: a stage leaves data as it read them, in
/// pieces, for the stages after it. In memory where they fit, else through the scratch folder if
/// that costs less than to decode again.
///
/// An anomaly needs its data twice, a median over time reads every chunk for each column of cells.
/// Data are left as they were read, never what is computed from them: so whatever is decided here,
/// tasks see the same blocks and sum in the same order, and not a bit changes.
final class Intermediates {
  /// Decoding this many times what is needed is taken.
  private static final double MOST_AMPLIFICATION = 1.25;

  /// What a byte costs to write to the scratch folder and to read back, where decoding a byte of
  /// shuffled zstd costs 1.
  private static final double WRITE_COST = 1;

  private static final double READ_COST = 0.5;

  private final Resources resources;
  private List<Stage> stages;

  private Intermediates(List<Stage> stages, Resources resources) {
    this.stages = stages;
    this.resources = resources;
  }

  /// `stages`, in which data that would be decoded several times are left for those that need them.
  static List<Stage> of(List<Stage> stages, Resources resources) {
    var intermediates = new Intermediates(stages, resources);
    Set<Node> data = new LinkedHashSet<>();
    stages.forEach(stage -> data.addAll(StoredData.of(stage)));
    data.forEach(intermediates::decide);
    return intermediates.stages;
  }

  /// The stages that need some data, and how many times they decode it together.
  private record Uses(List<Integer> stages, double times, int worst) {}

  private Uses uses(Node data) {
    var uses = new ArrayList<Integer>();
    double times = 0;
    int worst = -1;
    for (int s = 0; s < stages.size(); s++) {
      if (StoredData.of(stages.get(s)).contains(data)) {
        double own = stages.get(s).projection().amplification();
        worst = worst < 0 || own > stages.get(worst).projection().amplification() ? s : worst;
        times += own;
        uses.add(s);
      }
    }
    return new Uses(uses, times, worst);
  }

  private void decide(Node data) {
    Uses uses = uses(data);
    long bytes = Projections.bytes(data);
    boolean matters = (uses.times() - 1) * bytes > 2 * resources.mostTaskBytes();
    boolean asked = stages.stream().anyMatch(s -> s.outputs().contains(new Stage.Keep(data)));
    if (!matters || asked || uses.times() <= MOST_AMPLIFICATION) {
      return;
    }
    Optional<List<Stage>> held = left(data, uses, bytes);
    if (held.isPresent()) {
      stages = held.get();
      return;
    }
    Optional<List<Stage>> spilled = left(data, uses, 0);
    long memory = spilled.map(this::roomBytes).orElse(0L) / 2;
    if (memory > resources.mostTaskBytes()) {
      spilled = left(data, uses, memory).or(() -> left(data, uses, 0));
    }
    int first = uses.stages().getFirst();
    String name = PlanText.label(data.operation());
    if (spilled.isEmpty()) {
      note(first, "decodes %s %s times: no part of it can be kept".formatted(name, times(uses)));
      return;
    }
    double decode = StoredData.decodeCost(data) * bytes;
    long writes = spilled.get().stream().filter(s -> leaves(s, data)).count();
    long reads =
        spilled.get().stream()
            .filter(s -> s.atHand().spilled().containsKey(data))
            .mapToLong(Stage::passes)
            .sum();
    double through = decode + (bytes - memory) * (WRITE_COST * writes + READ_COST * reads);
    if (through < decode * uses.times()) {
      stages = spilled.get();
    } else {
      note(
          first,
          "decodes %s %s times: it does not fit in memory, and the scratch folder costs more"
              .formatted(name, times(uses)));
    }
  }

  private static boolean leaves(Stage stage, Node data) {
    return stage.outputs().stream()
        .anyMatch(output -> output instanceof Stage.Spill && output.node() == data);
  }

  private static String times(Uses uses) {
    return String.format(Locale.ROOT, "%.1f", uses.times());
  }

  private void note(int s, String decision) {
    stages = new ArrayList<>(stages);
    stages.set(s, stages.get(s).withDecision(decision));
  }

  /// What is free while the tightest of `stages` runs on all threads.
  private long roomBytes(List<Stage> stages) {
    long room = Long.MAX_VALUE;
    for (Stage stage : stages) {
      Stage.Projection p = stage.projection();
      long used = p.neededBytes() + (resources.threads() - 1) * p.taskBytes();
      room = Math.min(room, resources.budgetBytes() - used);
    }
    return Math.max(0, room);
  }

  /// The stages with `data` left in pieces by the first that reads it, or by one of its own if that
  /// one would read it again and again; nothing if they don't fit the budget.
  private Optional<List<Stage>> left(Node data, Uses uses, long memoryBytes) {
    int first = uses.stages().getFirst();
    int last = uses.stages().getLast();
    Stage start = stages.get(first);
    boolean attached =
        start.projection().amplification() <= MOST_AMPLIFICATION
            && StoredData.isLeaf(data, start)
            && uses.stages().size() > 1;
    Stage worst = stages.get(uses.worst());
    var whole = new Pieces(data.chunks(), memoryBytes);
    Stage wanting = again(worst, worst.atHand().withSpilled(data, whole), worst.release());
    Chunks wanted = Wanted.by(wanting, data);
    Stage reader = attached ? start : reader(start, data, wanted, whole);
    Chunks boxes = Grids.boxes(reader.tasks());
    boolean memory = whole.areInMemory(data);
    long least = resources.leastPieceBytes() / data.dtype().itemSize();
    var grids = new ArrayList<>(memory ? List.of() : Rechunking.between(boxes, wanted, least));
    grids.add(memory ? boxes : wanted);
    Pieces pieces = new Pieces(Grids.refine(boxes, grids.getFirst()), memoryBytes);

    var list = new ArrayList<Stage>(stages.subList(0, first));
    List<Output> outputs = new ArrayList<>(attached ? start.outputs() : List.of());
    outputs.add(new Stage.Spill(data, pieces));
    list.add(
        StageGrid.with(reader, outputs, reader.atHand(), reader.decisions(), resources)
            .withDecision(decision(data, uses, pieces)));
    // What the reader, if it has results of its own, leaves is at hand from then on.
    AtHand before = attached ? stages.get(first + 1).atHand() : start.atHand();
    for (int k = 1; k < grids.size(); k++) {
      AtHand atHand = before.withSpilled(data, pieces);
      pieces = new Pieces(Grids.refine(grids.get(k - 1), grids.get(k)), memoryBytes);
      list.add(regrouped(start, data, grids.get(k - 1), pieces, atHand));
    }
    for (int s = attached ? first + 1 : first; s < stages.size(); s++) {
      Stage stage = stages.get(s);
      Set<Node> release = new LinkedHashSet<>(stage.release());
      if (s == last) {
        release.add(data);
      }
      list.add(s > last ? stage : again(stage, stage.atHand().withSpilled(data, pieces), release));
    }
    boolean fits = list.stream().allMatch(s -> resources.fit(s.projection()));
    return fits ? Optional.of(list) : Optional.empty();
  }

  /// A stage that only brings `data`, which is at hand, into other pieces.
  private Stage regrouped(Stage next, Node data, Chunks boxes, Pieces pieces, AtHand atHand) {
    var order = IntStream.range(0, boxes.ndim()).boxed().toList();
    var each = Collections.nCopies(boxes.ndim(), 1L);
    var grid = new TaskGrid(boxes, each, order, each).withoutLeaves();
    List<Output> outputs = List.of(new Stage.Spill(data, pieces));
    return StageGrid.on(grid, next.plan(), outputs, atHand, Set.of(), resources)
        .withDecision("brings it into pieces nearer to those that are wanted");
  }

  private Stage again(Stage stage, AtHand atHand, Set<Node> release) {
    Stage again = StageGrid.stage(stage.plan(), stage.outputs(), atHand, release, resources);
    return stage.decisions().stream().reduce(again, Stage::withDecision, (_, b) -> b);
  }

  private static String decision(Node data, Uses uses, Pieces pieces) {
    long bytes = Projections.bytes(data);
    String where =
        pieces.areInMemory(data)
            ? "in memory"
            : "as %d pieces in the scratch folder".formatted(pieces.chunks().count());
    if (!pieces.areInMemory(data) && pieces.memoryBytes() > 0) {
      where += ", %s of it in memory".formatted(Sizes.text(pieces.memoryBytes()));
    }
    return "leaves %s (%s) %s, so that it is decoded once and not %s times"
        .formatted(PlanText.label(data.operation()), Sizes.text(bytes), where, times(uses));
  }

  /// A stage before `next` that only reads `data`, in boxes of whole chunks: for the scratch folder
  /// as large as fit beside each other, longest where the boxes that are `wanted` are long, so that
  /// the two share large pieces.
  private Stage reader(Stage next, Node data, Chunks wanted, Pieces pieces) {
    var growth = new ArrayList<Integer>();
    for (int d = 0; d < wanted.ndim(); d++) {
      growth.add(d);
    }
    growth.sort((a, b) -> Double.compare(share(wanted, b), share(wanted, a)));
    Resources tasks = pieces.areInMemory(data) ? resources : resources.withLargeTasks();
    long target = tasks.mostTaskBytes() / data.dtype().itemSize();
    TaskGrid grid = TaskGrid.of(data.chunks(), Math.max(1, target), growth);
    List<Output> outputs = List.of(new Stage.Spill(data, pieces));
    return StageGrid.on(grid, next.plan(), outputs, next.atHand(), Set.of(), resources);
  }

  private static double share(Chunks wanted, int d) {
    return (double) wanted.cut(d).maxLength() / Math.max(1, wanted.cut(d).size());
  }
}
