package io.amasia.storage.codec;

import java.util.List;

class ShuffleCodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return new ShuffleCodec(4);
  }

  @Override
  List<String> foreign() {
    return List.of("shuffle4.enc", "h5shuffle.enc");
  }
}
