package io.amasia.storage.codec;

import java.util.List;

class ZstdCodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return new ZstdCodec(3);
  }

  @Override
  List<String> foreign() {
    return List.of("zstd.enc", "zstd-frames.enc");
  }
}
