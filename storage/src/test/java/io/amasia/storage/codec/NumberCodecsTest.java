package io.amasia.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.AmasiaException;
import io.amasia.testkit.RandomTest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/// Codecs of HDF5 that know what a number is. Right values: `numbers.h5` in netcdf.
class NumberCodecsTest {
  @RandomTest
  void anyBytesGiveValuesOrADamageError(long seed) {
    var random = new Random(seed);
    byte[] bytes = new byte[random.nextInt(400)];
    random.nextBytes(bytes);
    int elements = random.nextInt(300);
    int size = 1 << random.nextInt(4);
    if (bytes.length > 21 && random.nextBoolean()) {
      // A header that can be: of szip the length, of scaleoffset the bits.
      java.util.Arrays.fill(bytes, 0, 4, (byte) 0);
      bytes[0] = (byte) random.nextInt(20);
      bytes[1] = (byte) random.nextInt(2);
    }
    Codec codec =
        switch (random.nextInt(3)) {
          case 0 -> new SzipCodec(random.nextInt(64), 16, 8 * size, 16 * random.nextInt(1, 20));
          case 1 ->
              new NbitCodec(elements, size, random.nextBoolean(), 1 + random.nextInt(8 * size), 0);
          default ->
              new ScaleOffsetCodec(
                  new ScaleOffsetCodec.Type(size > 2, size, random.nextBoolean()), elements, 2);
        };
    try (var arena = Arena.ofConfined()) {
      MemorySegment encoded = CodecConformance.offHeap(arena, bytes);
      MemorySegment target = arena.allocate(2000);
      assertThat(codec.decode(encoded, target)).isBetween(0L, 2000L);
    } catch (AmasiaException.Format e) {
      assertThat(e).hasMessageContaining(codec.name());
    }
  }
}
