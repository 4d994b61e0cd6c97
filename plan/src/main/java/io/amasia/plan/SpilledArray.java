package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.Lease;
import io.amasia.array.NdArray;
import io.amasia.storage.codec.BloscCodec;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.BoxCopy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The values of a node in pieces: in memory while they fit there, the others in a file of the
/// scratch folder, compressed (shuffled LZ4) and checksummed (CRC-32C).
///
/// Each piece is written once, by any thread; what was written may be read when its writer is done.
public final class SpilledArray implements WaitingValues {
  private static final int MOST_PIECES = 50_000_000;

  private final Node node;
  private final Pieces pieces;
  private final Path scratch;
  private final BloscCodec codec;
  private final AtomicLong inMemory = new AtomicLong();
  private final AtomicReferenceArray<@Nullable NdArray> memory;
  private final long[] offsets;
  private final int[] lengths;
  private final int[] sums;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ScratchFile file;

  /// @param node whose values they are; numbers, not text
  /// @param scratch the folder, made when the first piece goes there
  public SpilledArray(Node node, Pieces pieces, Path scratch) {
    long count = pieces.chunks().count();
    refuseTooMany(node, pieces);
    this.node = node;
    this.pieces = pieces;
    this.scratch = scratch;
    int width = node.dtype().itemSize();
    codec = BloscCodec.of("lz4", 1, BloscCodec.Reorder.BYTES, width, 0);
    memory = new AtomicReferenceArray<>((int) count);
    boolean files = !pieces.areInMemory(node);
    offsets = new long[files ? (int) count : 0];
    lengths = new int[offsets.length];
    sums = new int[offsets.length];
  }

  /// Refuses a stage that would leave values in more pieces than there may be.
  ///
  /// @throws AmasiaException.MemoryLimit if so
  static void refuseTooMany(Stage stage) {
    for (Stage.Output output : stage.outputs()) {
      if (output instanceof Stage.Spill(var node, var pieces)) {
        refuseTooMany(node, pieces);
      }
    }
  }

  private static void refuseTooMany(Node node, Pieces pieces) {
    long count = pieces.chunks().count();
    if (count > MOST_PIECES) {
      throw new AmasiaException.MemoryLimit(
          "%s of shape %s would wait in %d pieces, of %s each; there may be %d. Raise --memory, which makes larger ones, or ask for chunks nearer to the stored ones, %s"
              .formatted(
                  PlanText.label(node.operation()),
                  node.shape(),
                  count,
                  Sizes.text(pieces.pieceBytes(node)),
                  MOST_PIECES,
                  node.chunks().maxChunk()));
    }
  }

  @Override
  public Chunks chunks() {
    return pieces.chunks();
  }

  /// Writes `values`, which are those of `box`, a union of whole pieces; gives the bytes that went
  /// to the scratch folder.
  ///
  /// @throws AmasiaException.Format if the file can't be written, as when the disk is full
  public long write(NdArray values, Box box) {
    Box grid = pieces.chunks().overlapping(box);
    long spilled = 0;
    for (long i = 0; i < grid.size(); i++) {
      long[] index = grid.index(i);
      Box piece = pieces.chunks().box(index);
      if (!piece.intersect(box).equals(piece)) {
        throw new IllegalArgumentException(piece + " is not within " + box);
      }
      spilled += write(number(index), piece, values, box);
    }
    return spilled;
  }

  private long write(int number, Box piece, NdArray values, Box box) {
    long bytes = piece.size() * node.dtype().itemSize();
    boolean fits = inMemory.addAndGet(bytes) <= pieces.memoryBytes();
    if (!fits) {
      inMemory.addAndGet(-bytes);
    }
    if (!fits && piece.equals(box)) {
      return append(number, values);
    }
    NdArray copy = NdArray.allocate(node.dtype(), piece.shape());
    try {
      BoxCopy.copy(values, box, copy, piece);
      if (fits) {
        memory.set(number, copy);
        return 0;
      }
      return append(number, copy);
    } finally {
      if (memory.get(number) != copy) {
        copy.close();
      }
    }
  }

  private long append(int number, NdArray piece) {
    try (Bytes encoded = codec.encode(piece.data())) {
      ByteBuffer bytes = encoded.segment().asByteBuffer();
      sums[number] = sum(bytes.duplicate());
      lengths[number] = bytes.remaining();
      offsets[number] = file().append(bytes);
      return lengths[number];
    }
  }

  private ScratchFile file() {
    lock.lock();
    try {
      if (file == null) {
        file = new ScratchFile(scratch);
      }
      return file;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable NdArray whole(Box box) {
    Box grid = pieces.chunks().overlapping(box);
    if (grid.size() != 1) {
      return null;
    }
    long[] index = grid.index(0);
    return pieces.chunks().box(index).equals(box) ? memory.get(number(index)) : null;
  }

  @Override
  public NdArray read(Box box, LongConsumer restored) {
    NdArray target = NdArray.allocate(node.dtype(), box.shape());
    try {
      Box grid = pieces.chunks().overlapping(box);
      for (long i = 0; i < grid.size(); i++) {
        long[] index = grid.index(i);
        Box piece = pieces.chunks().box(index);
        NdArray held = memory.get(number(index));
        if (held != null) {
          BoxCopy.copy(held, piece, target, box);
          continue;
        }
        try (NdArray values = decode(number(index), piece)) {
          BoxCopy.copy(values, piece, target, box);
          restored.accept(lengths[number(index)]);
        }
      }
      return target;
    } catch (Throwable e) {
      target.close();
      throw e;
    }
  }

  private NdArray decode(int number, Box piece) {
    ScratchFile from = file();
    NdArray values = NdArray.allocate(node.dtype(), piece.shape());
    try (Lease encoded = from.read(offsets[number], lengths[number])) {
      if (sum(encoded.segment().asByteBuffer()) != sums[number]) {
        throw new AmasiaException.Format(
            "%s: what was written there came back changed; the disk is faulty".formatted(from));
      }
      codec.decode(encoded.segment(), values.data());
      return values;
    } catch (Throwable e) {
      values.close();
      throw e;
    }
  }

  private int number(long[] index) {
    long number = 0;
    for (int d = 0; d < index.length; d++) {
      number = number * pieces.chunks().cut(d).count() + index[d];
    }
    return (int) number;
  }

  private static int sum(ByteBuffer bytes) {
    var sum = new CRC32C();
    sum.update(bytes);
    return (int) sum.getValue();
  }

  @Override
  public void close() {
    for (int i = 0; i < memory.length(); i++) {
      NdArray held = memory.getAndSet(i, null);
      if (held != null) {
        held.close();
      }
    }
    if (file != null) {
      file.close();
    }
  }
}
