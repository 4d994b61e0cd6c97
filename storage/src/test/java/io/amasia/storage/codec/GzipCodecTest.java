package io.amasia.storage.codec;

import java.util.List;

class GzipCodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return DeflateCodec.gzip(5);
  }

  @Override
  List<String> foreign() {
    return List.of("gzip.enc", "gzip-name.enc", "gzip-members.enc", "gzip-padded.enc");
  }

  @Override
  boolean guards() {
    return true;
  }
}
