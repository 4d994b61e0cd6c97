package io.amasia.storage.codec;

import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// HDF5's n-bit packing of numbers.
///
/// ### What
///
/// Of each element only the bits that its type uses, one element's right after the other's, highest
/// bit first. The other bits decode to zero.
///
/// ### Specification
///
/// HDF5's n-bit filter (H5Znbit.c).
///
/// ### Names
///
/// HDF5 filter 5 `nbit`.
///
/// ### Configuration
///
/// Elements, bytes of one, byte order, bits used, first bit used.
///
/// ### Compatible implementations
///
/// HDF5. Read only, and of numbers only.
public final class NbitCodec implements Codec {
  private static final String NAME = "nbit";

  private final long elements;
  private final int size;
  private final boolean highFirst;
  private final int precision;
  private final int shift;

  /// Elements of `size` bytes of which the `precision` bits from bit `shift` on are stored.
  ///
  /// @param highFirst whether elements lie with the high byte first
  /// @throws AmasiaException.Format if these can't be, as a damaged file might say
  public NbitCodec(long elements, int size, boolean highFirst, int precision, int shift) {
    if (elements < 0
        || size < 1
        || size > 8
        || precision < 1
        || shift < 0
        || precision + (long) shift > 8L * size) {
      throw new AmasiaException.Format(
          "nbit: %d bits from bit %d of %d bytes".formatted(precision, shift, size));
    }
    this.elements = elements;
    this.size = size;
    this.highFirst = highFirst;
    this.precision = precision;
    this.shift = shift;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public OptionalLong claimedSize(MemorySegment encoded) {
    return OptionalLong.of(elements * size);
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    if (elements * size > target.byteSize()) {
      throw Damage.overrun(NAME, elements * size, target.byteSize());
    }
    Damage.require(NAME, encoded, 0, Math.ceilDiv(elements * precision, 8));
    var in = new BitInput(NAME, encoded, 0);
    for (long i = 0; i < elements; i++) {
      Ints.put(target, i * size, size, highFirst, in.bits(precision) << shift);
    }
    return elements * size;
  }
}
