package io.amasia.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.testkit.RandomTest;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every codec must keep. A subclass names the codec and bytes that others have encoded.
abstract class CodecConformance {
  /// The codec that is tested.
  abstract Codec codec();

  /// Resources that decode to `plain.bin`.
  abstract List<String> foreign();

  /// Whether it encodes too.
  boolean writes() {
    return true;
  }

  /// Whether it can tell any flipped bit, by a checksum.
  boolean guards() {
    return false;
  }

  static byte[] resource(String name) {
    try (var stream = CodecConformance.class.getResourceAsStream("/codec/" + name)) {
      assertThat(stream).as(name).isNotNull();
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static MemorySegment offHeap(Arena arena, byte[] bytes) {
    return arena
        .allocate(Math.max(1, bytes.length), 64)
        .asSlice(0, bytes.length)
        .copyFrom(MemorySegment.ofArray(bytes));
  }

  private byte[] decode(byte[] encoded, long most) {
    try (var arena = Arena.ofConfined();
        Bytes decoded = codec().decode(offHeap(arena, encoded), most)) {
      return decoded.segment().toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private byte[] decodeTo(byte[] encoded, int size) {
    try (var arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(Math.max(1, size)).asSlice(0, size);
      long n = codec().decode(offHeap(arena, encoded), target);
      return target.asSlice(0, n).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private byte[] encode(byte[] decoded) {
    try (var arena = Arena.ofConfined();
        Bytes encoded = codec().encode(offHeap(arena, decoded))) {
      return encoded.segment().toArray(ValueLayout.JAVA_BYTE);
    }
  }

  @Test
  void decodesWhatOthersEncoded() {
    byte[] plain = resource("plain.bin");
    for (String name : foreign()) {
      byte[] encoded = resource(name);
      assertThat(decodeTo(encoded, plain.length)).as(name).isEqualTo(plain);
      assertThat(decode(encoded, plain.length)).as(name).isEqualTo(plain);
      assertThat(decode(encoded, 100L * plain.length)).as(name).isEqualTo(plain);
    }
  }

  @Test
  void refusesToWriteMoreThanTheTargetHolds() {
    byte[] plain = resource("plain.bin");
    for (String name : foreign()) {
      byte[] encoded = resource(name);
      for (int size : new int[] {0, 1, 100, plain.length - 1}) {
        assertThatThrownBy(() -> decodeTo(encoded, size))
            .as(name + " to " + size)
            .isInstanceOf(AmasiaException.Format.class);
        assertThatThrownBy(() -> decode(encoded, size))
            .as(name + " to at most " + size)
            .isInstanceOf(AmasiaException.Format.class);
      }
    }
  }

  @Test
  void truncatedInputNeverGivesTheWholeValues() {
    byte[] plain = resource("plain.bin");
    for (String name : foreign()) {
      byte[] encoded = resource(name);
      int trailing = name.contains("padded") ? 9 : 0;
      for (int cut = 0; cut < encoded.length - trailing; cut += cut < 64 ? 1 : 37) {
        byte[] part = java.util.Arrays.copyOf(encoded, cut);
        try {
          assertThat(decodeTo(part, plain.length)).as(name + " cut at " + cut).isNotEqualTo(plain);
        } catch (AmasiaException.Format e) {
          assertThat(e).hasMessageNotContaining("null");
        }
      }
    }
  }

  @RandomTest
  void flippedBitsGiveAnErrorOrOtherValuesAndNothingElse(long seed) {
    byte[] plain = resource("plain.bin");
    var random = new Random(seed);
    for (String name : foreign()) {
      byte[] encoded = resource(name);
      for (int flips = 0; flips < 1 + random.nextInt(3); flips++) {
        // Half of them in the head, where they do most.
        int at =
            random.nextInt(random.nextBoolean() ? Math.min(40, encoded.length) : encoded.length);
        encoded[at] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        byte[] decoded = decodeTo(encoded, plain.length);
        if (guards() && decoded.length == plain.length) {
          assertThat(decoded).isEqualTo(plain);
        }
        decode(encoded, 4L * plain.length);
      } catch (AmasiaException.Format | AmasiaException.Unsupported e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @RandomTest
  void roundTrips(long seed) {
    if (!writes()) {
      return;
    }
    var random = new Random(seed);
    byte[] values = new byte[seed < 20 ? (int) seed - 1 : random.nextInt((int) (seed * seed * 10))];
    switch (random.nextInt(3)) {
      case 0 -> random.nextBytes(values);
      case 1 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = (byte) (i % 4 == 3 ? 65 : i % 4 == 2 ? i >> 8 : random.nextInt(16));
        }
      }
      default -> {}
    }
    byte[] encoded = encode(values);
    assertThat(decodeTo(encoded, values.length)).isEqualTo(values);
    assertThat(decode(encoded, values.length + 1000L)).isEqualTo(values);
  }
}
