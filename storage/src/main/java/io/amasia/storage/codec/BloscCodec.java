package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.LITTLE_INT;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.kernel.Bitshuffle;
import io.amasia.array.kernel.Shuffle;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Blosc 1 buffers: blocks that fit the cache, shuffled, then encoded by an inner codec.
///
/// ### What
///
/// Reads all inner codecs (blosclz, lz4, lz4hc, snappy, zlib, zstd) with no, byte and bit shuffle.
/// Writes all but lz4hc, which is written as lz4 of the same form; blocks are not split.
///
/// ### Specification
///
/// README_CHUNK_FORMAT.rst of c-blosc 1.21; blocks are split into streams only as
/// [BloscHeader#streams] says.
///
/// ### Names
///
/// Zarr v2 and v3 `blosc`; HDF5 filter 32001.
///
/// ### Configuration
///
/// `{"name": "blosc", "configuration": {"cname": "zstd", "clevel": 5, "shuffle": "bitshuffle",
/// "typesize": 4, "blocksize": 0}}`
///
/// ### Compatible implementations
///
/// c-blosc 1, numcodecs, blosc-java.
public final class BloscCodec implements Codec {
  /// What is done to a block before it is encoded.
  public enum Reorder {
    NONE,
    BYTES,
    BITS
  }

  private static final String NAME = "blosc";

  private final BloscInner inner;
  private final int level;
  private final Reorder reorder;
  private final int typeSize;
  private final long blockSize;
  private @Nullable Codec encoder;

  private BloscCodec(BloscInner inner, int level, Reorder reorder, int typeSize, long blockSize) {
    this.inner = inner;
    this.level = level;
    this.reorder = reorder;
    this.typeSize = typeSize;
    this.blockSize = blockSize;
  }

  /// Blosc that writes with inner codec `cname` at `level` (0 to 9), for elements of `typeSize`
  /// bytes, in blocks of about `blockSize` bytes (0: chosen here). What it reads says all that by
  /// itself.
  ///
  /// @throws AmasiaException.Usage if `cname` or `level` is unknown
  public static BloscCodec of(
      String cname, int level, Reorder reorder, int typeSize, long blockSize) {
    if (level < 0 || level > 9) {
      throw new AmasiaException.Usage("blosc clevel " + level + "; allowed are 0 to 9");
    }
    int width = typeSize < 1 || typeSize > 255 ? 1 : typeSize;
    return new BloscCodec(BloscInner.of(cname), level, reorder, width, Math.max(0, blockSize));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public OptionalLong claimedSize(MemorySegment encoded) {
    return encoded.byteSize() < BloscHeader.SIZE
        ? OptionalLong.empty()
        : OptionalLong.of(encoded.get(LITTLE_INT, 4) & 0xFFFF_FFFFL);
  }

  @Override
  public boolean decodesParts() {
    return true;
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    return decodeBlocks(encoded, target, null);
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target, WantedBytes wanted) {
    return decodeBlocks(encoded, target, wanted);
  }

  /// @param wanted what is needed, or null for all
  private static long decodeBlocks(
      MemorySegment encoded, MemorySegment target, @Nullable WantedBytes wanted) {
    BloscHeader header = BloscHeader.read(encoded, target.byteSize());
    MemorySegment values = target.asSlice(0, header.size());
    if (header.has(BloscHeader.STORED)) {
      Damage.require(NAME, encoded, BloscHeader.SIZE, header.size());
      MemorySegment.copy(encoded, BloscHeader.SIZE, values, 0, header.size());
      return header.size();
    }
    if (header.size() == 0) {
      return 0;
    }
    Damage.require(NAME, encoded, BloscHeader.SIZE, 4 * header.blocks());
    long scratchSize = Math.min(header.blockSize(), header.size());
    try (Lease scratch = MemoryPool.process().lease(2 * scratchSize)) {
      BitSet blocks = wanted == null ? null : wanted.blocks(header.blockSize());
      for (long b = 0; b < header.blocks(); b++) {
        if (blocks == null || blocks.get((int) b)) {
          MemorySegment block = values.asSlice(b * header.blockSize(), header.length(b));
          decodeBlock(header, encoded, b, block, scratch.segment());
        }
      }
    }
    return header.size();
  }

  private static void decodeBlock(
      BloscHeader header,
      MemorySegment encoded,
      long b,
      MemorySegment block,
      MemorySegment scratch) {
    long length = block.byteSize();
    long elements = length / header.typeSize();
    boolean bytes = header.has(BloscHeader.SHUFFLE) && header.typeSize() > 1;
    boolean bits =
        !bytes && header.has(BloscHeader.BITSHUFFLE) && elements % 8 == 0 && elements > 0;
    MemorySegment first = scratch.asSlice(0, length);
    decodeStreams(header, encoded, b, bytes || bits ? first : block);
    long whole = elements * header.typeSize();
    if (bytes) {
      Shuffle.unshuffle(first, block, elements, header.typeSize());
      ShuffleCodec.copyRest(first, block, whole);
    } else if (bits) {
      MemorySegment second = scratch.asSlice(length, length);
      Bitshuffle.unshuffle(first, block, second, elements, header.typeSize());
      ShuffleCodec.copyRest(first, block, whole);
    }
  }

  private static void decodeStreams(
      BloscHeader header, MemorySegment encoded, long b, MemorySegment block) {
    long at = encoded.get(LITTLE_INT, BloscHeader.SIZE + 4 * b) & 0xFFFF_FFFFL;
    int streams = header.streams(b);
    long length = block.byteSize() / streams;
    for (int s = 0; s < streams; s++) {
      Damage.require(NAME, encoded, at, 4);
      long stored = encoded.get(LITTLE_INT, at) & 0xFFFF_FFFFL;
      at += 4;
      Damage.require(NAME, encoded, at, stored);
      MemorySegment stream = encoded.asSlice(at, stored);
      MemorySegment room = block.asSlice(s * length, length);
      if (stored == length) {
        room.copyFrom(stream);
      } else if (BloscInner.decode(header.inner(), stream, room) != length) {
        throw Damage.at(NAME, at, "a block decodes to too few bytes");
      }
      at += stored;
    }
  }

  @Override
  public Bytes encode(MemorySegment decoded) {
    return encoding().encode(decoded);
  }

  @Override
  public long encoderBytes(long decodedBytes) {
    return encoding().encoderBytes(decodedBytes);
  }

  private BloscEncoding encoding() {
    return new BloscEncoding(inner, encoder(), reorder, typeSize, blockSize);
  }

  /// Made at the first use: most of these codecs only read. Made twice by two threads, either does.
  private Codec encoder() {
    Codec known = encoder;
    if (known == null) {
      known = level == 0 ? new BloscInner.Stored() : inner.encoder(level);
      encoder = known;
    }
    return known;
  }
}
