package io.amasia.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A layered drawing of a plan: inputs at the top, results at the bottom, reads and barriers
/// coloured.
final class PlanSvg {
  private static final int WIDTH = 210;
  private static final int HEIGHT = 46;
  private static final int GAP_X = 24;
  private static final int GAP_Y = 40;

  private PlanSvg() {}

  static String of(Plan plan) {
    Map<Node, int[]> places = new HashMap<>();
    List<Integer> widths = new ArrayList<>();
    Map<Node, Integer> layers = new HashMap<>();
    for (Node node : plan.nodes()) {
      int layer = 0;
      for (Node input : node.inputs()) {
        layer = Math.max(layer, layers.getOrDefault(input, 0) + 1);
      }
      layers.put(node, layer);
      while (widths.size() <= layer) {
        widths.add(0);
      }
      places.put(node, new int[] {widths.get(layer), layer});
      widths.set(layer, widths.get(layer) + 1);
    }
    int columns = widths.stream().mapToInt(w -> w).max().orElse(1);
    int width = columns * (WIDTH + GAP_X) + GAP_X;
    int height = (widths.size() + 1) * (HEIGHT + GAP_Y);
    var svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
        font-family="Helvetica, Arial, sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="white"/>
        """
            .formatted(width, height, width, height));
    for (Node node : plan.nodes()) {
      for (Node input : node.inputs()) {
        svg.append(
            edge(center(places, widths, columns, input), center(places, widths, columns, node)));
      }
    }
    for (Node node : plan.nodes()) {
      svg.append(box(node, center(places, widths, columns, node)));
    }
    plan.roots()
        .forEach((name, node) -> {
          int[] at = center(places, widths, columns, node);
          svg.append(
              "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-weight=\"bold\">%s</text>%n"
                  .formatted(at[0], at[1] + HEIGHT / 2 + 15, escape(name)));
        });
    return svg.append("</svg>\n").toString();
  }

  private static int[] center(
      Map<Node, int[]> places, List<Integer> widths, int columns, Node node) {
    int[] place = places.getOrDefault(node, new int[2]);
    double indent = (columns - widths.get(place[1])) / 2.0;
    int x = (int) (GAP_X + (place[0] + indent) * (WIDTH + GAP_X) + WIDTH / 2.0);
    return new int[] {x, GAP_Y / 2 + place[1] * (HEIGHT + GAP_Y) + HEIGHT / 2};
  }

  private static String edge(int[] from, int[] to) {
    int y1 = from[1] + HEIGHT / 2;
    int y2 = to[1] - HEIGHT / 2;
    int middle = (y1 + y2) / 2;
    return "<path d=\"M%d %d C%d %d %d %d %d %d\" fill=\"none\" stroke=\"#888\"/>%n"
        .formatted(from[0], y1, from[0], middle, to[0], middle, to[0], y2);
  }

  private static String box(Node node, int[] at) {
    String fill =
        switch (node.operation()) {
          case Operation.Read _ -> "#cfe3f5";
          case Operation.Literal _, Operation.Full _ -> "#eeeeee";
          case Operation.Reduce _, Operation.GroupReduce _, Operation.ArgSort _ -> "#f9d9b0";
          case Operation.Sweep _ -> "#d9ecd0";
          case Operation.Elementwise _,
              Operation.Cast _,
              Operation.Select _,
              Operation.Gather _,
              Operation.Transpose _,
              Operation.Reshape _,
              Operation.Broadcast _,
              Operation.Concat _,
              Operation.Rechunk _ ->
              "#ffffff";
        };
    String label = PlanText.label(node.operation());
    String shown = label.length() > 32 ? label.substring(0, 31) + "…" : label;
    String what = node.dtype() + node.shape().toString();
    return String.format(
        Locale.ROOT,
        """
        <g><title>%s</title><rect x="%d" y="%d" width="%d" height="%d" rx="6" fill="%s" stroke="#555"/>
        <text x="%d" y="%d" text-anchor="middle">%s</text>
        <text x="%d" y="%d" text-anchor="middle" fill="#666" font-size="10">%s</text></g>
        """,
        escape(label),
        at[0] - WIDTH / 2,
        at[1] - HEIGHT / 2,
        WIDTH,
        HEIGHT,
        fill,
        at[0],
        at[1] - 3,
        escape(shown),
        at[0],
        at[1] + 14,
        escape(what));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
