package io.amasia.plan;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a computation would do, for people: the plan, what the rules changed to make it, the
/// stages, and one sentence.
public final class Explanation {
  private final Plan before;
  private final Plan after;
  private final List<Stage> stages;

  Explanation(Plan before, Plan after, List<Stage> stages) {
    this.before = before;
    this.after = after;
    this.stages = stages;
  }

  /// What the rules put in the place of the nodes that were asked for, by name.
  Map<String, Node> roots() {
    return after.roots();
  }

  List<Stage> planned() {
    return stages;
  }

  /// Decoded bytes of the chunks that are read, repeats counted.
  public long bytesToRead() {
    return stages.stream().mapToLong(s -> s.projection().readBytes()).sum();
  }

  /// Stored chunks that are read, each counted once a stage.
  public long chunks() {
    return stages.stream().mapToLong(s -> s.projection().chunks()).sum();
  }

  public int stages() {
    return stages.size();
  }

  /// What is known of each stage before it runs, in the order they run.
  public List<StageSummary> stageSummaries() {
    return stages.stream().map(StageSummary::of).toList();
  }

  /// A stage, as it is projected.
  ///
  /// @param what what it gives, for people
  /// @param taskBox the largest box of a task, of the shape `domain`
  /// @param grid the box of each task
  public record StageSummary(
      String what,
      long tasks,
      String taskBox,
      String domain,
      Stage.Projection projection,
      TaskGrid grid) {
    private static StageSummary of(Stage stage) {
      return new StageSummary(
          Computation.what(stage),
          stage.runs(),
          stage.tasks().maxBox().toString(),
          stage.domain().toString(),
          stage.projection(),
          stage.tasks());
    }
  }

  public long tasks() {
    return stages.stream().mapToLong(Stage::runs).sum();
  }

  /// The most bytes held at a time with one task running.
  public long peakBytes() {
    return stages.stream()
        .map(Stage::projection)
        .mapToLong(Stage.Projection::neededBytes)
        .max()
        .orElse(0);
  }

  /// Decoded bytes of all arrays that are read from, each counted once.
  public long totalBytes() {
    return after.nodes().stream()
        .filter(n -> n.operation() instanceof Operation.Read)
        .mapToLong(Projections::bytes)
        .sum();
  }

  /// Such as `reads 1.2 GB of 310 GB in 640 chunks, peak 380 MB, 3 stages, 41 tasks`.
  public String sentence() {
    return "reads %s of %s in %s, peak %s, %s, %s"
        .formatted(
            Sizes.text(bytesToRead()),
            Sizes.text(totalBytes()),
            count(chunks(), "chunk"),
            Sizes.text(peakBytes()),
            count(stages(), "stage"),
            count(tasks(), "task"));
  }

  private static String count(long n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  /// The graph after the rules as an SVG picture.
  public String toSvg() {
    return PlanSvg.of(after);
  }

  /// The stages with their tasks and chunks as an SVG picture. Pages colour the tasks anew by the
  /// classes and numbers of its parts.
  public String toTaskSvg() {
    return TaskSvg.of(stages);
  }

  /// The graph, the sentence and, once opened, all that [#toString] says: for notebooks.
  public String toHtml() {
    return """
    <div class="amasia-plan"><div style="overflow:auto;max-height:40em">%s</div><p>%s</p>
    <details><summary>operations and stages</summary><pre>%s</pre></details></div>
    """
        .formatted(toSvg(), MarkupText.escape(sentence()), MarkupText.escape(toString()));
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append("plan, %s\n".formatted(count(after.nodes().size(), "node")));
    text.append(after.toString().indent(2));
    text.append(changes());
    for (int i = 0; i < stages.size(); i++) {
      text.append(stage(i + 1, stages.get(i)));
    }
    return text.append(sentence()).append('\n').toString();
  }

  /// What the rules put in the place of what: nodes are told by what they do, not by their numbers,
  /// which change for all that follow.
  private String changes() {
    List<String> gone = PlanText.described(before);
    List<String> come = PlanText.described(after);
    for (String line : PlanText.described(before)) {
      if (come.remove(line)) {
        gone.remove(line);
      }
    }
    if (gone.isEmpty() && come.isEmpty()) {
      return "";
    }
    var text = new StringBuilder("the rules (");
    text.append(String.join("; ", Optimizer.rules().stream().map(Rule::name).toList()));
    text.append(") changed %s to that\n".formatted(count(before.nodes().size(), "node")));
    gone.forEach(line -> text.append("  - ").append(line).append('\n'));
    come.forEach(line -> text.append("  + ").append(line).append('\n'));
    return text.toString();
  }

  private static String stage(int number, Stage stage) {
    Stage.Projection p = stage.projection();
    var text = new StringBuilder();
    text.append("stage %d: %s\n".formatted(number, Computation.what(stage)));
    text.append(
        "  %s, each a box of at most %s of %s\n"
            .formatted(count(stage.runs(), "task"), stage.tasks().maxBox(), stage.domain()));
    if (p.chunks() > 0) {
      text.append(
          "  reads %s in %s\n"
              .formatted(Sizes.text(p.distinctBytes()), count(p.chunks(), "chunk")));
      double amplification = p.amplification();
      if (amplification > 1.005) {
        text.append(
            String.format(
                Locale.ROOT,
                "  decodes %.2f times what it reads%s\n",
                amplification,
                amplification > 1.25 * stage.passes()
                    ? ": tasks cut through chunks; other chunks would help"
                    : ""));
      }
    }
    stage.outputs().stream()
        .filter(output -> Accumulation.adds(output))
        .map(output -> output.node().operation())
        .filter(Operation.GroupReduce.class::isInstance)
        .map(groups -> GroupSpans.of(groups, stage.tasks()).strategy())
        .distinct()
        .forEach(strategy -> text.append("  %s\n".formatted(strategy)));
    GroupCosts.sentences(stage).forEach(cost -> text.append("  %s\n".formatted(cost)));
    stage.decisions().forEach(decision -> text.append("  %s\n".formatted(decision)));
    text.append(
        "  memory: a task %s, kept results %s%s\n"
            .formatted(
                Sizes.text(p.taskBytes()),
                Sizes.text(p.heldBytes()),
                p.stateBytes() == 0 ? "" : ", partial results " + Sizes.text(p.stateBytes())));
    return text.toString();
  }
}
