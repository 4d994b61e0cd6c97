package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.BYTE;

import java.lang.foreign.MemorySegment;

/// Decodes BloscLZ, Blosc's own LZ77, a descendant of FastLZ.
///
/// A control byte below 32 is followed by one more literal than it says. Otherwise its upper three
/// bits are a match's length less 2 (7: more bytes of length follow), its lower five the high bits
/// of the distance; the largest distance is followed by 16 bits of what lies beyond.
final class Blosclz {
  private static final String NAME = "blosclz";
  private static final int FAR = 8191;

  private Blosclz() {}

  /// Decodes all of `encoded` to the start of `target`; gives the number of bytes written.
  static long decode(MemorySegment encoded, MemorySegment target) {
    long end = encoded.byteSize();
    long room = target.byteSize();
    if (end == 0) {
      throw Damage.at(NAME, 0, "nothing there");
    }
    long in = 0;
    long out = 0;
    int control = encoded.get(BYTE, in++) & 31;
    while (true) {
      if (control < 32) {
        long literals = control + 1L;
        if (literals > room - out) {
          throw Damage.overrun(NAME, -1, room);
        }
        Damage.require(NAME, encoded, in, literals);
        MemorySegment.copy(encoded, in, target, out, literals);
        in += literals;
        out += literals;
      } else {
        long length = (control >> 5) - 1L;
        if (length == 6) {
          long more;
          do {
            more = next(encoded, in++);
            length += more;
          } while (more == 255);
        }
        length += 3;
        long low = next(encoded, in++);
        long distance = ((control & 31L) << 8) + low;
        if (low == 255 && (control & 31) == 31) {
          distance = FAR + (next(encoded, in) << 8) + next(encoded, in + 1);
          in += 2;
        }
        distance++;
        if (distance > out) {
          throw Damage.at(NAME, in, "a match from before the start");
        }
        if (length > room - out) {
          throw Damage.overrun(NAME, -1, room);
        }
        repeat(target, out, distance, length);
        out += length;
      }
      if (in >= end) {
        return out;
      }
      control = encoded.get(BYTE, in++) & 0xFF;
    }
  }

  private static long next(MemorySegment encoded, long at) {
    Damage.require(NAME, encoded, at, 1);
    return encoded.get(BYTE, at) & 0xFFL;
  }

  /// Copies `length` bytes from `distance` before; where they overlap, what was just written
  /// repeats.
  static void repeat(MemorySegment target, long out, long distance, long length) {
    if (distance == 1) {
      target.asSlice(out, length).fill(target.get(BYTE, out - 1));
      return;
    }
    long done = 0;
    while (done < length) {
      long n = Math.min(distance + done, length - done);
      MemorySegment.copy(target, out - distance, target, out + done, n);
      done += n;
    }
  }
}
