package io.amasia.storage.codec;

import java.util.List;

class Bzip2CodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return new Bzip2Codec();
  }

  @Override
  List<String> foreign() {
    return List.of("bz2.enc");
  }
}
