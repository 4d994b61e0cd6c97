package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.kernel.StridedCopy;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.BoxCopy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An array of a store that is written, or the box of it that is: what lies in which chunk, and how
/// that is encoded. Chunks are shards where it is sharded. Thread-safe.
final class WrittenArray {
  private final int number;
  private final String path;
  private final ArrayMetadata metadata;
  private final Box target;
  private final Chunks grid;
  private final ChunkEncoder encoder;
  private final @Nullable ZarrArray before;

  /// @param number in the order of the schema, for the log
  /// @param metadata as it will be
  /// @param target the box of it that is written
  /// @param keepsFill whether chunks of nothing but the fill value are stored
  /// @param before the array as it is, whose values stay outside of `target`; null for a new one
  WrittenArray(
      int number,
      String path,
      ArrayMetadata metadata,
      Box target,
      boolean keepsFill,
      @Nullable ZarrArray before) {
    this.number = number;
    this.path = path;
    this.metadata = metadata;
    this.target = target;
    this.before = before;
    List<Chunks.Cut> cuts = new ArrayList<>();
    for (int d = 0; d < target.ndim(); d++) {
      cuts.add(new Chunks.Regular(metadata.shape().size(d), metadata.chunk().size(d)));
    }
    grid = new Chunks(cuts);
    encoder = new ChunkEncoder(metadata.chain(), metadata.chunk(), metadata.fill(), keepsFill);
  }

  int number() {
    return number;
  }

  String path() {
    return path;
  }

  DType dtype() {
    return metadata.fill().dtype();
  }

  /// The grid of chunks that `target` touches, cut to it and counted from its start.
  Chunks writeChunks() {
    List<Chunks.Cut> cuts = new ArrayList<>();
    for (int d = 0; d < target.ndim(); d++) {
      cuts.add(cut(target.start(d), target.length(d), metadata.chunk().size(d)));
    }
    return new Chunks(cuts);
  }

  /// Native memory that a thread holds to encode a chunk.
  long encoderBytes() {
    ShardLayout shards = metadata.chain().readableShards();
    return shards == null
        ? metadata.chain().encoderBytes(metadata.chunk())
        : shards.chain().encoderBytes(shards.inner());
  }

  private static Chunks.Cut cut(long start, long length, long chunk) {
    long inside = start % chunk;
    if (inside == 0 || inside + length <= chunk) {
      return new Chunks.Regular(length, Math.max(1, Math.min(chunk, length)));
    }
    long first = chunk - inside;
    long[] lengths = new long[Math.toIntExact(1 + Math.ceilDiv(length - first, chunk))];
    Arrays.fill(lengths, chunk);
    lengths[0] = first;
    lengths[lengths.length - 1] = length - first - chunk * (lengths.length - 2);
    return new Chunks.Ragged(lengths);
  }

  /// Whether chunk `index` lies wholly beyond the array as it was: each does of a new one.
  boolean isBeyond(long[] index) {
    if (before == null) {
      return true;
    }
    for (int d = 0; d < index.length; d++) {
      if (index[d] * metadata.chunk().size(d) >= before.shape().size(d)) {
        return true;
      }
    }
    return false;
  }

  /// Calls `action` with the index, in the grid of all chunks, of each that `box` touches.
  ///
  /// @param box counted from the start of what is written, made of whole [#writeChunks]
  /// @throws AmasiaException.Conflict if another box would share a chunk with it
  void forEachChunk(Box box, Consumer<long[]> action) {
    if (box.size() == 0) {
      return;
    }
    Box part = box;
    for (int d = 0; d < box.ndim(); d++) {
      long start = target.start(d) + box.start(d);
      long end = start + box.length(d);
      boolean begins = box.start(d) == 0 || start % metadata.chunk().size(d) == 0;
      boolean ends = box.end(d) == target.length(d) || end % metadata.chunk().size(d) == 0;
      if (!begins || !ends) {
        throw new AmasiaException.Conflict(
            "%s of '%s' cuts a chunk, so another task would write to it too; write whole chunks of %s"
                .formatted(box, path, metadata.chunk()));
      }
      part = part.with(d, start, box.length(d));
    }
    Box chunks = grid.overlapping(part);
    for (long i = 0; i < chunks.size(); i++) {
      action.accept(chunks.index(i));
    }
  }

  /// The number of a chunk in C order.
  long number(long[] index) {
    return Boxes.dot(index, grid.gridShape().strides());
  }

  /// The index of the chunk with that number.
  long[] index(long chunk) {
    return grid.gridShape().index(chunk);
  }

  /// The key of a chunk, from the root of the store.
  String key(long[] index) {
    return path + "/" + metadata.keys().key(index);
  }

  /// The part of the array in the chunk that has `key`, from the root of the store; empty if there
  /// is no such chunk.
  Optional<Box> boxOf(String key) {
    return metadata
        .keys()
        .index(key.substring(path.length() + 1), metadata.shape().ndim())
        .filter(this::isChunk)
        .map(grid::box);
  }

  private boolean isChunk(long[] index) {
    for (int d = 0; d < index.length; d++) {
      if (index[d] >= grid.gridShape().size(d)) {
        return false;
      }
    }
    return true;
  }

  /// The bytes of the chunk at `index` with what of `values` lies in it; empty if it need not be
  /// stored.
  ///
  /// @param box where `values` lie, counted from the start of what is written
  Optional<Bytes> encode(long[] index, Box box, NdArray values) {
    Box chunk = grid.box(index);
    long[] start = new long[box.ndim()];
    long[] length = new long[box.ndim()];
    long[] inValues = new long[box.ndim()];
    for (int d = 0; d < start.length; d++) {
      long from = target.start(d) + box.start(d);
      start[d] = Math.max(chunk.start(d), from);
      length[d] = Math.min(chunk.end(d), from + box.length(d)) - start[d];
      inValues[d] = start[d] - from;
    }
    Box part = Box.of(start, length);
    Box own = Box.of(inValues, length);
    if (part.equals(chunk) || before == null) {
      return encoder.encode(values, own);
    }
    try (NdArray whole = merged(before, chunk, part, values, own)) {
      return encoder.encode(whole, Box.all(whole.shape()));
    }
  }

  /// The chunk as it is, with `own` of `values` in place of `part`.
  private NdArray merged(ZarrArray old, Box chunk, Box part, NdArray values, Box own) {
    long[] oldLength = new long[chunk.ndim()];
    for (int d = 0; d < oldLength.length; d++) {
      oldLength[d] = Math.max(0, Math.min(chunk.end(d), old.shape().size(d)) - chunk.start(d));
    }
    Box kept = Box.of(Boxes.starts(chunk), oldLength);
    try (NdArray there = ArrayReader.read(old, kept)) {
      return dtype() == DType.STRING
          ? mergedText(chunk, there, part, values, own)
          : mergedNumbers(chunk, there, part, values, own);
    }
  }

  private NdArray mergedNumbers(Box chunk, NdArray there, Box part, NdArray values, Box own) {
    NdArray whole = NdArray.allocate(dtype(), chunk.shape());
    BoxCopy.fill(metadata.fill(), chunk, whole, chunk);
    Box first = Box.of(Boxes.starts(chunk), there.shape().toArray());
    BoxCopy.copy(there, first, whole, chunk);
    StridedCopy.copy(
        dtype().itemSize(),
        own.shape().toArray(),
        place(values, Boxes.starts(own)),
        place(whole, within(part, chunk)));
    return whole;
  }

  private static StridedCopy.Place place(NdArray values, long[] start) {
    long[] strides = values.shape().strides();
    return new StridedCopy.Place(values.data(), Boxes.dot(start, strides), strides);
  }

  private NdArray mergedText(Box chunk, NdArray there, Box part, NdArray values, Box own) {
    String[] texts = new String[Math.toIntExact(chunk.size())];
    Arrays.fill(texts, metadata.fill().getString(0));
    long[] to = chunk.shape().strides();
    put(there, Box.all(there.shape()), texts, to, 0);
    put(values, own, texts, to, Boxes.dot(within(part, chunk), to));
    return NdArray.of(chunk.shape(), List.of(texts));
  }

  private static void put(NdArray values, Box box, String[] texts, long[] to, long first) {
    long[] from = values.shape().strides();
    long start = Boxes.dot(Boxes.starts(box), from);
    Boxes.forEach(
        box.shape(),
        index ->
            texts[(int) (first + Boxes.dot(index, to))] =
                values.getString(start + Boxes.dot(index, from)));
  }

  private static long[] within(Box part, Box chunk) {
    long[] start = new long[part.ndim()];
    for (int d = 0; d < start.length; d++) {
      start[d] = part.start(d) - chunk.start(d);
    }
    return start;
  }
}
