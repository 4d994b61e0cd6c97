package io.amasia.array.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.RandomTest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/// Shuffles against their definitions, element by element, at odd sizes.
class ShuffleTest {
  @RandomTest
  void byteShuffleIsItsDefinitionAndTurnsBack(long seed) {
    var random = new Random(seed);
    int width = new int[] {1, 2, 3, 4, 5, 8, 12, 16}[random.nextInt(8)];
    int elements = random.nextInt((int) (seed * 4) + 1);
    byte[] values = bytes(random, elements * width);
    byte[] expected = new byte[values.length];
    for (int i = 0; i < elements; i++) {
      for (int b = 0; b < width; b++) {
        expected[b * elements + i] = values[i * width + b];
      }
    }
    try (var arena = Arena.ofConfined()) {
      MemorySegment source = copy(arena, values);
      MemorySegment shuffled = arena.allocate(values.length);
      Shuffle.shuffle(source, shuffled, elements, width);
      assertThat(shuffled.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
      MemorySegment back = arena.allocate(values.length);
      Shuffle.unshuffle(shuffled, back, elements, width);
      assertThat(back.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(values);
    }
  }

  @RandomTest
  void bitShuffleIsItsDefinitionAndTurnsBack(long seed) {
    var random = new Random(seed);
    int width = new int[] {1, 2, 3, 4, 8}[random.nextInt(5)];
    int elements = 8 * random.nextInt((int) (seed * 2) + 1);
    byte[] values = bytes(random, elements * width);
    byte[] expected = new byte[values.length];
    for (int i = 0; i < elements; i++) {
      for (int bit = 0; bit < 8 * width; bit++) {
        int set = (values[i * width + bit / 8] >> (bit % 8)) & 1;
        expected[bit * (elements / 8) + i / 8] |= (byte) (set << (i % 8));
      }
    }
    try (var arena = Arena.ofConfined()) {
      MemorySegment scratch = arena.allocate(values.length);
      MemorySegment shuffled = arena.allocate(values.length);
      Bitshuffle.shuffle(copy(arena, values), shuffled, scratch, elements, width);
      assertThat(shuffled.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
      MemorySegment back = arena.allocate(values.length);
      Bitshuffle.unshuffle(shuffled, back, scratch, elements, width);
      assertThat(back.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(values);
    }
  }

  private static byte[] bytes(Random random, int n) {
    byte[] values = new byte[n];
    random.nextBytes(values);
    return values;
  }

  private static MemorySegment copy(Arena arena, byte[] values) {
    MemorySegment segment = arena.allocate(values.length);
    return segment.copyFrom(MemorySegment.ofArray(values));
  }
}
