package io.amasia.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.kernel.Bitshuffle;
import io.amasia.testkit.RandomTest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/// The containers of HDF5's LZ4 and bitshuffle filters, put together here by their descriptions.
class Hdf5ContainersTest {
  @RandomTest(seeds = 60)
  @SuppressWarnings("EnumOrdinal") // any of them
  void bitshuffleDecodesBlockByBlock(long seed) {
    var random = new Random(seed);
    int width = new int[] {1, 2, 4, 8}[random.nextInt(4)];
    int elements = random.nextInt((int) (seed * 100));
    int blockElements = 8 * (1 + random.nextInt(40));
    var inner = BitshuffleCodec.Inner.values()[random.nextInt(3)];
    try (var arena = Arena.ofConfined()) {
      MemorySegment values = values(arena, random, (long) elements * width);
      MemorySegment encoded = arena.allocate(3 * values.byteSize() + 10_000);
      long at = 0;
      if (inner != BitshuffleCodec.Inner.NONE) {
        encoded.set(Ints.BIG_LONG, 0, values.byteSize());
        encoded.set(Ints.BIG_INT, 8, blockElements * width);
        at = 12;
      }
      long whole = elements / 8 * 8L;
      for (long done = 0; done < whole; done += blockElements) {
        long n = Math.min(blockElements, whole - done);
        MemorySegment shuffled = arena.allocate(n * width);
        Bitshuffle.shuffle(
            values.asSlice(done * width, n * width), shuffled, arena.allocate(n * width), n, width);
        at = append(encoded, at, shuffled, inner);
      }
      long rest = values.byteSize() - whole * width;
      MemorySegment.copy(values, whole * width, encoded, at, rest);
      var codec = new BitshuffleCodec(width, blockElements, inner);
      MemorySegment target = arena.allocate(Math.max(1, values.byteSize()));
      assertThat(codec.decode(encoded.asSlice(0, at + rest), target)).isEqualTo(values.byteSize());
      assertThat(target.asSlice(0, values.byteSize()).mismatch(values)).isEqualTo(-1);
    }
  }

  private static long append(
      MemorySegment encoded, long at, MemorySegment block, BitshuffleCodec.Inner inner) {
    if (inner == BitshuffleCodec.Inner.NONE) {
      MemorySegment.copy(block, 0, encoded, at, block.byteSize());
      return at + block.byteSize();
    }
    boolean lz4 = inner == BitshuffleCodec.Inner.LZ4;
    try (Bytes bytes = (lz4 ? new Lz4Codec() : new ZstdCodec(1)).encode(block)) {
      MemorySegment stream = bytes.segment().asSlice(lz4 ? 4 : 0);
      encoded.set(Ints.BIG_INT, at, (int) stream.byteSize());
      MemorySegment.copy(stream, 0, encoded, at + 4, stream.byteSize());
      return at + 4 + stream.byteSize();
    }
  }

  @RandomTest(seeds = 60)
  void lz4DecodesBlockByBlock(long seed) {
    var random = new Random(seed);
    long blockSize = 1L + random.nextInt(5000);
    try (var arena = Arena.ofConfined()) {
      MemorySegment values = values(arena, random, random.nextInt((int) (seed * 200)));
      MemorySegment encoded = arena.allocate(20 * values.byteSize() + 10_000);
      encoded.set(Ints.BIG_LONG, 0, values.byteSize());
      encoded.set(Ints.BIG_INT, 8, (int) blockSize);
      long at = 12;
      for (long done = 0; done < values.byteSize(); done += blockSize) {
        MemorySegment block = values.asSlice(done, Math.min(blockSize, values.byteSize() - done));
        try (Bytes bytes = new Lz4Codec().encode(block)) {
          MemorySegment stream = bytes.segment().asSlice(4);
          MemorySegment kept = stream.byteSize() < block.byteSize() ? stream : block;
          encoded.set(Ints.BIG_INT, at, (int) kept.byteSize());
          MemorySegment.copy(kept, 0, encoded, at + 4, kept.byteSize());
          at += 4 + kept.byteSize();
        }
      }
      MemorySegment target = arena.allocate(Math.max(1, values.byteSize()));
      assertThat(new Hdf5Lz4Codec().decode(encoded.asSlice(0, at), target))
          .isEqualTo(values.byteSize());
      assertThat(target.asSlice(0, values.byteSize()).mismatch(values)).isEqualTo(-1);
    }
  }

  private static MemorySegment values(Arena arena, Random random, long size) {
    MemorySegment values = arena.allocate(Math.max(1, size)).asSlice(0, size);
    for (long i = 0; i < size; i++) {
      values.set(ValueLayout.JAVA_BYTE, i, (byte) (i % 4 == 3 ? 65 : random.nextInt(9)));
    }
    return values;
  }
}
