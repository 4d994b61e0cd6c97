package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A drawing of what runs: of each stage its tasks, in each task the chunks it covers, and what the
/// stage leaves for later ones, from top to bottom. Many tasks are drawn as fewer, of which each
/// stands for several neighbours. Pages colour tasks anew by the numbers on them.
final class TaskSvg {
  private static final int WIDTH = 860;
  private static final int MARGIN = 20;
  private static final int TITLE = 40;
  private static final int RESULT_WIDTH = 240;
  private static final int RESULT_HEIGHT = 40;
  private static final int GAP = 46;

  /// Tasks of a stage that are drawn at most, and chunks of a task.
  private static final int MOST_TASKS = 256;

  private static final int MOST_CHUNKS = 400;

  /// From more tasks no lines lead one by one.
  private static final int MOST_LINES = 48;

  /// Larger plans are not drawn: nobody could read them.
  private static final int MOST_STAGES = 60;

  private final StringBuilder svg = new StringBuilder();
  private final StringBuilder lines = new StringBuilder();
  private final Map<Node, long[]> results = new HashMap<>();
  private int y = MARGIN;

  private TaskSvg() {}

  static String of(List<Stage> stages) {
    var drawing = new TaskSvg();
    int shown = Math.min(stages.size(), MOST_STAGES);
    for (int s = 0; s < shown; s++) {
      drawing.stage(s + 1, stages.get(s));
    }
    if (shown < stages.size()) {
      drawing.text(MARGIN, drawing.y, "", "and %d more stages".formatted(stages.size() - shown));
      drawing.y += TITLE;
    }
    return drawing.whole();
  }

  private String whole() {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
    font-family="Helvetica, Arial, sans-serif" font-size="12">
    <rect class="paper" width="100%%" height="100%%" fill="white"/>
    """
            .formatted(WIDTH, y, WIDTH, y)
        + lines
        + svg
        + "</svg>\n";
  }

  private void stage(int number, Stage stage) {
    int top = y;
    for (Node used : used(stage)) {
      long[] from = results.get(used);
      if (from != null) {
        line(from[0], from[1], WIDTH / 2, top);
      }
    }
    TaskGrid grid = stage.tasks();
    long chunks = 1;
    for (Chunks.Cut cut : grid.chunks().cuts()) {
      chunks *= cut.count();
    }
    text(MARGIN, y + 14, "root", "stage %d: %s".formatted(number, Computation.what(stage)));
    text(
        MARGIN,
        y + 30,
        "detail",
        "%s over %s of %s, chunks %s"
            .formatted(
                count(grid.count(), "task"),
                count(chunks, "chunk"),
                stage.domain(),
                grid.chunks().maxChunk()));
    y += TITLE;
    List<long[]> cells = tasks(number, grid);
    results(stage, cells);
    y += GAP;
  }

  private static String count(long n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  /// What earlier stages left that the tasks of `stage` need.
  private static Set<Node> used(Stage stage) {
    Set<Node> atHand = stage.atHand().nodes();
    Set<Node> used = new LinkedHashSet<>();
    Set<Node> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>(StageGrid.distinctDomains(stage.outputs()));
    while (!open.isEmpty()) {
      Node node = open.poll();
      if (!seen.add(node)) {
        continue;
      }
      if (atHand.contains(node)) {
        used.add(node);
      } else {
        open.addAll(node.inputs());
      }
    }
    return used;
  }

  /// Draws the tasks; the middle of the lower edge of each box.
  private List<long[]> tasks(int stage, TaskGrid grid) {
    long per = Math.max(1, Math.ceilDiv(grid.count(), MOST_TASKS));
    int boxes = (int) Math.ceilDiv(grid.count(), per);
    int columns = columns(boxes);
    int room = (WIDTH - 2 * MARGIN) / Math.max(1, columns);
    int width = Math.min(room - 3, 120);
    int height = boxes <= columns ? Math.min(width, 64) : Math.min(width, 22);
    int left = (WIDTH - columns * (width + 3)) / 2;
    var lower = new ArrayList<long[]>();
    for (int b = 0; b < boxes; b++) {
      int x = left + b % columns * (width + 3);
      int at = y + b / columns * (height + 3);
      long last = Math.min(grid.count(), (b + 1) * per) - 1;
      svg.append(
          "<g class=\"task\" data-stage=\"%d\" data-from=\"%d\" data-to=\"%d\"><title>%s</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\" fill=\"#d5e6f5\" stroke=\"#0072b2\"/>"
              .formatted(
                  stage, b * per, last + 1, title(grid, b * per, last), x, at, width, height));
      if (per == 1 && boxes <= columns) {
        chunks(grid, grid.box(b), x + 4, at + 4, width - 8, height - 8);
      }
      svg.append("</g>\n");
      lower.add(new long[] {x + width / 2, at + height});
    }
    y += Math.ceilDiv(boxes, columns) * (height + 3);
    return lower;
  }

  private static int columns(int boxes) {
    return boxes <= 32 ? Math.max(1, boxes) : 32;
  }

  private static String title(TaskGrid grid, long first, long last) {
    return first == last
        ? "task %d: %s".formatted(first, MarkupText.escape(grid.box(first).toString()))
        : "tasks %d to %d".formatted(first, last);
  }

  /// The chunks of a task: those along its last dimension beside each other, others below.
  private void chunks(TaskGrid grid, Box box, int x, int top, int width, int height) {
    long rows = 1;
    long columns = 1;
    for (int d = 0; d < box.ndim(); d++) {
      Chunks.Cut cut = grid.chunks().cut(d);
      long n = cut.chunkOf(Math.max(box.start(d), box.end(d) - 1)) - cut.chunkOf(box.start(d)) + 1;
      rows *= d == box.ndim() - 1 ? 1 : n;
      columns = d == box.ndim() - 1 ? n : columns;
    }
    if (rows * columns > MOST_CHUNKS || 3 * rows > height || 3 * columns > width) {
      return;
    }
    double w = (double) width / columns;
    double h = Math.min((double) height / rows, w);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<rect class=\"chunk\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#0072b2\" fill-opacity=\"0.55\"/>",
                x + c * w + 0.5,
                top + r * h + 0.5,
                w - 1,
                h - 1));
      }
    }
  }

  private void results(Stage stage, List<long[]> cells) {
    y += GAP;
    int n = stage.outputs().size();
    int shown = Math.min(n, 3);
    for (int k = 0; k < n; k++) {
      Node node = stage.outputs().get(k).node();
      int x =
          WIDTH / 2 + (int) ((Math.min(k, shown - 1) - (shown - 1) / 2.0) * (RESULT_WIDTH + 16));
      results.put(node, new long[] {x, y + RESULT_HEIGHT});
      if (k < shown) {
        boolean more = k == shown - 1 && n > shown;
        result(stage.outputs().get(k), x, more ? " and %d more".formatted(n - shown) : "");
        lead(cells, x);
      }
    }
    y += RESULT_HEIGHT;
  }

  private void lead(List<long[]> cells, int x) {
    if (cells.size() <= MOST_LINES) {
      cells.forEach(cell -> line(cell[0], cell[1], x, y));
    } else {
      line(WIDTH / 2, y - GAP, x, y);
    }
  }

  private void result(Stage.Output output, int x, String more) {
    Node node = output.node();
    String label =
        switch (output) {
          case Stage.Write write -> "write " + write.name();
          case Stage.Keep _, Stage.Spill _ ->
              (output.isBarrier() ? "combine: " : "keep: ") + PlanText.label(node.operation());
        };
    String shown = label.length() > 34 ? label.substring(0, 33) + "…" : label;
    svg.append(
        "<g class=\"node barrier\"><title>%s</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#f9d9b0\" stroke=\"#555\"/>%n"
            .formatted(
                MarkupText.escape(label), x - RESULT_WIDTH / 2, y, RESULT_WIDTH, RESULT_HEIGHT));
    centered(x, y + 17, "", shown);
    centered(x, y + 32, "detail", node.dtype() + node.shape().toString() + more);
    svg.append("</g>\n");
  }

  private void line(long x1, long y1, long x2, long y2) {
    long middle = (y1 + y2) / 2;
    lines.append(
        "<path class=\"edge\" d=\"M%d %d C%d %d %d %d %d %d\" fill=\"none\" stroke=\"#888\"/>%n"
            .formatted(x1, y1, x1, middle, x2, middle, x2, y2));
  }

  private void centered(int x, int at, String kind, String text) {
    svg.append(
        "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"middle\"%s>%s</text>%n"
            .formatted(kind, x, at, small(kind), MarkupText.escape(text)));
  }

  private void text(int x, int at, String kind, String text) {
    svg.append(
        "<text class=\"%s\" x=\"%d\" y=\"%d\"%s>%s</text>%n"
            .formatted(kind, x, at, small(kind), MarkupText.escape(text)));
  }

  private static String small(String kind) {
    return kind.equals("detail") ? " fill=\"#666\" font-size=\"10\"" : "";
  }
}
