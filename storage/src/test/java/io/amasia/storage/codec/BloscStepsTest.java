package io.amasia.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Blosc buffers of several blocks, split into streams or not, with a short last block.
class BloscStepsTest {
  private static final Codec CODEC = BloscCodec.of("zstd", 1, BloscCodec.Reorder.BYTES, 4, 0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steps-blosclz-bits",
        "steps-blosclz-bytes",
        "steps-lz4-bits",
        "steps-lz4-bytes",
        "steps-snappy-bits",
        "steps-snappy-bytes",
        "steps-zlib-bits",
        "steps-zlib-bytes",
        "steps-zlib-none",
        "steps-zstd-bits",
        "steps-zstd-bytes",
        "steps-zstd-none",
        "wide-lz4-bits"
      })
  void decodesTheSteps(String name) {
    int elements = name.startsWith("wide") ? 30_001 : 90_003;
    int width = name.startsWith("wide") ? 8 : 4;
    try (var arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate((long) elements * width);
      long n =
          CODEC.decode(
              CodecConformance.offHeap(arena, CodecConformance.resource(name + ".enc")), target);
      assertThat(n).isEqualTo(target.byteSize());
      for (int i = 0; i < elements; i++) {
        long value =
            width == 8
                ? target.getAtIndex(ValueLayout.JAVA_LONG, i)
                : target.getAtIndex(ValueLayout.JAVA_INT, i);
        assertThat(value).isEqualTo(i / 7);
      }
    }
  }

  @Test
  void decodesOnlyTheBlocksThatAreWanted() {
    Codec small = BloscCodec.of("lz4", 5, BloscCodec.Reorder.BYTES, 4, 1024);
    try (var arena = Arena.ofConfined();
        Bytes encoded = small.encode(arena.allocate(4096).fill((byte) 7))) {
      MemorySegment target = arena.allocate(4096);
      var second = new BitSet();
      second.set(1);
      assertThat(small.decode(encoded.segment(), target, _ -> second)).isEqualTo(4096);
      for (int i = 0; i < 4096; i++) {
        assertThat(target.get(ValueLayout.JAVA_BYTE, i)).isEqualTo((byte) (i / 1024 == 1 ? 7 : 0));
      }
    }
  }
}
