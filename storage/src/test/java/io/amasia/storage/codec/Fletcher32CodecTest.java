package io.amasia.storage.codec;

import java.util.List;

class Fletcher32CodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return ChecksumCodec.fletcher32();
  }

  @Override
  List<String> foreign() {
    return List.of("fletcher32.enc");
  }
}
