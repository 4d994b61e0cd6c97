package io.amasia.array.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The scalar twin of [BitshuffleVector]; also does the last bytes after it.
final class BitshuffleScalar {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private BitshuffleScalar() {}

  /// Transposes bytes `from` to `row` of eight rows of `row` bytes.
  static void transpose(MemorySegment source, MemorySegment target, long from, long row) {
    for (long k = from; k < row; k++) {
      long bits = 0;
      for (int j = 0; j < 8; j++) {
        bits |= (source.get(BYTE, j * row + k) & 0xFFL) << (8 * j);
      }
      bits = transposed(bits);
      for (int i = 0; i < 8; i++) {
        target.set(BYTE, i * row + k, (byte) (bits >>> (8 * i)));
      }
    }
  }

  /// An 8 x 8 matrix of bits (byte `j` is row `j`) flipped over its diagonal.
  ///
  /// Reference: Warren, "Hacker's Delight", section 7-3.
  private static long transposed(long x) {
    long t = (x ^ (x >>> 7)) & 0x00AA00AA00AA00AAL;
    x ^= t ^ (t << 7);
    t = (x ^ (x >>> 14)) & 0x0000CCCC0000CCCCL;
    x ^= t ^ (t << 14);
    t = (x ^ (x >>> 28)) & 0x00000000F0F0F0F0L;
    return x ^ t ^ (t << 28);
  }
}
