package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Encodes BloscLZ, the reverse of [Blosclz]: greedy matches of at least four bytes, found by a
/// hash of the next three.
///
/// A stream starts and ends with literals, as readers expect.
final class BlosclzEncoder implements Codec {
  private static final int NEAR = 8191;
  private static final long FARTHEST = NEAR + 65_535L;
  private static final int LEAST_MATCH = 4;
  private static final int LAST_LITERALS = 12;
  private static final int MOST_LITERALS = 32;

  @Override
  public String name() {
    return "blosclz";
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    return Blosclz.decode(encoded, target);
  }

  @Override
  public Bytes encode(MemorySegment decoded) {
    long size = decoded.byteSize();
    // at worst one control byte for 32 literals
    Bytes block = Bytes.allocate(size + size / MOST_LITERALS + 16);
    var run = new Run(decoded, block.segment());
    return block.first(run.encode());
  }

  private static final class Run {
    private final MemorySegment in;
    private final MemorySegment out;
    private final long[] last = new long[1 << 13];
    private long literals;
    private long at;

    Run(MemorySegment in, MemorySegment out) {
      this.in = in;
      this.out = out;
      Arrays.fill(last, -1);
    }

    long encode() {
      long size = in.byteSize();
      long limit = size - LAST_LITERALS;
      long i = 0;
      while (i < limit) {
        int three = byteAt(i) | byteAt(i + 1) << 8 | byteAt(i + 2) << 16;
        int slot = (three * 0x9E3779B1) >>> 19;
        long before = last[slot];
        last[slot] = i;
        long length = before < 0 || i == 0 || i - before > FARTHEST ? 0 : length(before, i, limit);
        if (length < LEAST_MATCH) {
          i++;
          continue;
        }
        flush(i);
        match(i - before - 1, length);
        i += length;
        literals = i;
      }
      flush(size);
      return at;
    }

    private int byteAt(long i) {
      return in.get(BYTE, i) & 0xFF;
    }

    private long length(long before, long i, long limit) {
      long n = 0;
      while (i + n < limit && in.get(BYTE, before + n) == in.get(BYTE, i + n)) {
        n++;
      }
      return n;
    }

    /// Writes the literals before `end`.
    private void flush(long end) {
      while (literals < end) {
        long n = Math.min(MOST_LITERALS, end - literals);
        out.set(BYTE, at++, (byte) (n - 1));
        MemorySegment.copy(in, literals, out, at, n);
        at += n;
        literals += n;
      }
    }

    private void match(long distance, long length) {
      boolean near = distance < NEAR;
      long high = near ? distance >> 8 : 31;
      long code = Math.min(7, length - 2);
      out.set(BYTE, at++, (byte) (code << 5 | high));
      if (code == 7) {
        long rest = length - 9;
        for (; rest >= 255; rest -= 255) {
          out.set(BYTE, at++, (byte) 255);
        }
        out.set(BYTE, at++, (byte) rest);
      }
      out.set(BYTE, at++, (byte) (near ? distance : 255));
      if (!near) {
        long far = distance - NEAR;
        out.set(BYTE, at++, (byte) (far >> 8));
        out.set(BYTE, at++, (byte) far);
      }
    }
  }
}
