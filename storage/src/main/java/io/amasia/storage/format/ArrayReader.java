package io.amasia.storage.format;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads a box of a stored array, touching only the chunks that overlap it.
///
/// Chunks are read one after another on the calling thread, because tasks already run beside each
/// other; where the store waits for a network, the bytes of the next chunks are fetched meanwhile.
public final class ArrayReader {
  /// Elements of a chunk below which filling a box at once is cheaper than chunk by chunk.
  private static final long SMALL_CHUNK = 1024;

  private ArrayReader() {}

  /// The values of `box` in a new array, which the caller closes. Unwritten chunks give the fill
  /// value.
  ///
  /// @throws AmasiaException.Format if bytes are missing or damaged
  public static NdArray read(StoredArray array, Box box) {
    return read(array, box, ReadListener.NONE);
  }

  /// The values of `box` in a new array, which the caller closes; `listener` hears what it costs.
  ///
  /// A box that is exactly one chunk is given as it was decoded, without a copy.
  ///
  /// @throws AmasiaException.Format if bytes are missing or damaged
  public static NdArray read(StoredArray array, Box box, ReadListener listener) {
    checkInside(array, box);
    Box grid = array.chunks().overlapping(box);
    if (grid.size() == 1 && array.chunks().box(grid.start()).equals(box)) {
      try (var reads = new ChunkReads(array, grid, listener)) {
        Optional<NdArray> whole = reads.next();
        if (whole.isPresent()) {
          return whole.get();
        }
      }
    }
    if (array.dtype() == DType.STRING) {
      return readText(array, box, grid, listener);
    }
    NdArray target = NdArray.allocate(array.dtype(), box.shape());
    try {
      readInto(array, box, target, box, listener);
      return target;
    } catch (Throwable e) {
      target.close();
      throw e;
    }
  }

  /// Reads `box` into `target`, an array of the same dtype for the values of `around`, a box around
  /// it. Chunks that go on beyond `box` are read as far as `around` does. Not for text.
  ///
  /// @throws AmasiaException.Format if bytes are missing or damaged; `target` is undefined then
  public static void readInto(
      StoredArray array, Box box, NdArray target, Box around, ReadListener listener) {
    checkInside(array, around);
    if (target.dtype() != array.dtype() || !target.shape().equals(around.shape())) {
      throw new IllegalArgumentException(
          "%s into %s for %s of %s".formatted(around, target, array.dtype(), array.path()));
    }
    Box grid = array.chunks().overlapping(box);
    // One fill for all where there is nothing else, and where chunks are so small that one for each
    // costs more.
    boolean nothing = array.isUnwritten(grid);
    boolean filled = nothing || grid.size() > box.size() / SMALL_CHUNK;
    if (filled) {
      BoxCopy.fill(array.fill(), box, target, around);
    }
    if (nothing) {
      listener.beforeChunk(array);
      return;
    }
    try (var reads = new ChunkReads(array, grid, listener)) {
      BoxCopy.forEachRow(
          grid,
          0,
          (index, _) -> {
            if (!reads.nextInto(target, around) && !filled) {
              BoxCopy.fill(array.fill(), array.chunks().box(index), target, around);
            }
          });
    }
  }

  /// The most bytes that reading `chunks` chunks of `array` at a time holds besides their values:
  /// chunks as they lie in the store, and of a network's those that are fetched ahead.
  public static long encodedBytes(StoredArray array, long chunks) {
    return ChunkReads.encodedBytes(array, chunks);
  }

  private static NdArray readText(StoredArray array, Box box, Box grid, ReadListener listener) {
    String[] texts = new String[Math.toIntExact(box.size())];
    Arrays.fill(texts, array.fill().getString(0));
    try (var reads = new ChunkReads(array, grid, listener)) {
      BoxCopy.forEachRow(
          grid,
          0,
          (chunkIndex, _) -> {
            Optional<NdArray> chunk = reads.next();
            if (chunk.isPresent()) {
              Box chunkBox = array.chunks().box(chunkIndex);
              try (NdArray values = chunk.get()) {
                copyText(values, chunkBox, texts, box);
              }
            }
          });
    }
    return NdArray.of(box.shape(), List.of(texts));
  }

  private static void copyText(NdArray values, Box chunkBox, String[] texts, Box box) {
    BoxCopy.forEachRow(
        chunkBox.intersect(box),
        0,
        (index, _) ->
            texts[(int) BoxCopy.offset(index, box, box.shape())] =
                values.getString(BoxCopy.offset(index, chunkBox, chunkBox.shape())));
  }

  private static void checkInside(StoredArray array, Box box) {
    boolean inside = box.ndim() == array.shape().ndim();
    for (int d = 0; inside && d < box.ndim(); d++) {
      inside = box.start(d) >= 0 && box.end(d) <= array.shape().size(d);
    }
    if (!inside) {
      throw new IllegalArgumentException(
          "box %s of %s%s".formatted(box, array.path(), array.shape()));
    }
  }
}
