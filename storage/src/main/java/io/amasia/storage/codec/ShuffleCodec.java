package io.amasia.storage.codec;

import io.amasia.array.AmasiaException;
import io.amasia.array.kernel.Shuffle;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// Byte shuffle as a filter of its own.
///
/// ### What
///
/// Byte `b` of all elements together, so that a compression after it finds long runs. Bytes after
/// the last whole element stay as they are.
///
/// ### Specification
///
/// HDF5's shuffle filter (H5Zshuffle.c).
///
/// ### Names
///
/// HDF5 filter 2 `shuffle`; Zarr v2 `shuffle`; Zarr v3 `numcodecs.shuffle`.
///
/// ### Configuration
///
/// `{"id": "shuffle", "elementsize": 4}`
///
/// ### Compatible implementations
///
/// HDF5, netCDF-C, numcodecs.
public final class ShuffleCodec implements Codec {
  private final int elementSize;

  /// Shuffle of elements of `elementSize` bytes.
  ///
  /// @throws AmasiaException.Format if that is not positive, as a damaged file might say
  public ShuffleCodec(int elementSize) {
    if (elementSize < 1) {
      throw new AmasiaException.Format("shuffle: elements of " + elementSize + " bytes");
    }
    this.elementSize = elementSize;
  }

  @Override
  public String name() {
    return "shuffle";
  }

  @Override
  public OptionalLong claimedSize(MemorySegment encoded) {
    return OptionalLong.of(encoded.byteSize());
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    long size = encoded.byteSize();
    if (size > target.byteSize()) {
      throw Damage.overrun("shuffle", size, target.byteSize());
    }
    long elements = size / elementSize;
    Shuffle.unshuffle(encoded, target, elements, elementSize);
    copyRest(encoded, target, elements * elementSize);
    return size;
  }

  @Override
  public Bytes encode(MemorySegment decoded) {
    Bytes block = Bytes.allocate(decoded.byteSize());
    long elements = decoded.byteSize() / elementSize;
    Shuffle.shuffle(decoded, block.segment(), elements, elementSize);
    copyRest(decoded, block.segment(), elements * elementSize);
    return block;
  }

  static void copyRest(MemorySegment from, MemorySegment to, long start) {
    MemorySegment.copy(from, start, to, start, from.byteSize() - start);
  }
}
