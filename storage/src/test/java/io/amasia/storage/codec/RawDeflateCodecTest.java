package io.amasia.storage.codec;

import java.util.List;

class RawDeflateCodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return DeflateCodec.raw(1);
  }

  @Override
  List<String> foreign() {
    return List.of("deflate.enc");
  }
}
