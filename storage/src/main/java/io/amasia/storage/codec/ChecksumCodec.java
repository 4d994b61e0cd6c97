package io.amasia.storage.codec;

import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// Four bytes of checksum before or after the bytes they guard, tested when reading.
///
/// ### What
///
/// Finds damage; changes nothing else.
///
/// ### Specification
///
/// CRC-32C: RFC 3720, appendix B.4, and Zarr v3's `crc32c` codec; CRC-32 and Adler-32: RFC 1952,
/// RFC 1950; Fletcher-32: HDF5's filter 3 (H5checksum.c). The four bytes lie lowest first.
///
/// ### Names
///
/// Zarr v3 `crc32c`, `numcodecs.crc32`, `numcodecs.adler32`, `numcodecs.fletcher32`; Zarr v2
/// `crc32c`, `crc32`, `adler32`, `fletcher32`; HDF5 filter 3 `fletcher32`.
///
/// ### Configuration
///
/// `{"name": "crc32c"}`, `{"id": "crc32", "location": "start"}`
///
/// ### Compatible implementations
///
/// zarr-python, numcodecs, HDF5, netCDF-C.
public final class ChecksumCodec implements Codec {
  /// The sums.
  public enum Kind {
    CRC32C,
    CRC32,
    ADLER32,
    FLETCHER32
  }

  private static final int SIZE = 4;

  private final Kind kind;
  private final boolean atStart;

  /// A checksum that lies before the bytes, or else after them.
  public ChecksumCodec(Kind kind, boolean atStart) {
    this.kind = kind;
    this.atStart = atStart;
  }

  /// CRC-32C after the bytes, as Zarr v3 has it.
  public static ChecksumCodec crc32c() {
    return new ChecksumCodec(Kind.CRC32C, false);
  }

  /// Fletcher-32 after the bytes, as HDF5 has it.
  public static ChecksumCodec fletcher32() {
    return new ChecksumCodec(Kind.FLETCHER32, false);
  }

  @Override
  public String name() {
    return switch (kind) {
      case CRC32C -> "crc32c";
      case CRC32 -> "crc32";
      case ADLER32 -> "adler32";
      case FLETCHER32 -> "fletcher32";
    };
  }

  @Override
  public OptionalLong claimedSize(MemorySegment encoded) {
    return OptionalLong.of(Math.max(0, encoded.byteSize() - SIZE));
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    Damage.require(name(), encoded, 0, SIZE);
    long size = encoded.byteSize() - SIZE;
    if (size > target.byteSize()) {
      throw Damage.overrun(name(), size, target.byteSize());
    }
    MemorySegment.copy(checked(encoded), 0, target, 0, size);
    return size;
  }

  /// The guarded bytes of `encoded`, not copied.
  ///
  /// @throws AmasiaException.Format if they do not fit their checksum
  public MemorySegment checked(MemorySegment encoded) {
    Damage.require(name(), encoded, 0, SIZE);
    long size = encoded.byteSize() - SIZE;
    MemorySegment values = encoded.asSlice(atStart ? SIZE : 0, size);
    int stored = encoded.get(Ints.LITTLE_INT, atStart ? 0 : size);
    int sum = sum(values);
    // HDF5 1.6.2 and older wrote the two halves of Fletcher-32 with their bytes swapped.
    boolean right =
        stored == sum
            || (kind == Kind.FLETCHER32
                && stored == Integer.rotateLeft(Integer.reverseBytes(sum), 16));
    if (!right) {
      throw Damage.at(
          name(),
          atStart ? 0 : size,
          "checksum is %08x, of the %d bytes it is %08x".formatted(stored, size, sum));
    }
    return values;
  }

  @Override
  public Bytes encode(MemorySegment decoded) {
    Bytes block = Bytes.allocate(decoded.byteSize() + SIZE);
    MemorySegment.copy(decoded, 0, block.segment(), atStart ? SIZE : 0, decoded.byteSize());
    block.segment().set(Ints.LITTLE_INT, atStart ? 0 : decoded.byteSize(), sum(decoded));
    return block;
  }

  private int sum(MemorySegment values) {
    return switch (kind) {
      case CRC32C -> sum(new CRC32C(), values);
      case CRC32 -> sum(new CRC32(), values);
      case ADLER32 -> sum(new Adler32(), values);
      case FLETCHER32 -> Fletcher32.of(values);
    };
  }

  private static int sum(Checksum checksum, MemorySegment values) {
    long step = 1 << 30;
    for (long at = 0; at < values.byteSize(); at += step) {
      checksum.update(values.asSlice(at, Math.min(step, values.byteSize() - at)).asByteBuffer());
    }
    return (int) checksum.getValue();
  }
}
