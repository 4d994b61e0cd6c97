package io.amasia.storage.codec;

import java.util.List;

class BloscZstdCodecTest extends CodecConformance {
  @Override
  Codec codec() {
    return BloscCodec.of("zstd", 3, BloscCodec.Reorder.BITS, 4, 0);
  }

  @Override
  List<String> foreign() {
    return List.of(
        "blosc-stored.enc",
        "blosc-blosclz-none.enc",
        "blosc-blosclz-bytes.enc",
        "blosc-blosclz-bits.enc",
        "blosc-lz4-none.enc",
        "blosc-lz4-bytes.enc",
        "blosc-lz4-bits.enc",
        "blosc-lz4hc-none.enc",
        "blosc-lz4hc-bytes.enc",
        "blosc-lz4hc-bits.enc",
        "blosc-snappy-none.enc",
        "blosc-snappy-bytes.enc",
        "blosc-snappy-bits.enc",
        "blosc-zlib-none.enc",
        "blosc-zlib-bytes.enc",
        "blosc-zlib-bits.enc",
        "blosc-zstd-none.enc",
        "blosc-zstd-bytes.enc",
        "blosc-zstd-bits.enc");
  }
}
