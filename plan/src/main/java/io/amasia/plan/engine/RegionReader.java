package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.plan.Node;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// Takes scattered positions of a source by reading boxes: never more of a stored array than the
/// chunks that hold them, each chunk once.
final class RegionReader {
  private RegionReader() {}

  /// Gives boxes of values.
  interface Source {
    Taken read(Box box);
  }

  /// Positions of one dimension that are read together.
  ///
  /// @param low the least of them
  /// @param length from there to the greatest
  /// @param from the positions, relative to the least
  /// @param to where they go
  private record Run(long low, long length, Indexer from, Indexer to) {
    static Run of(Indexer.Range positions, long to) {
      long n = positions.count();
      long low = n == 0 ? 0 : Math.min(positions.start(), positions.at(n - 1));
      long high = n == 0 ? -1 : Math.max(positions.start(), positions.at(n - 1));
      Indexer from = new Indexer.Range(positions.start() - low, n, positions.step());
      return new Run(low, high - low + 1, from, Indexer.Range.of(to, n));
    }

    static Run of(long[] positions, Indexer to) {
      long low = Arrays.stream(positions).min().orElse(0);
      long high = Arrays.stream(positions).max().orElse(-1);
      for (int i = 0; i < positions.length; i++) {
        positions[i] -= low;
      }
      return new Run(low, high - low + 1, new Indexer.Points(positions), to);
    }
  }

  /// The values at `region`.
  ///
  /// @param chunks the chunks of a stored source, or null if all of it is at hand
  static NdArray select(Source source, DType dtype, Region region, @Nullable Chunks chunks) {
    var runs = new ArrayList<List<Run>>();
    for (int d = 0; d < region.indexers().size(); d++) {
      runs.add(runs(region.indexers().get(d), chunks == null ? null : chunks.cut(d)));
    }
    try (var assembly = new Assembly(dtype, region.shape())) {
      if (region.shape().size() > 0) {
        int[] index = new int[runs.size()];
        do {
          put(source, assembly, runs, index);
        } while (advance(index, runs));
      }
      return assembly.finish();
    }
  }

  private static void put(Source source, Assembly assembly, List<List<Run>> runs, int[] index) {
    int ndim = runs.size();
    long[] start = new long[ndim];
    long[] length = new long[ndim];
    var from = new ArrayList<Indexer>();
    var to = new ArrayList<Indexer>();
    for (int d = 0; d < ndim; d++) {
      Run run = runs.get(d).get(index[d]);
      start[d] = run.low;
      length[d] = run.length;
      from.add(run.from);
      to.add(run.to);
    }
    try (Taken taken = source.read(Box.of(start, length))) {
      assembly.put(taken.block(), from, to);
    }
  }

  private static boolean advance(int[] index, List<List<Run>> runs) {
    for (int d = index.length - 1; d >= 0; d--) {
      if (++index[d] < runs.get(d).size()) {
        return true;
      }
      index[d] = 0;
    }
    return false;
  }

  /// A contiguous range is one run; other positions are split where the chunk changes.
  private static List<Run> runs(Indexer indexer, Chunks.@Nullable Cut cut) {
    return switch (indexer) {
      case Indexer.Range range -> {
        if (cut == null || Math.abs(range.step()) == 1 || range.count() == 0) {
          yield List.of(Run.of(range, 0));
        }
        yield runs(range, cut);
      }
      case Indexer.Points points -> {
        var runs = new ArrayList<Run>();
        int n = Math.toIntExact(points.count());
        for (int[] some : byChunk(n, i -> cut == null ? 0 : cut.chunkOf(points.at(i)))) {
          long[] positions = Arrays.stream(some).mapToLong(points::at).toArray();
          runs.add(Run.of(positions, points(some)));
        }
        yield runs;
      }
    };
  }

  private static List<Run> runs(Indexer.Range range, Chunks.Cut cut) {
    var runs = new ArrayList<Run>();
    for (long i = 0; i < range.count(); ) {
      long at = range.at(i);
      long chunk = cut.chunkOf(at);
      long first = cut.start(chunk);
      long rest = range.step() > 0 ? first + cut.length(chunk) - 1 - at : at - first;
      long n = Math.min(range.count() - i, rest / Math.abs(range.step()) + 1);
      runs.add(Run.of(new Indexer.Range(at, n, range.step()), i));
      i += n;
    }
    return runs;
  }

  private static Indexer points(int[] some) {
    return new Indexer.Points(Arrays.stream(some).asLongStream().toArray());
  }

  /// The numbers from 0 to before `n` by the chunk of each, chunk after chunk, ascending in each.
  private static List<int[]> byChunk(int n, IntToLongFunction chunkOf) {
    var counts = new TreeMap<Long, int[]>();
    for (int i = 0; i < n; i++) {
      counts.computeIfAbsent(chunkOf.applyAsLong(i), _ -> new int[1])[0]++;
    }
    var members = new TreeMap<Long, IntBuffer>();
    counts.forEach((chunk, count) -> members.put(chunk, IntBuffer.allocate(count[0])));
    for (int i = 0; i < n; i++) {
      Objects.requireNonNull(members.get(chunkOf.applyAsLong(i))).put(i);
    }
    return members.values().stream().map(IntBuffer::array).toList();
  }

  /// The values at points: result `[points, rest of the dimensions]`, the part that `box` covers.
  ///
  /// @param stored whether to group the points by the chunks of `node`
  static NdArray gather(
      Source source,
      DType dtype,
      Node node,
      List<Integer> axes,
      List<long[]> positions,
      Box box,
      boolean stored) {
    try (var assembly = new Assembly(dtype, box.shape())) {
      int n = Math.toIntExact(box.length(0));
      int first = Math.toIntExact(box.start(0));
      IntToLongFunction chunkOf = p -> stored ? chunkOf(node, axes, positions, first + p) : 0;
      if (box.size() > 0) {
        for (int[] points : byChunk(n, chunkOf)) {
          points(source, assembly, node, axes, positions, box, points);
        }
      }
      return assembly.finish();
    }
  }

  private static long chunkOf(Node node, List<Integer> axes, List<long[]> positions, int p) {
    long key = 0;
    for (int k = 0; k < axes.size(); k++) {
      Chunks.Cut cut = node.chunks().cut(axes.get(k));
      key = key * cut.count() + cut.chunkOf(positions.get(k)[p]);
    }
    return key;
  }

  private static void points(
      Source source,
      Assembly assembly,
      Node node,
      List<Integer> axes,
      List<long[]> positions,
      Box box,
      int[] points) {
    int ndim = node.shape().ndim();
    long[] start = new long[ndim];
    long[] length = new long[ndim];
    int first = (int) box.start(0);
    int rest = 1;
    for (int d = 0; d < ndim; d++) {
      int k = axes.indexOf(d);
      if (k < 0) {
        start[d] = box.start(rest);
        length[d] = box.length(rest++);
        continue;
      }
      long low = Long.MAX_VALUE;
      long high = -1;
      for (int p : points) {
        low = Math.min(low, positions.get(k)[first + p]);
        high = Math.max(high, positions.get(k)[first + p]);
      }
      start[d] = low;
      length[d] = high - low + 1;
    }
    try (Taken taken = source.read(Box.of(start, length))) {
      // Along the first dimension points, by where they lie in memory; then the others.
      Block block = taken.block();
      long[] strides = block.strides();
      long[] steps = new long[box.ndim()];
      long[] sizes = box.shape().toArray();
      steps[0] = 1;
      rest = 1;
      for (int d = 0; d < ndim; d++) {
        if (!axes.contains(d)) {
          steps[rest++] = strides[d];
        }
      }
      long[] places = new long[points.length];
      for (int i = 0; i < places.length; i++) {
        for (int k = 0; k < axes.size(); k++) {
          int d = axes.get(k);
          places[i] += (positions.get(k)[first + points[i]] - start[d]) * strides[d];
        }
      }
      List<Indexer> from = Copier.range(new long[sizes.length], box.shape());
      List<Indexer> to = Copier.range(new long[sizes.length], box.shape());
      from.set(0, new Indexer.Points(places));
      to.set(0, points(points));
      assembly.put(new Block(block.array(), block.offset(), box.shape(), steps), from, to);
    }
  }
}
