package io.amasia.storage.codec;

import java.util.List;

class BloscZlibCodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return BloscCodec.of("zlib", 1, BloscCodec.Reorder.NONE, 1, 8192);
  }

  @Override
  List<String> foreign() {
    return List.of();
  }
}
