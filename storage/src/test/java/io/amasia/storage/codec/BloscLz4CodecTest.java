package io.amasia.storage.codec;

import java.util.List;

class BloscLz4CodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return BloscCodec.of("lz4", 5, BloscCodec.Reorder.BYTES, 4, 4096);
  }

  @Override
  List<String> foreign() {
    return List.of();
  }
}
