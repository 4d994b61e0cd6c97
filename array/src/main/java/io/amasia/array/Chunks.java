package io.amasia.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How an array is cut into chunks: the chunk lengths of each dimension.
///
/// Held symbolically, so a grid of a million equal chunks costs as much as one chunk.
public record Chunks(List<Cut> cuts) {
  public Chunks {
    cuts = List.copyOf(cuts);
  }

  /// How one dimension is cut.
  public sealed interface Cut {
    /// The length of the dimension.
    long size();

    /// The number of chunks; 0 for an empty dimension.
    long count();

    /// First index of chunk `c`.
    long start(long c);

    /// Length of chunk `c`.
    long length(long c);

    /// The chunk that holds index `i`.
    long chunkOf(long i);

    /// The length of the longest chunk.
    long maxLength();
  }

  /// Equal chunks of length `chunk`; the last may be shorter.
  public record Regular(long size, long chunk) implements Cut {
    public Regular {
      if (size < 0 || chunk < 1) {
        throw new IllegalArgumentException("chunks of " + chunk + " over " + size);
      }
    }

    @Override
    public long count() {
      return Math.ceilDiv(size, chunk);
    }

    @Override
    public long start(long c) {
      return c * chunk;
    }

    @Override
    public long length(long c) {
      return Math.min(chunk, size - c * chunk);
    }

    @Override
    public long chunkOf(long i) {
      return i / chunk;
    }

    @Override
    public long maxLength() {
      return Math.min(chunk, size);
    }
  }

  /// Chunks of listed, positive lengths.
  public static final class Ragged implements Cut {
    private final long[] ends;
    private final long maxLength;

    public Ragged(long... lengths) {
      ends = new long[lengths.length];
      long end = 0;
      long longest = 0;
      for (int c = 0; c < lengths.length; c++) {
        if (lengths[c] < 1) {
          throw new IllegalArgumentException("chunk lengths " + Arrays.toString(lengths));
        }
        end += lengths[c];
        ends[c] = end;
        longest = Math.max(longest, lengths[c]);
      }
      maxLength = longest;
    }

    @Override
    public long size() {
      return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    @Override
    public long count() {
      return ends.length;
    }

    @Override
    public long start(long c) {
      return c == 0 ? 0 : ends[(int) c - 1];
    }

    @Override
    public long length(long c) {
      return ends[(int) c] - start(c);
    }

    @Override
    public long chunkOf(long i) {
      int at = Arrays.binarySearch(ends, i + 1);
      return at >= 0 ? at : -at - 1;
    }

    @Override
    public long maxLength() {
      return maxLength;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Ragged that && Arrays.equals(ends, that.ends);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(ends);
    }

    @Override
    public String toString() {
      return "Ragged" + Arrays.toString(ends);
    }
  }

  /// Chunks of equal shape; edge chunks are cut short. A chunk length above the size is the size.
  public static Chunks regular(Shape shape, long... chunkShape) {
    List<Cut> cuts = new ArrayList<>();
    for (int d = 0; d < shape.ndim(); d++) {
      cuts.add(new Regular(shape.size(d), Math.max(1, Math.min(chunkShape[d], shape.size(d)))));
    }
    return new Chunks(cuts);
  }

  /// One chunk that holds all.
  public static Chunks single(Shape shape) {
    return regular(shape, shape.toArray());
  }

  public int ndim() {
    return cuts.size();
  }

  public Cut cut(int d) {
    return cuts.get(d);
  }

  /// The shape of the array that is cut.
  public Shape shape() {
    return Shape.of(cuts.stream().mapToLong(Cut::size).toArray());
  }

  /// The number of chunks along each dimension.
  public Shape gridShape() {
    return Shape.of(cuts.stream().mapToLong(Cut::count).toArray());
  }

  /// The number of chunks in all.
  public long count() {
    return gridShape().size();
  }

  /// The lengths of the longest chunk along each dimension.
  public Shape maxChunk() {
    return Shape.of(cuts.stream().mapToLong(Cut::maxLength).toArray());
  }

  /// The box of array indices that the chunk at `index` of the grid covers.
  public Box box(long... index) {
    long[] start = new long[index.length];
    long[] length = new long[index.length];
    for (int d = 0; d < index.length; d++) {
      start[d] = cuts.get(d).start(index[d]);
      length[d] = cuts.get(d).length(index[d]);
    }
    return Box.of(start, length);
  }

  /// The chunks that overlap `box`, as a box of the grid; of length 0 where `box` is.
  public Box overlapping(Box box) {
    long[] first = new long[box.ndim()];
    long[] count = new long[box.ndim()];
    for (int d = 0; d < first.length; d++) {
      if (box.length(d) > 0) {
        first[d] = cuts.get(d).chunkOf(box.start(d));
        count[d] = cuts.get(d).chunkOf(box.end(d) - 1) - first[d] + 1;
      }
    }
    return Box.of(first, count);
  }

  /// This grid with dimension `d` cut otherwise.
  public Chunks with(int d, Cut cut) {
    List<Cut> changed = new ArrayList<>(cuts);
    changed.set(d, cut);
    return new Chunks(changed);
  }
}
