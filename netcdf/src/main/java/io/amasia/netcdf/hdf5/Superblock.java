package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.OptionalLong;

/// Finds and reads the superblock, versions 0 to 3: where the root group is.
final class Superblock {
  static final byte[] SIGNATURE = {(byte) 137, 'H', 'D', 'F', 13, 10, 26, 10};

  private Superblock() {}

  /// Where the signature is: byte 0, or 512, 1024, 2048 … behind a block of the user's own.
  static OptionalLong find(Location location, long size) {
    for (long at = 0; at + 8 <= size; at = at == 0 ? 512 : 2 * at) {
      try (Lease lease =
          location.store().read(location.key(), new ByteRange.Span(at, 8)).orElse(null)) {
        if (lease != null
            && Arrays.equals(lease.segment().toArray(ValueLayout.JAVA_BYTE), SIGNATURE)) {
          return OptionalLong.of(at);
        }
      }
    }
    return OptionalLong.empty();
  }

  /// Sets the layout of `file` and gives the address of the root group's object header.
  ///
  /// @throws AmasiaException.Format if it is damaged or the file is shorter than it says
  static long read(Hdf5File file, long start) {
    file.layout(start, 8, 8);
    Cursor in = file.at(0, Math.min(file.size(), 96), "the superblock").skip(8);
    int version = in.u8();
    if (version > 3) {
      throw in.damaged("version %d; known are 0 to 3".formatted(version));
    }
    return version < 2 ? readOld(file, in, start, version) : readNew(file, in, start);
  }

  private static long readOld(Hdf5File file, Cursor in, long start, int version) {
    in.skip(4);
    widths(file, in, start);
    in.skip(1 + 4 + 4 + (version == 1 ? 4 : 0));
    base(in, start);
    in.offset();
    checkEnd(file, in, start);
    in.offset();
    in.offset(); // the name of the root group: none
    return in.offset();
  }

  private static long readNew(Hdf5File file, Cursor in, long start) {
    widths(file, in, start);
    in.skip(1);
    base(in, start);
    in.offset();
    checkEnd(file, in, start);
    long root = in.offset();
    file.at(0, 16 + 4L * file.offsetBytes(), "the superblock").checksum();
    return root;
  }

  private static void widths(Hdf5File file, Cursor in, long start) {
    int offsets = in.u8();
    int lengths = in.u8();
    if (!isWidth(offsets) || !isWidth(lengths)) {
      throw in.damaged("addresses of %d and lengths of %d bytes".formatted(offsets, lengths));
    }
    file.layout(start, offsets, lengths);
  }

  private static boolean isWidth(int bytes) {
    return bytes == 2 || bytes == 4 || bytes == 8;
  }

  private static void base(Cursor in, long start) {
    long base = in.offset();
    // Files that were moved behind a user block keep a base of 0; HDF5 takes the place found.
    if (base != start && base != 0) {
      throw in.damaged("base address %d, but it was found at %d".formatted(base, start));
    }
  }

  private static void checkEnd(Hdf5File file, Cursor in, long start) {
    long end = in.offset();
    if (end > start + file.size()) {
      throw new AmasiaException.Format(
          "%s: truncated HDF5 file: it should have %d bytes, but has %d"
              .formatted(file.location().url(), end, start + file.size()));
    }
  }
}
