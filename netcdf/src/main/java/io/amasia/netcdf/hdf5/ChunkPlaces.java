package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import java.util.Arrays;

/// Where the chunks that are written lie, by their number in the chunk grid (C order): 12 bytes a
/// chunk. Different chunks may be set by different threads.
final class ChunkPlaces {
  /// Most chunks of an array, which take 1.2 GB here.
  private static final long MOST_CHUNKS = 100_000_000;

  private final long[] addresses;
  private final int[] lengths;

  /// @throws AmasiaException.Unsupported if the grid is too large to be remembered
  ChunkPlaces(String path, long count) {
    if (count > MOST_CHUNKS) {
      throw new AmasiaException.Unsupported(
          "%s would have %d chunks; up to %d can be written: choose larger ones"
              .formatted(path, count, MOST_CHUNKS));
    }
    addresses = new long[(int) count];
    lengths = new int[(int) count];
    Arrays.fill(addresses, Hdf5File.UNDEFINED);
  }

  /// @param bytes below 4 GiB
  void set(long number, long address, long bytes) {
    addresses[(int) number] = address;
    lengths[(int) number] = (int) bytes;
  }

  boolean isWritten(int number) {
    return addresses[number] != Hdf5File.UNDEFINED;
  }

  int count() {
    return addresses.length;
  }

  long address(int number) {
    return addresses[number];
  }

  long bytes(int number) {
    return Integer.toUnsignedLong(lengths[number]);
  }
}
