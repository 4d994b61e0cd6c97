package io.amasia.netcdf.hdf5;

/// How the values of a dataset lie in the file.
sealed interface Layout {
  /// In the object header itself.
  record Compact(long address, long bytes) implements Layout {}

  /// In one piece; `address` is [Hdf5File#UNDEFINED] while nothing was written.
  record Contiguous(long address) implements Layout {}

  /// In chunks of equal shape.
  ///
  /// @param chunk the lengths of a chunk
  /// @param elementBytes bytes of an element
  /// @param plainEdges whether chunks that stick out of the array are stored without filters
  @SuppressWarnings("ArrayRecordComponent") // of this package alone, never changed
  record Chunked(long[] chunk, int elementBytes, Index index, boolean plainEdges)
      implements Layout {
    /// Bytes of a chunk without filters.
    long bytes() {
      long bytes = elementBytes;
      for (long length : chunk) {
        bytes *= length;
      }
      return bytes;
    }
  }

  /// In other files, or put together of other datasets.
  record Elsewhere(String kind) implements Layout {}

  /// What says where the chunks are.
  ///
  /// @param address where it is, or [Hdf5File#UNDEFINED] while there is no chunk
  /// @param filteredBytes of [Kind#SINGLE], the bytes of the chunk, or -1 without filters
  /// @param mask of [Kind#SINGLE], the filters left out
  record Index(Kind kind, long address, long filteredBytes, int mask) {}

  /// The kinds of index.
  enum Kind {
    BTREE1,
    SINGLE,
    IMPLICIT,
    FIXED_ARRAY,
    EXTENSIBLE_ARRAY,
    BTREE2
  }

  /// Most bytes of a chunk; HDF5 itself allows 4 GiB.
  long MAX_CHUNK_BYTES = 0xFFFF_FFFFL;

  static Layout read(Cursor in) {
    int version = in.u8();
    return switch (version) {
      case 1, 2 -> readOld(in);
      case 3, 4 -> readNew(in, version);
      default -> throw in.file().unsupported("a data layout of version " + version);
    };
  }

  private static Layout readOld(Cursor in) {
    int rank = in.u8();
    int kind = in.u8();
    in.skip(5);
    long address = kind == 0 ? 0 : in.offset();
    if (kind == 2) {
      return chunked(in, dims(in, rank, 4), new Index(Kind.BTREE1, address, -1, 0), false);
    }
    in.skip(4L * rank);
    if (kind == 1) {
      return new Contiguous(address);
    }
    long bytes = in.u32();
    return new Compact(in.address(), Math.min(bytes, in.remaining()));
  }

  private static Layout readNew(Cursor in, int version) {
    int kind = in.u8();
    return switch (kind) {
      case 0 -> {
        long bytes = in.u16();
        yield new Compact(in.address(), Math.min(bytes, in.remaining()));
      }
      case 1 -> new Contiguous(in.offset());
      case 2 -> version == 3 ? readChunked3(in) : readChunked4(in);
      case 3 -> new Elsewhere("virtual");
      default -> throw in.damaged("a data layout of class " + kind);
    };
  }

  private static Layout readChunked3(Cursor in) {
    int rank = in.u8();
    long address = in.offset();
    return chunked(in, dims(in, rank, 4), new Index(Kind.BTREE1, address, -1, 0), false);
  }

  private static Layout readChunked4(Cursor in) {
    int flags = in.u8();
    int rank = in.u8();
    long[] dims = dims(in, rank, in.u8());
    int kind = in.u8();
    long bytes = -1;
    int mask = 0;
    switch (kind) {
      case 1 -> {
        if ((flags & 2) != 0) {
          bytes = in.length();
          mask = in.i32();
        }
      }
      case 2 -> {}
      case 3 -> in.skip(1);
      case 4 -> in.skip(5);
      case 5 -> in.skip(6);
      default -> throw in.damaged("a chunk index of type " + kind);
    }
    Kind named = Kind.values()[kind];
    return chunked(in, dims, new Index(named, in.offset(), bytes, mask), (flags & 1) != 0);
  }

  private static long[] dims(Cursor in, int rank, int width) {
    if (rank < 2 || rank > 33 || width < 1 || width > 8) {
      throw in.damaged("chunks of %d dimensions in %d bytes each".formatted(rank - 1, width));
    }
    long[] dims = new long[rank];
    for (int d = 0; d < rank; d++) {
      dims[d] = in.unsigned(width);
    }
    return dims;
  }

  /// The last length is that of an element, in bytes.
  private static Chunked chunked(Cursor in, long[] dims, Index index, boolean plainEdges) {
    long bytes = 1;
    for (long length : dims) {
      if (length < 1 || bytes > MAX_CHUNK_BYTES / length) {
        throw in.damaged("a chunk length of %d, or chunks of over 4 GiB".formatted(length));
      }
      bytes *= length;
    }
    long[] chunk = java.util.Arrays.copyOf(dims, dims.length - 1);
    return new Chunked(chunk, (int) dims[dims.length - 1], index, plainEdges);
  }
}
