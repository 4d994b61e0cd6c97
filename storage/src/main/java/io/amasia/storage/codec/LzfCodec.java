package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.BYTE;

import java.lang.foreign.MemorySegment;

/// LZF blocks, as h5py writes them.
///
/// ### What
///
/// A small LZ77: a control byte below 32 is followed by one more literal than it says; else its
/// upper three bits are a match's length less 2 (7: a byte of more length follows), its lower five
/// and the next byte its distance less 1.
///
/// ### Specification
///
/// LibLZF's lzf_d.c; h5py's lzf filter.
///
/// ### Names
///
/// HDF5 filter 32000.
///
/// ### Configuration
///
/// None.
///
/// ### Compatible implementations
///
/// LibLZF, h5py. Read only.
public final class LzfCodec implements Codec {
  private static final String NAME = "lzf";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    long room = target.byteSize();
    long in = 0;
    long out = 0;
    while (in < encoded.byteSize()) {
      int control = encoded.get(BYTE, in++) & 0xFF;
      long length;
      if (control < 32) {
        length = control + 1L;
        Damage.require(NAME, encoded, in, length);
        if (length > room - out) {
          throw Damage.overrun(NAME, -1, room);
        }
        MemorySegment.copy(encoded, in, target, out, length);
        in += length;
      } else {
        length = control >> 5;
        if (length == 7) {
          Damage.require(NAME, encoded, in, 1);
          length += encoded.get(BYTE, in++) & 0xFF;
        }
        length += 2;
        Damage.require(NAME, encoded, in, 1);
        long distance = ((control & 31L) << 8) + (encoded.get(BYTE, in++) & 0xFF) + 1;
        if (distance > out) {
          throw Damage.at(NAME, in, "a match from before the start");
        }
        if (length > room - out) {
          throw Damage.overrun(NAME, -1, room);
        }
        Blosclz.repeat(target, out, distance, length);
      }
      out += length;
    }
    return out;
  }
}
