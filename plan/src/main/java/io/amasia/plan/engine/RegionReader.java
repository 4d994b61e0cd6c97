package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.plan.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Takes scattered positions of a source by reading boxes: never more of a stored array than the
/// chunks that hold them, each chunk once.
final class RegionReader {
  private RegionReader() {}

  /// Gives boxes of values.
  interface Source {
    Taken read(Box box);
  }

  /// Positions of one dimension that are read together. Positions are held relative to the first of
  /// them.
  private static final class Run {
    private final long low;
    private final long length;
    private final long[] from;
    private final long[] to;

    Run(long[] positions, long[] to) {
      long least = Arrays.stream(positions).min().orElse(0);
      long most = Arrays.stream(positions).max().orElse(-1);
      low = least;
      length = most - least + 1;
      from = Arrays.stream(positions).map(p -> p - least).toArray();
      this.to = to;
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
    var to = new ArrayList<long[]>();
    for (int d = 0; d < ndim; d++) {
      Run run = runs.get(d).get(index[d]);
      start[d] = run.low;
      length[d] = run.length;
      to.add(run.to);
    }
    try (Taken taken = source.read(Box.of(start, length))) {
      Block block = taken.block();
      long[] strides = block.strides();
      var from = new ArrayList<long[]>();
      for (int d = 0; d < ndim; d++) {
        long stride = strides[d];
        Run run = runs.get(d).get(index[d]);
        from.add(Arrays.stream(run.from).map(p -> p * stride).toArray());
      }
      assembly.put(new Copier.Side(block.array(), block.offset(), from), to);
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
    int n = Math.toIntExact(indexer.count());
    long[] positions = new long[n];
    for (int i = 0; i < n; i++) {
      positions[i] = indexer.at(i);
    }
    boolean contiguous = indexer instanceof Indexer.Range range && Math.abs(range.step()) == 1;
    if (cut == null || contiguous || n == 0) {
      return List.of(new Run(positions, Assembly.range(0, n)));
    }
    var byChunk = new TreeMap<Long, List<Integer>>();
    for (int i = 0; i < n; i++) {
      byChunk.computeIfAbsent(cut.chunkOf(positions[i]), c -> new ArrayList<>()).add(i);
    }
    var runs = new ArrayList<Run>();
    for (List<Integer> of : byChunk.values()) {
      runs.add(
          new Run(
              of.stream().mapToLong(i -> positions[i]).toArray(),
              of.stream().mapToLong(i -> i).toArray()));
    }
    return runs;
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
      Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
      long[] keys = new long[n];
      for (int p = 0; p < n; p++) {
        keys[p] = stored ? chunkOf(node, axes, positions, (int) box.start(0) + p) : 0;
      }
      Arrays.sort(order, Comparator.comparingLong(p -> keys[p]));
      int i = 0;
      while (i < n && box.size() > 0) {
        int end = i;
        while (end < n && keys[order[end]] == keys[order[i]]) {
          end++;
        }
        points(source, assembly, node, axes, positions, box, Arrays.copyOfRange(order, i, end));
        i = end;
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
      Integer[] points) {
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
      Block block = taken.block();
      long[] strides = block.strides();
      var from = new ArrayList<long[]>();
      var to = new ArrayList<long[]>();
      from.add(new long[1]);
      to.add(new long[1]);
      for (int d = 0; d < ndim; d++) {
        if (!axes.contains(d)) {
          from.add(block.offsets(d));
          to.add(Assembly.range(0, length[d]));
        }
      }
      for (int p : points) {
        long at = block.offset();
        for (int k = 0; k < axes.size(); k++) {
          int d = axes.get(k);
          at += (positions.get(k)[first + p] - start[d]) * strides[d];
        }
        to.set(0, new long[] {p});
        assembly.put(new Copier.Side(block.array(), at, from), to);
      }
    }
  }
}
