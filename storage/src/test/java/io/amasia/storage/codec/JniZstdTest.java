package io.amasia.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// The way of machines for which aircompressor has no libzstd.
class JniZstdTest extends CodecConformance {
  @Override
  Codec codec() {
    assertThat(JniZstd.isThere()).isTrue();
    return new Codec() {
      @Override
      public String name() {
        return "zstd";
      }

      @Override
      public long decode(MemorySegment encoded, MemorySegment target) {
        Damage.require("zstd", encoded, 0, 4);
        return JniZstd.decode(encoded, target);
      }

      @Override
      public Bytes encode(MemorySegment decoded) {
        Bytes bytes = JniZstd.encode(decoded, 3);
        assertThat(bytes.segment().get(ValueLayout.JAVA_INT_UNALIGNED, 0)).isEqualTo(0xFD2FB528);
        return bytes;
      }
    };
  }

  @Override
  List<String> foreign() {
    return List.of("zstd.enc", "zstd-frames.enc");
  }
}
