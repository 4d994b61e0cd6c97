package io.amasia.storage.codec;

import java.util.List;

/// What codecs there are on this machine, for `amasia doctor`.
public final class Codecs {
  private Codecs() {}

  /// How a codec runs here.
  ///
  /// @param name its name
  /// @param isNative whether it runs in a native library
  /// @param how in words
  public record Active(String name, boolean isNative, String how) {}

  /// How each codec with a native library runs on this machine.
  public static List<Active> describe() {
    String java = "aircompressor in Java, about half as fast";
    return List.of(
        active("zstd", ZstdCodec.isNative(), ZstdCodec.library(), java),
        active("deflate", DeflateCodec.isNative(), "libdeflate by aircompressor", "java.util.zip"),
        active("lz4", Lz4Codec.isNative(), "liblz4 by aircompressor", java),
        active("snappy", SnappyCodec.isNative(), "libsnappy by aircompressor", java),
        new Active("bz2", false, "aircompressor in Java"),
        new Active("blosc", false, "our own container over the codecs above"));
  }

  private static Active active(String name, boolean isNative, String here, String otherwise) {
    return new Active(name, isNative, isNative ? here : otherwise);
  }
}
