package io.amasia.storage.codec;

import java.util.List;

class BloscBlosclzCodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return BloscCodec.of("blosclz", 5, BloscCodec.Reorder.NONE, 1, 8192);
  }

  @Override
  List<String> foreign() {
    return List.of();
  }
}
