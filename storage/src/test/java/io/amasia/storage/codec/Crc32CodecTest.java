package io.amasia.storage.codec;

import java.util.List;

class Crc32CodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return new ChecksumCodec(ChecksumCodec.Kind.CRC32, true);
  }

  @Override
  List<String> foreign() {
    return List.of("crc32.enc");
  }

  @Override
  boolean guards() {
    return true;
  }
}
