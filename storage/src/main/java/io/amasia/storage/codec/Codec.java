package io.amasia.storage.codec;

import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.OptionalLong;

/// A reversible coding of bytes: a compression, a checksum, a reordering.
///
/// Thread-safe. All segments are off-heap. Decoding never takes memory by what a header claims, and
/// malformed input is an [AmasiaException.Format], whatever the bytes are.
public interface Codec {
  /// Its name in messages and codec chains, such as `zstd`.
  String name();

  /// Decodes all of `encoded` into the start of `target` and gives the number of bytes written.
  ///
  /// @throws AmasiaException.Format if the bytes are damaged, or decode to more than `target` holds
  long decode(MemorySegment encoded, MemorySegment target);

  /// Decodes at least what is `wanted` of `encoded`, each byte to where [#decode] would put it; the
  /// others are undefined, and damage to them may not be seen.
  ///
  /// @return the number of bytes that all of `encoded` decodes to
  /// @throws AmasiaException.Format as [#decode]
  default long decode(MemorySegment encoded, MemorySegment target, WantedBytes wanted) {
    return decode(encoded, target);
  }

  /// Whether decoding what is wanted takes less than decoding all.
  default boolean decodesParts() {
    return false;
  }

  /// The length `encoded` says it decodes to, or empty where the coding doesn't say. Only a claim.
  default OptionalLong claimedSize(MemorySegment encoded) {
    return OptionalLong.empty();
  }

  /// Decodes bytes whose decoded length is known only by a bound. The caller closes the result.
  ///
  /// Memory grows with what was decoded so far, not with what the header claims.
  ///
  /// @throws AmasiaException.Format if the bytes are damaged, or decode to more than
  ///   `maxDecodedBytes`
  default Bytes decode(MemorySegment encoded, long maxDecodedBytes) {
    return Growing.decode(this, claimedSize(encoded), encoded, maxDecodedBytes);
  }

  /// Encodes `decoded`. The caller closes the result.
  ///
  /// @throws AmasiaException.Unsupported if this codec can only read
  default Bytes encode(MemorySegment decoded) {
    throw new AmasiaException.Unsupported(
        "codec '" + name() + "' can be read but not written; write with zstd, gzip or blosc");
  }

  /// Native memory that a thread holds to encode `decodedBytes`, besides its arguments and result.
  default long encoderBytes(long decodedBytes) {
    return 0;
  }

  /// The same for one codec after the other.
  static long encoderBytes(List<Codec> codecs, long decodedBytes) {
    return codecs.stream().mapToLong(codec -> codec.encoderBytes(decodedBytes)).sum();
  }

  /// Encodes `values`, which it takes over, by one codec after the other; without any it is they.
  /// The caller closes the result.
  ///
  /// @throws AmasiaException.Unsupported if one of them can only read
  static Bytes encodeAll(List<Codec> codecs, Bytes values) {
    Bytes encoded = values;
    for (Codec codec : codecs) {
      try (Bytes before = encoded) {
        encoded = codec.encode(before.segment());
      }
    }
    return encoded;
  }
}
