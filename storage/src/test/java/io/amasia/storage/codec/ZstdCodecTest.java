package io.amasia.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ZstdCodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return new ZstdCodec(3);
  }

  @Override
  List<String> foreign() {
    return List.of("zstd.enc", "zstd-frames.enc");
  }

  @Test
  void itsEncodersMemoryIsKnown() {
    // libzstd says 85,196,000 of level 19, whose tables few bytes do not fill.
    assertThat(new ZstdCodec(19).encoderBytes(64 << 20)).isBetween(85_196_000L, 90_000_000L);
    assertThat(new ZstdCodec(19).encoderBytes(100_000)).isLessThan(5_000_000);
    assertThat(new ZstdCodec(1).encoderBytes(64 << 20)).isBetween(582_000L, 2_000_000L);
    var blosc = BloscCodec.of("zstd", 9, BloscCodec.Reorder.BYTES, 4, 0);
    assertThat(blosc.encoderBytes(64 << 20)).isLessThan(10_000_000);
  }
}
