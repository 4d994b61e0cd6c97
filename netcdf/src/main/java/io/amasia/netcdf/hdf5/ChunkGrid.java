package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.Shape;

/// The chunks of an array being written: equal ones, of which the last may stick out of the array.
final class ChunkGrid {
  private final long[] lengths;
  private final Chunks chunks;
  private final Shape grid;

  ChunkGrid(Shape shape, long[] lengths) {
    this.lengths = lengths.clone();
    this.chunks = Chunks.regular(shape, lengths);
    this.grid = chunks.gridShape();
  }

  /// What is done with a chunk: its number in the grid, and the part of it within the array.
  interface Action {
    void with(int number, Box part);
  }

  Chunks chunks() {
    return chunks;
  }

  /// The shape that every chunk is stored in.
  Shape chunkShape() {
    return Shape.of(lengths);
  }

  long count() {
    return chunks.count();
  }

  /// Each chunk of `box`, which is a union of whole ones, in C order.
  ///
  /// @throws AmasiaException.Conflict if another box would share a chunk with it
  void forEach(Box box, Action action) {
    if (box.size() == 0) {
      return;
    }
    long[] index = new long[lengths.length];
    for (int d = 0; d < index.length; d++) {
      index[d] = box.start(d) / lengths[d];
    }
    while (true) {
      Box part = chunks.box(index);
      if (!part.equals(part.intersect(box))) {
        throw new AmasiaException.Conflict(
            "%s cuts chunk %s, so another task would write to it too; write whole chunks of %s"
                .formatted(box, part, chunkShape()));
      }
      action.with(number(index), part);
      int d = index.length - 1;
      while (d >= 0 && ++index[d] * lengths[d] >= box.end(d)) {
        index[d] = box.start(d) / lengths[d];
        d--;
      }
      if (d < 0) {
        return;
      }
    }
  }

  private int number(long[] index) {
    long number = 0;
    for (int d = 0; d < index.length; d++) {
      number = number * grid.size(d) + index[d];
    }
    return Math.toIntExact(number);
  }

  /// Writes the index of all chunks and gives its address.
  long writeIndex(ChunkPlaces places, FileEnd end) {
    return new ChunkTree(places, grid, lengths).write(end);
  }
}
