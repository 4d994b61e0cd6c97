package io.amasia.storage.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Fletcher's checksum as HDF5 has it: two sums of 16-bit words (high byte first) modulo 65535; a
/// last odd byte is the high byte of a word.
///
/// Reference: HDF5's H5_checksum_fletcher32.
final class Fletcher32 {
  private static final ValueLayout.OfShort WORD =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  // So few words that both sums fit their long without a fold.
  private static final int WORDS = 1 << 15;

  private Fletcher32() {}

  static int of(MemorySegment values) {
    long words = values.byteSize() / 2;
    long sum1 = 0;
    long sum2 = 0;
    for (long at = 0; at < words; ) {
      long end = Math.min(words, at + WORDS);
      for (; at < end; at++) {
        sum1 += values.getAtIndex(WORD, at) & 0xFFFF;
        sum2 += sum1;
      }
      sum1 = fold(sum1);
      sum2 = fold(sum2);
    }
    if ((values.byteSize() & 1) != 0) {
      sum1 += (values.get(ValueLayout.JAVA_BYTE, values.byteSize() - 1) & 0xFF) << 8;
      sum2 += sum1;
    }
    return (int) (fold(sum2) << 16 | fold(sum1));
  }

  /// `sum` modulo 65535, where a multiple that is not 0 gives 65535, as repeated folding does.
  private static long fold(long sum) {
    return sum == 0 ? 0 : (sum - 1) % 65535 + 1;
  }
}
