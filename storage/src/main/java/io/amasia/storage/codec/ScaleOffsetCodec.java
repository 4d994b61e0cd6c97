package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.BYTE;
import static io.amasia.storage.codec.Ints.LITTLE_INT;
import static io.amasia.storage.codec.Ints.LITTLE_LONG;

import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// HDF5's scale-offset packing of numbers.
///
/// ### What
///
/// Differences from the least value of a chunk in as few bits as they need; floats are first
/// multiplied by a power of ten and rounded, so they come back only to that many digits. The
/// largest number of those bits means the fill value, where there is one.
///
/// ### Specification
///
/// HDF5's scale-offset filter (H5Zscaleoffset.c). The bits of an element (4 bytes), the length of
/// the least value (1 byte) and it (8 bytes), lowest byte first; from byte 21 the differences,
/// highest bit first, or the values themselves where that is no longer.
///
/// ### Names
///
/// HDF5 filter 6 `scaleoffset`.
///
/// ### Configuration
///
/// The elements' type and number, the digits kept, the fill value.
///
/// ### Compatible implementations
///
/// HDF5. Read only.
public final class ScaleOffsetCodec implements Codec {
  private static final String NAME = "scaleoffset";
  private static final int HEAD = 21;

  private final Type type;
  private final long elements;
  private final int digits;
  private final boolean hasFill;
  private final long fill;

  /// What the elements are.
  ///
  /// @param size bytes of one: 1, 2, 4 or 8, of a float 4 or 8
  /// @param highFirst whether the high byte comes first
  public record Type(boolean isFloat, int size, boolean highFirst) {
    /// @throws AmasiaException.Format if the size can't be, as a damaged file might say
    public Type {
      if (Integer.bitCount(size) != 1 || size > 8 || size < (isFloat ? 4 : 1)) {
        throw new AmasiaException.Format("scaleoffset: elements of %d bytes".formatted(size));
      }
    }
  }

  /// Packing of `elements` elements, of floats with `digits` decimal digits after the point.
  public ScaleOffsetCodec(Type type, long elements, int digits) {
    this(type, elements, digits, false, 0);
  }

  private ScaleOffsetCodec(Type type, long elements, int digits, boolean hasFill, long fill) {
    this.type = type;
    this.elements = elements;
    this.digits = digits;
    this.hasFill = hasFill;
    this.fill = fill;
  }

  /// The same with a fill value.
  ///
  /// @param bits the fill value's, right-aligned
  public ScaleOffsetCodec withFill(long bits) {
    return new ScaleOffsetCodec(type, elements, digits, true, bits);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public OptionalLong claimedSize(MemorySegment encoded) {
    return OptionalLong.of(elements * type.size);
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    long size = elements * type.size;
    if (size > target.byteSize()) {
      throw Damage.overrun(NAME, size, target.byteSize());
    }
    Damage.require(NAME, encoded, 0, HEAD);
    int bits = encoded.get(LITTLE_INT, 0);
    if (bits < 0 || bits > 8 * type.size) {
      throw Damage.at(NAME, 0, "elements of %d bits".formatted(bits));
    }
    Damage.require(NAME, encoded, HEAD, Math.ceilDiv(elements * bits, 8));
    if (bits == 8 * type.size) {
      plain(encoded, target);
    } else {
      var in = new BitInput(NAME, encoded, HEAD);
      long least = least(encoded);
      long missing = (1L << bits) - 1;
      for (long i = 0; i < elements; i++) {
        long step = in.bits(bits);
        put(target, i, hasFill && step == missing ? fill : value(step, least));
      }
    }
    return size;
  }

  private static long least(MemorySegment encoded) {
    int stored = encoded.get(BYTE, 4) & 0xFF;
    long bits = encoded.get(LITTLE_LONG, 5);
    return stored >= 8 ? bits : bits & ((1L << (8 * stored)) - 1);
  }

  /// The bits of the value `step` above the least, computed in its own type as the writer did.
  private long value(long step, long least) {
    if (!type.isFloat) {
      return step + least;
    }
    double scale = Math.pow(10, digits);
    return type.size == 4
        ? Float.floatToRawIntBits((float) step / (float) scale + Float.intBitsToFloat((int) least))
        : Double.doubleToRawLongBits(step / scale + Double.longBitsToDouble(least));
  }

  private void put(MemorySegment target, long i, long bits) {
    Ints.put(target, i * type.size, type.size, type.highFirst, bits);
  }

  /// Values as the writer's machine had them, which was one with the low byte first.
  private void plain(MemorySegment encoded, MemorySegment target) {
    for (long i = 0; i < elements; i++) {
      put(target, i, Ints.little(encoded, HEAD + i * type.size, type.size));
    }
  }
}
