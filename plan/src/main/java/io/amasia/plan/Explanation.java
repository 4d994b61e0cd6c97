package io.amasia.plan;

import java.util.List;
import java.util.Locale;

/// What a computation would do, for people: the plan before and after the rules, the stages, and
/// one sentence.
public final class Explanation {
  private final Plan before;
  private final Plan after;
  private final List<Stage> stages;

  Explanation(Plan before, Plan after, List<Stage> stages) {
    this.before = before;
    this.after = after;
    this.stages = stages;
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

  public long tasks() {
    return stages.stream().mapToLong(s -> s.tasks().count()).sum();
  }

  /// The most bytes held at a time with one task running.
  public long peakBytes() {
    return stages.stream()
        .map(Stage::projection)
        .mapToLong(p -> p.taskBytes() + p.heldBytes() + p.stateBytes())
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

  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append("plan, %s\n".formatted(count(before.nodes().size(), "node")));
    text.append(before.toString().indent(2));
    if (after.toString().equals(before.toString())) {
      text.append("rules change nothing\n");
    } else {
      text.append("after the rules (");
      text.append(String.join("; ", Optimizer.rules().stream().map(Rule::name).toList()));
      text.append("), %s\n".formatted(count(after.nodes().size(), "node")));
      text.append(after.toString().indent(2));
    }
    for (int i = 0; i < stages.size(); i++) {
      text.append(stage(i + 1, stages.get(i)));
    }
    return text.append(sentence()).append('\n').toString();
  }

  private static String stage(int number, Stage stage) {
    Stage.Projection p = stage.projection();
    var text = new StringBuilder();
    text.append("stage %d: %s\n".formatted(number, Computation.what(stage)));
    text.append(
        "  %s, each a box of at most %s of %s\n"
            .formatted(
                count(stage.tasks().count(), "task"), stage.tasks().maxBox(), stage.domain()));
    if (p.chunks() > 0) {
      text.append(
          "  reads %s in %s\n"
              .formatted(Sizes.text(p.distinctBytes()), count(p.chunks(), "chunk")));
      double amplification = (double) p.readBytes() / Math.max(1, p.distinctBytes());
      if (amplification > 1.005) {
        text.append(
            String.format(
                Locale.ROOT,
                "  decodes %.2f times what it reads%s\n",
                amplification,
                amplification > 1.25 ? ": tasks cut through chunks; other chunks would help" : ""));
      }
    }
    text.append(
        "  memory: a task %s, kept results %s%s\n"
            .formatted(
                Sizes.text(p.taskBytes()),
                Sizes.text(p.heldBytes()),
                p.stateBytes() == 0 ? "" : ", partial results " + Sizes.text(p.stateBytes())));
    return text.toString();
  }
}
