package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.Indexer;
import io.amasia.array.Region;
import io.amasia.plan.Expansion.Job;
import io.amasia.storage.format.ArrayReader;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/// What tasks decode of stored arrays: the chunks that their boxes touch, found from chunk grids
/// alone.
final class Decoding {
  private Decoding() {}

  /// The most that a job which reads from a stored array holds besides its result: a chunk that is
  /// being decoded, those that were fetched, and what lies between scattered positions.
  static long heldBytes(Job job, Node source) {
    long chunk = source.chunks().maxChunk().size() * Projections.width(source.dtype());
    long encoded =
        source.operation() instanceof Operation.Read(var array)
            ? ArrayReader.encodedBytes(array, chunksAtATime(job, source))
            : chunk;
    return 2 * chunk + encoded + around(job);
  }

  /// Chunks that are read one after the other in one go: scattered positions are read chunk by
  /// chunk.
  private static long chunksAtATime(Job job, Node source) {
    Node node = Objects.requireNonNull(job.node());
    Region region = region(node, job.box());
    long chunks = 1;
    for (int d = 0; d < source.shape().ndim(); d++) {
      Indexer indexer = region.indexers().get(d);
      chunks *= isRow(node, d, indexer) ? touched(source.chunks().cut(d), indexer)[0] : 1;
    }
    return chunks;
  }

  /// Whether all positions along dimension `d` of the source are read in one go; points are read
  /// chunk by chunk.
  private static boolean isRow(Node node, int d, Indexer indexer) {
    boolean points =
        node.operation() instanceof Operation.Gather(var axes, var _) && axes.contains(d);
    return !points && indexer instanceof Indexer.Range(var _, var _, var step) && step == 1;
  }

  /// The part of a stored array that is read at a time where scattered positions are taken from it:
  /// what lies between those of one chunk.
  private static long around(Job job) {
    Node node = Objects.requireNonNull(job.node());
    if (job.kind() != Expansion.Kind.SOURCE_PART) {
      return 0;
    }
    Region region = region(node, job.box());
    if (node.operation() instanceof Operation.Select && region.asBox().isPresent()) {
      return 0;
    }
    Chunks chunks = node.inputs().getFirst().chunks();
    long elements = 1;
    for (int d = 0; d < chunks.ndim(); d++) {
      Indexer indexer = region.indexers().get(d);
      long chunk = chunks.cut(d).maxLength();
      elements *= isRow(node, d, indexer) ? indexer.count() : chunk;
    }
    return elements * Projections.width(node.dtype());
  }

  /// Decoded bytes of the distinct chunks that `box` of the domain needs, of the whole arrays, and
  /// the number of those chunks.
  static long[] reads(Expansion expansion, Box box) {
    long bytes = 0;
    long total = 0;
    long chunks = 0;
    Set<Node> seen = new HashSet<>();
    for (Job job : expansion.jobs(box)) {
      Node node = job.node();
      if (node == null
          || job.kind() == Expansion.Kind.PROGRAM
          || job.kind() == Expansion.Kind.OPERATION) {
        continue;
      }
      Node source = job.kind() == Expansion.Kind.SOURCE ? node : node.inputs().getFirst();
      if (!expansion.isRead(source)) {
        continue;
      }
      long elements = 1;
      long count = 1;
      Region region = region(node, job.box());
      for (int d = 0; d < source.shape().ndim(); d++) {
        long[] touched = touched(source.chunks().cut(d), region.indexers().get(d));
        count *= touched[0];
        elements *= touched[1];
      }
      bytes += elements * source.dtype().itemSize();
      chunks += count;
      if (seen.add(source)) {
        total += Projections.bytes(source);
      }
    }
    return new long[] {bytes, total, chunks};
  }

  private static Region region(Node node, Box box) {
    return switch (node.operation()) {
      case Operation.Select(var region) -> Demand.within(region, box);
      case Operation.Gather _ -> Region.of(Demand.of(node, box).getFirst().box());
      default -> Region.of(box);
    };
  }

  /// Chunks of `cut` that `indexer` touches, and their length together.
  private static long[] touched(Chunks.Cut cut, Indexer indexer) {
    long n = indexer.count();
    if (n == 0) {
      return new long[2];
    }
    if (indexer instanceof Indexer.Range(long start, long count, long step)
        && Math.abs(step) <= cut.maxLength()) {
      long low = cut.chunkOf(Math.min(start, start + (count - 1) * step));
      long high = cut.chunkOf(Math.max(start, start + (count - 1) * step));
      return new long[] {high - low + 1, cut.start(high) + cut.length(high) - cut.start(low)};
    }
    var chunks = new HashSet<Long>();
    long length = 0;
    for (long i = 0; i < n; i++) {
      long c = cut.chunkOf(indexer.at(i));
      if (chunks.add(c)) {
        length += cut.length(c);
      }
    }
    return new long[] {chunks.size(), length};
  }

  /// Bytes decoded by all tasks over distinct bytes, taken dimension by dimension.
  static double amplification(Expansion expansion, TaskGrid grid, Box all) {
    double product = 1;
    for (int d = 0; d < all.ndim(); d++) {
      int n = (int) Math.min(32, grid.count(d));
      if (n < 2) {
        continue;
      }
      long sum = 0;
      var index = new long[all.ndim()];
      long end = 0;
      for (int t = 0; t < n; t++) {
        index[d] = t;
        Box one = grid.box(index);
        sum += reads(expansion, all.with(d, one.start(d), one.length(d)))[0];
        end = one.end(d);
      }
      long together = reads(expansion, all.with(d, 0, end))[0];
      product *= together == 0 ? 1 : (double) sum / together;
    }
    return product;
  }
}
