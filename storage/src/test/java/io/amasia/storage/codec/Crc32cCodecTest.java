package io.amasia.storage.codec;

import java.util.List;

class Crc32cCodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return ChecksumCodec.crc32c();
  }

  @Override
  List<String> foreign() {
    return List.of();
  }
}
