package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.BIG_LONG;
import static io.amasia.storage.codec.Ints.BYTE;

import java.lang.foreign.MemorySegment;

/// Bits of a segment one after the other, the highest of each byte first.
final class BitInput {
  private final String codec;
  private final MemorySegment bytes;
  private long at;

  /// The next bits, left-aligned; those after the first `held` are either zero or right already.
  private long window;

  private int held;

  /// Bits from byte `start`; errors carry the name of `codec`.
  BitInput(String codec, MemorySegment bytes, long start) {
    this.codec = codec;
    this.bytes = bytes;
    this.at = start;
  }

  /// The next `count` bits, from 0 to 64, as an unsigned number.
  long bits(int count) {
    if (count > 32) {
      return bits(count - 32) << 32 | bits(32);
    }
    if (count == 0) {
      return 0;
    }
    require(count);
    long value = window >>> (64 - count);
    drop(count);
    return value;
  }

  /// The number of zeros before the next one, which is passed too.
  ///
  /// @param most more zeros than this are damage
  int zeros(int most) {
    int zeros = 0;
    while (true) {
      require(1);
      int found = Long.numberOfLeadingZeros(window);
      zeros += Math.min(found, held);
      if (zeros > most) {
        throw Damage.at(codec, at, "a run of more than %d zeros".formatted(most));
      }
      if (found < held) {
        drop(found + 1);
        return zeros;
      }
      drop(held);
    }
  }

  private void drop(int count) {
    window = count == 64 ? 0 : window << count;
    held -= count;
  }

  private void require(int count) {
    if (held >= count) {
      return;
    }
    if (at + 8 <= bytes.byteSize()) {
      window |= bytes.get(BIG_LONG, at) >>> held;
      int taken = (63 - held) >> 3;
      at += taken;
      held += 8 * taken;
      return;
    }
    while (held < count) {
      Damage.require(codec, bytes, at, 1);
      window |= (bytes.get(BYTE, at++) & 0xFFL) << (56 - held);
      held += 8;
    }
  }
}
