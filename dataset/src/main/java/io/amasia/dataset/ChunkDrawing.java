package io.amasia.dataset;

import io.amasia.array.Chunks;
import io.amasia.array.Shape;
import java.util.Locale;

/// The chunks of an array drawn to scale as SVG: the last two dimensions as a face, the one before
/// as its depth. Colours are the page's (`--line`, `--face`, `--side`).
final class ChunkDrawing {
  private static final double LONGEST = 120;
  private static final double SHORTEST = 14;
  private static final int MOST_LINES = 24;

  /// How a step in depth goes to the right and down.
  private static final double SLANT = 0.45;

  private final Chunks chunks;
  private final StringBuilder svg = new StringBuilder();
  private final double width;
  private final double height;
  private final double depth;

  private ChunkDrawing(Chunks chunks) {
    this.chunks = chunks;
    int ndim = chunks.ndim();
    this.width = extent(ndim - 1);
    this.height = ndim > 1 ? extent(ndim - 2) : SHORTEST;
    this.depth = ndim > 2 ? extent(ndim - 3) * SLANT : 0;
  }

  /// A drawing; empty for arrays without dimensions or elements.
  static String of(Chunks chunks) {
    return chunks.ndim() == 0 || chunks.shape().size() == 0 ? "" : new ChunkDrawing(chunks).draw();
  }

  /// The drawn length of a dimension: those that are much shorter are still seen.
  private double extent(int d) {
    Shape shape = chunks.shape();
    long longest = 1;
    for (int i = Math.max(0, shape.ndim() - 3); i < shape.ndim(); i++) {
      longest = Math.max(longest, shape.size(i));
    }
    double share = Math.pow((double) shape.size(d) / longest, 0.5);
    return Math.max(SHORTEST, LONGEST * share);
  }

  private String draw() {
    int ndim = chunks.ndim();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg width='%.0f' height='%.0f' class='chunks' role='img' aria-label='chunks'>",
            width + depth + 70,
            height + depth + 28));
    if (depth > 0) {
      polygon("side", 0, 0, depth, depth, depth + width, depth, width, 0);
      polygon("side", 0, 0, depth, depth, depth, depth + height, 0, height);
      cuts(
          ndim - 3,
          depth,
          at -> {
            line(at, at, at + width, at);
            line(at, at, at, at + height);
          });
    }
    polygon(
        "face",
        depth,
        depth,
        depth + width,
        depth,
        depth + width,
        depth + height,
        depth,
        depth + height);
    cuts(
        ndim - 1,
        width,
        at -> {
          line(depth + at, depth, depth + at, depth + height);
          line(at, 0, depth + at, depth);
        });
    if (ndim > 1) {
      cuts(
          ndim - 2,
          height,
          at -> {
            line(depth, depth + at, depth + width, depth + at);
            line(0, at, depth, depth + at);
          });
    }
    label(depth + width / 2, depth + height + 14, "middle", ndim - 1);
    if (ndim > 1) {
      label(depth + width + 6, depth + height / 2 + 4, "start", ndim - 2);
    }
    if (ndim > 2) {
      label(depth / 2 - 2, height + depth / 2 + 14, "end", ndim - 3);
    }
    return svg.append("</svg>").toString();
  }

  private interface Line {
    void at(double place);
  }

  /// The boundaries of chunks along dimension `d`, over `extent`; where there are too many, some.
  private void cuts(int d, double extent, Line line) {
    Chunks.Cut cut = chunks.cut(d);
    long step = Math.max(1, Math.ceilDiv(cut.count(), MOST_LINES));
    for (long c = 0; c < cut.count(); c += step) {
      line.at(extent * cut.start(c) / cut.size());
    }
    line.at(extent);
  }

  private void line(double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT, "<path d='M%.1f %.1fL%.1f %.1f'/>", x1 + 20, y1 + 2, x2 + 20, y2 + 2));
  }

  private void polygon(String kind, double... points) {
    svg.append("<polygon class='").append(kind).append("' points='");
    for (int i = 0; i < points.length; i += 2) {
      svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", points[i] + 20, points[i + 1] + 2));
    }
    svg.append("'/>");
  }

  private void label(double x, double y, String anchor, int d) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x='%.1f' y='%.1f' text-anchor='%s'>%d</text>",
            x + 20,
            y + 2,
            anchor,
            chunks.shape().size(d)));
  }
}
