package io.amasia.storage.codec;

import java.util.List;

class Lz4CodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return new Lz4Codec();
  }

  @Override
  List<String> foreign() {
    return List.of("lz4.enc");
  }
}
