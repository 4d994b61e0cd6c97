package io.amasia.plan;

import io.amasia.array.Chunks;
import io.amasia.array.Chunks.Cut;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The chunk grid each operation gives, from those of its inputs.
final class Grids {
  /// Decoded bytes of a chunk of values that come from no file.
  static final long MEMORY_CHUNK_BYTES = 4 << 20;

  private Grids() {}

  /// Chunks of a few megabytes, whole along the fastest dimensions.
  static Chunks inMemory(DType dtype, Shape shape) {
    long budget = Math.max(1, MEMORY_CHUNK_BYTES / dtype.itemSize());
    long[] chunk = shape.toArray();
    for (int d = chunk.length - 1; d >= 0; d--) {
      chunk[d] = Math.max(1, Math.min(chunk[d], budget));
      budget = Math.max(1, budget / chunk[d]);
    }
    return Chunks.regular(shape, chunk);
  }

  /// Of each dimension the cut of the input that is cut finest there.
  static Chunks broadcast(Shape shape, List<Chunks> inputs) {
    List<Cut> cuts = new ArrayList<>();
    for (int d = 0; d < shape.ndim(); d++) {
      Cut best = new Chunks.Regular(shape.size(d), Math.max(1, shape.size(d)));
      for (Chunks input : inputs) {
        Cut cut = input.cut(d);
        if (cut.size() == shape.size(d) && cut.count() > best.count()) {
          best = cut;
        }
      }
      cuts.add(best);
    }
    return new Chunks(cuts);
  }

  /// The cut that selecting `indexer` leaves: a new chunk begins where the source chunk changes.
  static Cut select(Cut cut, Indexer indexer) {
    if (indexer instanceof Indexer.Range(long start, long count, long step)
        && cut instanceof Chunks.Regular(long _, long chunk)) {
      if (step == 1 && start % chunk == 0) {
        return new Chunks.Regular(count, chunk);
      }
      if (chunk % step == 0 && step > 0 && start % chunk < step && chunk / step > 0) {
        return new Chunks.Regular(count, chunk / step);
      }
      if (step == 1 && start / chunk == (start + Math.max(1, count) - 1) / chunk) {
        return new Chunks.Regular(count, Math.max(1, count));
      }
    }
    return ragged(cut, indexer);
  }

  private static Cut ragged(Cut cut, Indexer indexer) {
    long count = indexer.count();
    long[] lengths = new long[16];
    int n = 0;
    long last = -1;
    for (long i = 0; i < count; i++) {
      long chunk = cut.chunkOf(indexer.at(i));
      if (chunk == last) {
        lengths[n - 1]++;
        continue;
      }
      if (n == lengths.length) {
        lengths = Arrays.copyOf(lengths, 2 * n);
      }
      lengths[n++] = 1;
      last = chunk;
    }
    // Scattered positions would make a chunk each; such a cut helps nobody.
    if (n > 64 && n > count / 4) {
      return new Chunks.Regular(count, Math.max(1, count));
    }
    return new Chunks.Ragged(Arrays.copyOf(lengths, n));
  }

  /// The cuts of several arrays one after the other.
  static Cut concat(List<Cut> cuts) {
    if (cuts.stream().allMatch(Chunks.Regular.class::isInstance)) {
      long chunk = cuts.getFirst().maxLength();
      boolean even = chunk > 0;
      long size = 0;
      for (int i = 0; i < cuts.size(); i++) {
        Cut cut = cuts.get(i);
        even &= cut.maxLength() == chunk || (i == cuts.size() - 1 && cut.size() <= chunk);
        even &= i == cuts.size() - 1 || cut.size() % Math.max(1, chunk) == 0;
        size += cut.size();
      }
      if (even) {
        return new Chunks.Regular(size, chunk);
      }
    }
    long total = cuts.stream().mapToLong(Cut::count).sum();
    long[] lengths = new long[Math.toIntExact(total)];
    int n = 0;
    for (Cut cut : cuts) {
      for (long c = 0; c < cut.count(); c++) {
        lengths[n++] = cut.length(c);
      }
    }
    return new Chunks.Ragged(lengths);
  }

  /// The chunks cut further until each holds at most `bytes`, or one element along every dimension
  /// that is not `kept`: the longest dimension is halved again and again.
  static Chunks atMost(Chunks chunks, DType dtype, long bytes, List<Integer> kept) {
    long[] chunk = chunks.maxChunk().toArray();
    boolean[] changed = new boolean[chunk.length];
    while (Arrays.stream(chunk).reduce(dtype.itemSize(), (a, b) -> a * b) > bytes) {
      int longest = -1;
      for (int d = 0; d < chunk.length; d++) {
        if (!kept.contains(d) && chunk[d] > 1 && (longest < 0 || chunk[d] > chunk[longest])) {
          longest = d;
        }
      }
      if (longest < 0) {
        break;
      }
      chunk[longest] = Math.ceilDiv(chunk[longest], 2);
      changed[longest] = true;
    }
    Chunks cut = chunks;
    for (int d = 0; d < chunk.length; d++) {
      if (changed[d]) {
        cut = cut.with(d, new Chunks.Regular(chunks.cut(d).size(), chunk[d]));
      }
    }
    return cut;
  }

  /// Chunks that end at `ends`.
  static Cut cut(SortedSet<Long> ends) {
    long[] lengths = new long[ends.size()];
    long start = 0;
    int n = 0;
    for (long end : ends) {
      lengths[n++] = end - start;
      start = end;
    }
    return lengths.length == 0 ? whole(0) : new Chunks.Ragged(lengths);
  }

  /// The boxes of the tasks of `grid`.
  static Chunks boxes(TaskGrid grid) {
    List<Cut> cuts = new ArrayList<>();
    for (int d = 0; d < grid.chunks().ndim(); d++) {
      var ends = new TreeSet<Long>();
      for (long i = 0; i < grid.count(d); i++) {
        ends.add(grid.end(d, i));
      }
      cuts.add(cut(ends));
    }
    return new Chunks(cuts);
  }

  /// The coarsest grid that the chunks of both are unions of.
  static Chunks refine(Chunks a, Chunks b) {
    List<Cut> cuts = new ArrayList<>();
    for (int d = 0; d < a.ndim(); d++) {
      var ends = new TreeSet<Long>();
      for (Cut cut : List.of(a.cut(d), b.cut(d))) {
        for (long c = 0; c < cut.count(); c++) {
          ends.add(cut.start(c) + cut.length(c));
        }
      }
      cuts.add(cut(ends));
    }
    return new Chunks(cuts);
  }

  /// One chunk of `size`.
  static Cut whole(long size) {
    return new Chunks.Regular(size, Math.max(1, size));
  }
}
