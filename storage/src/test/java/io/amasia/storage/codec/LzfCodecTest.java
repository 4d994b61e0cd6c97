package io.amasia.storage.codec;

import java.util.List;

class LzfCodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return new LzfCodec();
  }

  @Override
  List<String> foreign() {
    return List.of("lzf.enc");
  }

  @Override
  boolean writes() {
    return false;
  }
}
