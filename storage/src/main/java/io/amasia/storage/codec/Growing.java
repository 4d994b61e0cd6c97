package io.amasia.storage.codec;

import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// Decodes into blocks of doubling size when only a bound of the decoded length is known.
final class Growing {
  /// What a well-behaved coding reaches on the emptiest data (deflate: 1032); a claim within it is
  /// taken at its word.
  private static final long USUAL_RATIO = 1100;

  private static final long LEAST = 1 << 16;

  private Growing() {}

  static Bytes decode(
      Codec codec, OptionalLong claimedSize, MemorySegment encoded, long maxDecodedBytes) {
    long claim = claimedSize.orElse(-1);
    if (claim > maxDecodedBytes) {
      throw Damage.overrun(codec.name(), claim, maxDecodedBytes);
    }
    boolean taken = claim >= 0 && claim <= encoded.byteSize() * USUAL_RATIO + LEAST;
    long size = taken ? claim : Math.min(maxDecodedBytes, 8 * encoded.byteSize() + LEAST);
    while (true) {
      Bytes block = Bytes.allocate(size);
      try {
        return block.first(codec.decode(encoded, block.segment()));
      } catch (AmasiaException.Format e) {
        block.close();
        // Too short a block and damaged bytes look alike to most libraries.
        if (size >= maxDecodedBytes || taken) {
          throw e;
        }
        size = Math.min(maxDecodedBytes, 2 * size);
      } catch (Throwable e) {
        block.close();
        throw e;
      }
    }
  }
}
