package io.amasia.plan;

import io.amasia.array.Chunks;
import java.util.ArrayList;
import java.util.List;

/// The grids through which data go from the boxes they are read in to the boxes they are wanted in,
/// when a direct way would leave them in pieces too small to be written and read one by one.
///
/// The algorithm of [rechunker](https://rechunker.readthedocs.io/en/latest/algorithm.html): boxes
/// as large as memory allows, and between two very different ones others spaced geometrically, as
/// many as keep what neighbours share large. Lengths are multiples of each other, so that pieces
/// are not cut by chance.
final class Rechunking {
  private static final int MOST_GRIDS = 4;

  private Rechunking() {}

  /// The grids between `read` and `wanted`; none if they share pieces of `leastElements`.
  static List<Chunks> between(Chunks read, Chunks wanted, long leastElements) {
    long[] from = read.maxChunk().toArray();
    long[] to = wanted.maxChunk().toArray();
    List<long[]> best = List.of();
    for (int n = 0; n <= MOST_GRIDS; n++) {
      List<long[]> boxes = boxes(from, to, n);
      if (n == 0 || shared(from, boxes, to) > 2 * shared(from, best, to)) {
        best = boxes;
      }
      if (shared(from, best, to) >= leastElements) {
        break;
      }
    }
    return best.stream().map(box -> Chunks.regular(read.shape(), box)).toList();
  }

  /// `n` boxes between two, spaced geometrically.
  private static List<long[]> boxes(long[] from, long[] to, int n) {
    var boxes = new ArrayList<long[]>();
    for (int k = 1; k <= n; k++) {
      long[] box = new long[from.length];
      for (int d = 0; d < box.length; d++) {
        boolean grows = to[d] > from[d];
        long small = Math.max(1, grows ? from[d] : to[d]);
        double ratio = (double) Math.max(from[d], to[d]) / small;
        double way = (double) (grows ? k : n + 1 - k) / (n + 1);
        box[d] = small * Math.max(1, Math.round(Math.pow(ratio, way)));
      }
      boxes.add(box);
    }
    return boxes;
  }

  /// Elements of the smallest piece that two neighbours share.
  private static long shared(long[] from, List<long[]> between, long[] to) {
    long least = Long.MAX_VALUE;
    long[] before = from;
    for (int k = 0; k <= between.size(); k++) {
      long[] after = k == between.size() ? to : between.get(k);
      long piece = 1;
      for (int d = 0; d < before.length; d++) {
        piece *= Math.min(before[d], after[d]);
      }
      least = Math.min(least, piece);
      before = after;
    }
    return least;
  }
}
