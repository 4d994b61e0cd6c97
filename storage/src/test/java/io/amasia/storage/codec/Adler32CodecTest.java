package io.amasia.storage.codec;

import java.util.List;

class Adler32CodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return new ChecksumCodec(ChecksumCodec.Kind.ADLER32, true);
  }

  @Override
  List<String> foreign() {
    return List.of("adler32.enc");
  }
}
