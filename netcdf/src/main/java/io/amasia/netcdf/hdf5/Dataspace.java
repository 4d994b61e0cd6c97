package io.amasia.netcdf.hdf5;

/// The lengths of an array's dimensions.
///
/// @param sizes the lengths; empty for a scalar
/// @param limits the greatest lengths; [#UNLIMITED] for those that may grow without end
/// @param isNull whether there is no element at all, not even one
@SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
record Dataspace(long[] sizes, long[] limits, boolean isNull) {
  static final long UNLIMITED = -1;

  static Dataspace read(Cursor in) {
    int version = in.u8();
    int rank = in.u8();
    int flags = in.u8();
    if (version < 1 || version > 2 || rank > 32) {
      throw in.damaged("a dataspace of version %d with %d dimensions".formatted(version, rank));
    }
    boolean isNull = false;
    if (version == 1) {
      in.skip(5);
    } else {
      isNull = in.u8() == 2;
    }
    long[] sizes = new long[rank];
    for (int d = 0; d < rank; d++) {
      sizes[d] = in.length();
    }
    long[] limits = sizes.clone();
    if ((flags & 1) != 0) {
      for (int d = 0; d < rank; d++) {
        limits[d] = in.unsigned(in.file().lengthBytes());
      }
    }
    Dataspace space = new Dataspace(sizes, limits, isNull);
    if (space.count() < 0) {
      throw in.damaged("an array of more than 2^60 elements");
    }
    return space;
  }

  int rank() {
    return sizes.length;
  }

  /// The number of elements, or -1 if it is greater than any file could hold.
  long count() {
    if (isNull) {
      return 0;
    }
    long count = 1;
    for (long size : sizes) {
      if (size == 0) {
        return 0;
      }
    }
    for (long size : sizes) {
      if (count > (1L << 56) / size) {
        return -1;
      }
      count *= size;
    }
    return count;
  }
}
