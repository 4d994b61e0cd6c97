package io.amasia.plan;

import java.util.Locale;

/// A layered drawing of a plan: inputs at the top, results at the bottom, reads and barriers
/// coloured. Pages colour it anew by the classes of its parts.
final class PlanSvg {
  private static final int WIDTH = 210;
  private static final int HEIGHT = 46;
  private static final int GAP_X = 24;
  private static final int GAP_Y = 40;

  /// Larger plans are not drawn: nobody could read them.
  private static final int MOST = 400;

  private final PlanGraph graph;
  private final StringBuilder svg = new StringBuilder();

  private PlanSvg(PlanGraph graph) {
    this.graph = graph;
  }

  static String of(Plan plan) {
    var graph = new PlanGraph(plan);
    return graph.items().size() > MOST ? tooLarge(plan) : new PlanSvg(graph).draw(plan);
  }

  private static String tooLarge(Plan plan) {
    return head(420, 60)
        + "<text x=\"20\" y=\"35\">a plan of %d operations is too large to draw</text></svg>\n"
            .formatted(plan.nodes().size());
  }

  private static String head(int width, int height) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
    font-family="Helvetica, Arial, sans-serif" font-size="12">
    <rect class="paper" width="100%%" height="100%%" fill="white"/>
    """
        .formatted(width, height, width, height);
  }

  private String draw(Plan plan) {
    int width = (int) ((graph.last() + 1) * (WIDTH + GAP_X)) + GAP_X;
    int height = graph.layers() * (HEIGHT + GAP_Y) + GAP_Y;
    svg.append(head(width, height));
    for (PlanGraph.Item item : graph.items()) {
      item.inputs().forEach(input -> edge(input, item));
    }
    graph.items().forEach(this::box);
    plan.roots()
        .forEach((name, node) -> {
          PlanGraph.Item item = graph.item(node);
          svg.append(
              "<text class=\"root\" x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-weight=\"bold\">%s</text>%n"
                  .formatted(x(item), y(item) + HEIGHT / 2 + 15, MarkupText.escape(name)));
        });
    return svg.append("</svg>\n").toString();
  }

  private static int x(PlanGraph.Item item) {
    return (int) (GAP_X + item.place() * (WIDTH + GAP_X) + WIDTH / 2.0);
  }

  private static int y(PlanGraph.Item item) {
    return GAP_Y / 2 + item.layer() * (HEIGHT + GAP_Y) + HEIGHT / 2;
  }

  private void edge(PlanGraph.Item from, PlanGraph.Item to) {
    int y1 = y(from) + HEIGHT / 2;
    int y2 = y(to) - HEIGHT / 2;
    int middle = (y1 + y2) / 2;
    svg.append(
        "<path class=\"edge\" d=\"M%d %d C%d %d %d %d %d %d\" fill=\"none\" stroke=\"#888\"/>%n"
            .formatted(x(from), y1, x(from), middle, x(to), middle, x(to), y2));
  }

  /// What is drawn alike.
  private enum Kind {
    READ("#cfe3f5"),
    CONSTANT("#eeeeee"),
    BARRIER("#f9d9b0"),
    SWEEP("#d9ecd0"),
    BLOCKWISE("#ffffff");

    private final String fill;

    Kind(String fill) {
      this.fill = fill;
    }

    private static Kind of(Operation operation) {
      return switch (operation) {
        case Operation.Read _ -> READ;
        case Operation.Literal _, Operation.Full _, Operation.Random _ -> CONSTANT;
        case Operation.Reduce _, Operation.GroupReduce _, Operation.ArgSort _ -> BARRIER;
        case Operation.Sweep _ -> SWEEP;
        case Operation.Elementwise _,
            Operation.Cast _,
            Operation.Select _,
            Operation.Gather _,
            Operation.Transpose _,
            Operation.Reshape _,
            Operation.Broadcast _,
            Operation.Concat _,
            Operation.Rechunk _ ->
            BLOCKWISE;
      };
    }
  }

  private void box(PlanGraph.Item item) {
    Node node = item.node();
    Kind kind = Kind.of(node.operation());
    String label = PlanText.label(node.operation());
    String shown = label.length() > 32 ? label.substring(0, 31) + "…" : label;
    String what = node.dtype() + node.shape().toString();
    String times = item.count() == 1 ? "" : item.count() + " × ";
    svg.append(
        """
        <g class="node %s"><title>%s, chunks %s</title><rect x="%d" y="%d" width="%d" height="%d" rx="6" fill="%s" stroke="#555"/>
        <text x="%d" y="%d" text-anchor="middle">%s</text>
        <text class="detail" x="%d" y="%d" text-anchor="middle" fill="#666" font-size="10">%s</text></g>
        """
            .formatted(
                kind.name().toLowerCase(Locale.ROOT),
                MarkupText.escape(times + label),
                node.chunks().maxChunk(),
                x(item) - WIDTH / 2,
                y(item) - HEIGHT / 2,
                WIDTH,
                HEIGHT,
                kind.fill,
                x(item),
                y(item) - 3,
                MarkupText.escape(shown),
                x(item),
                y(item) + 14,
                MarkupText.escape(times + what)));
  }
}
