package io.amasia.storage.codec;

import java.util.List;

class ZlibCodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return DeflateCodec.zlib(4);
  }

  @Override
  List<String> foreign() {
    return List.of("zlib.enc");
  }

  @Override
  boolean guards() {
    return true;
  }
}
