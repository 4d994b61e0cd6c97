package io.amasia.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Box;
import io.amasia.array.Shape;
import io.amasia.storage.format.ChunkPart;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Of a blosc buffer only the blocks are decoded that hold what is asked for: the rest of the
/// target stays as it was.
class BloscPartsTest {
  private static final int BLOCK = 4096;

  /// 64 rows of 1024 floats, so a row is a block.
  private static final Shape CHUNK = Shape.of(64, 1024);

  private static final byte UNTOUCHED = 0x55;

  @ParameterizedTest
  @ValueSource(strings = {"lz4", "zstd", "zlib", "blosclz"})
  void threeRowsTakeThreeBlocks(String inner) {
    Box rows = Box.of(new long[] {10, 300}, new long[] {3, 200});
    assertThat(decoded(inner, rows).stream().boxed()).containsExactly(10, 11, 12);
  }

  @Test
  void aColumnTakesAllOfThem() {
    Box column = Box.of(new long[] {0, 5}, new long[] {64, 1});
    assertThat(decoded("lz4", column).cardinality()).isEqualTo(64);
  }

  /// The blocks that are decoded, whole and right, for the elements of `part`.
  private static BitSet decoded(String inner, Box part) {
    byte[] values = new byte[(int) CHUNK.size() * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i % 4 == 3 ? 67 : i / 64 % 17);
    }
    var codec = BloscCodec.of(inner, 5, BloscCodec.Reorder.BYTES, 4, BLOCK);
    byte[] target = new byte[values.length];
    Arrays.fill(target, UNTOUCHED);
    try (Bytes encoded = codec.encode(MemorySegment.ofArray(values).asReadOnly());
        Bytes room = Bytes.copyOf(MemorySegment.ofArray(target))) {
      codec.decode(encoded.segment(), room.segment(), new ChunkPart(CHUNK, part, 4));
      MemorySegment.copy(room.segment(), ValueLayout.JAVA_BYTE, 0, target, 0, target.length);
    }
    var blocks = new BitSet();
    for (int b = 0; b < values.length / BLOCK; b++) {
      MemorySegment block = MemorySegment.ofArray(target).asSlice((long) b * BLOCK, BLOCK);
      MemorySegment right = MemorySegment.ofArray(values).asSlice((long) b * BLOCK, BLOCK);
      if (block.mismatch(right) < 0) {
        blocks.set(b);
      } else {
        byte[] left = block.toArray(ValueLayout.JAVA_BYTE);
        assertThat(left).containsOnly(UNTOUCHED);
      }
    }
    return blocks;
  }
}
