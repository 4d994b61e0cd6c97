package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import java.util.HashSet;
import java.util.Set;

/// Reads the chunk index of a dataset, of any of the six kinds, whole.
final class ChunkIndex {
  private final Hdf5File file;
  private final Layout.Chunked layout;
  private final long[] sizes;
  private final long[] limits;
  private final long[] limitCounts;
  private final ChunkTable table;

  private ChunkIndex(Hdf5File file, Layout.Chunked layout, Dataspace space, String what) {
    this.file = file;
    this.layout = layout;
    this.sizes = space.sizes();
    this.limits = space.limits();
    this.limitCounts = counts(limits);
    this.table = new ChunkTable(counts(sizes), what);
  }

  /// The chunks of the dataset at `path`.
  ///
  /// @throws AmasiaException.MemoryLimit if there are more than the heap has room for
  static ChunkTable read(Hdf5File file, Layout.Chunked layout, Dataspace space, String path) {
    String what = "%s: where the chunks of '%s' lie".formatted(file.location().url(), path);
    ChunkIndex index = new ChunkIndex(file, layout, space, what);
    if (layout.index().address() != Hdf5File.UNDEFINED && space.count() > 0) {
      index.read();
    }
    return index.table.sorted();
  }

  private void read() {
    long address = layout.index().address();
    switch (layout.index().kind()) {
      case BTREE1 -> readTree1(address, new HashSet<>());
      case SINGLE -> {
        long bytes = layout.index().filteredBytes();
        table.add(
            new long[sizes.length],
            address,
            bytes < 0 ? layout.bytes() : bytes,
            layout.index().mask());
      }
      case IMPLICIT -> readImplicit(address);
      case FIXED_ARRAY -> new FixedArray(file, this::addNumbered, layout.bytes()).read(address);
      case EXTENSIBLE_ARRAY ->
          new ExtensibleArray(file, this::addNumbered, layout.bytes()).read(address);
      case BTREE2 -> readTree2(address);
    }
  }

  private long[] counts(long[] lengths) {
    long[] counts = new long[lengths.length];
    for (int d = 0; d < counts.length; d++) {
      counts[d] = Math.ceilDiv(lengths[d], layout.chunk()[d]);
    }
    return counts;
  }

  /// Keys are a chunk's bytes, filter mask and offsets in elements.
  private void readTree1(long address, Set<Long> seen) {
    if (!seen.add(address)) {
      throw file.damaged(address, "a chunk index leads back to itself");
    }
    int rank = sizes.length;
    int keyBytes = 8 + 8 * (rank + 1);
    int prefix = 8 + 2 * file.offsetBytes();
    Cursor head = file.at(address, prefix, "a chunk index");
    head.signature("TREE");
    int type = head.u8();
    int level = head.u8();
    int entries = head.u16();
    if (type != 1) {
      throw head.damaged("a tree of type %d where chunks (1) are due".formatted(type));
    }
    long bytes = (long) entries * (keyBytes + file.offsetBytes());
    Cursor in = file.at(address + prefix, bytes, "a chunk index");
    for (int i = 0; i < entries; i++) {
      long chunkBytes = in.u32();
      int mask = in.i32();
      long[] index = new long[rank];
      for (int d = 0; d < rank; d++) {
        long offset = in.unsigned(8);
        index[d] = offset / layout.chunk()[d];
        if (level == 0 && (offset < 0 || offset % layout.chunk()[d] != 0)) {
          throw in.damaged("a chunk at offset %d of dimension %d".formatted(offset, d));
        }
      }
      in.skip(8);
      long child = in.offset();
      if (level > 0) {
        readTree1(child, seen);
      } else {
        table.add(index, child, chunkBytes, mask);
      }
    }
  }

  private void readTree2(long address) {
    int rank = sizes.length;
    BTree2.walk(
        file,
        address,
        in -> {
          int sizeBytes = in.remaining() - file.offsetBytes() - 4 - 8 * rank;
          boolean filtered = sizeBytes > 0;
          long chunk = in.offset();
          long bytes = filtered ? in.unsigned(sizeBytes) : layout.bytes();
          int mask = filtered ? in.i32() : 0;
          long[] index = new long[rank];
          for (int d = 0; d < rank; d++) {
            index[d] = in.unsigned(8);
          }
          table.add(index, chunk, bytes, mask);
        });
  }

  /// All chunks one after the other, in the order of the grid the array may grow to.
  private void readImplicit(long address) {
    long count = 1;
    for (long n : limitCounts) {
      count = n == 0 || count > file.size() / n ? -1 : count * n;
      if (count < 0) {
        throw file.damaged(address, "more chunks than the file has bytes");
      }
    }
    for (long number = 0; number < count; number++) {
      addNumbered(number, address + number * layout.bytes(), layout.bytes(), 0);
    }
  }

  /// Adds the chunk with that number in the index: C order over the grid the array may grow to, but
  /// with the dimension that has no end slowest of all.
  private void addNumbered(long number, long address, long bytes, int mask) {
    int rank = sizes.length;
    int slowest = 0;
    for (int d = 0; d < rank; d++) {
      slowest = limits[d] == Dataspace.UNLIMITED ? d : slowest;
    }
    boolean swapped = limits[slowest] == Dataspace.UNLIMITED;
    long[] counts = limitCounts;
    long[] index = new long[rank];
    long rest = number;
    for (int d = rank - 1; d >= 0; d--) {
      if (!(swapped && d == slowest)) {
        if (counts[d] < 1) {
          throw file.damaged(address, "a chunk of an array without any");
        }
        index[d] = rest % counts[d];
        rest /= counts[d];
      }
    }
    if (swapped) {
      index[slowest] = rest;
    } else if (rest > 0) {
      throw file.damaged(address, "chunk %d of a smaller array".formatted(number));
    }
    table.add(index, address, bytes, mask);
  }

  /// Takes a chunk by its number in an array index.
  interface Numbered {
    void add(long number, long address, long bytes, int mask);
  }

  /// Reads an element of a fixed or extensible array: an address, and with filters also the chunk's
  /// bytes and mask.
  static void readElement(
      Cursor in,
      boolean filtered,
      int elementBytes,
      long number,
      long plainBytes,
      Numbered chunks) {
    long address = in.offset();
    int sizeBytes = elementBytes - in.file().offsetBytes() - 4;
    long bytes = filtered ? in.unsigned(sizeBytes) : plainBytes;
    int mask = filtered ? in.i32() : 0;
    if (address != Hdf5File.UNDEFINED) {
      chunks.add(number, address, bytes, mask);
    }
  }

  /// Fails unless elements of an array index have a possible width.
  static void checkElement(Cursor in, boolean filtered, int elementBytes) {
    int least = in.file().offsetBytes() + (filtered ? 5 : 0);
    if (elementBytes < least || elementBytes > least + (filtered ? 7 : 0)) {
      throw in.damaged("elements of %d bytes".formatted(elementBytes));
    }
  }
}
