package io.amasia.netcdf.hdf5;

import java.util.ArrayList;
import java.util.List;

/// Global heap collections being filled: the texts and lists that elements of variable length point
/// to. What [GlobalHeap] reads.
///
/// First everything is added, then the place in the file is given, then elements and bytes are
/// encoded.
final class HeapCollections {
  /// Bytes after which a new collection begins; HDF5 reads one whole for each object.
  private static final int FULL_BYTES = 64 * 1024;

  private static final int LEAST_BYTES = 4096;
  private static final int PREFIX = 16;

  private final List<List<byte[]>> collections = new ArrayList<>();
  private final List<Long> offsets = new ArrayList<>();
  private long closedBytes;
  private long openBytes;
  private long address;

  /// Where an object is: `index` counts from 1.
  ///
  /// @param count its items, as the element says
  record Place(int collection, int index, int count) {}

  /// Adds an object of `count` items.
  Place add(byte[] object, int count) {
    if (collections.isEmpty() || openBytes + size(object) > FULL_BYTES) {
      begin();
    }
    List<byte[]> last = collections.getLast();
    last.add(object);
    openBytes += size(object);
    return new Place(collections.size() - 1, last.size(), count);
  }

  /// Gives the object at `place` its bytes, as long as those it had.
  void set(Place place, byte[] object) {
    collections.get(place.collection).set(place.index - 1, object);
  }

  private void begin() {
    closedBytes += padded();
    offsets.add(closedBytes);
    collections.add(new ArrayList<>());
    openBytes = PREFIX;
  }

  private static long size(byte[] object) {
    return PREFIX + ((object.length + 7L) & ~7L);
  }

  /// Bytes of the last collection: HDF5 makes none shorter than a page. What is left must be none,
  /// or have room for a free object.
  private long padded() {
    return collections.isEmpty() ? 0 : Math.max(LEAST_BYTES, openBytes + PREFIX);
  }

  /// Bytes of all collections.
  long bytes() {
    return closedBytes + padded();
  }

  void placeAt(long newAddress) {
    address = newAddress;
  }

  /// The element that points to `place`.
  void element(Fields to, Place place) {
    long at = address + offsets.get(place.collection);
    to.u32(place.count).u64(at).u32(place.index);
  }

  /// All collections, to be written at their address.
  byte[] encode() {
    Fields out = new Fields();
    for (int c = 0; c < collections.size(); c++) {
      long end = c + 1 < collections.size() ? offsets.get(c + 1) : bytes();
      long bytes = end - offsets.get(c);
      out.signature("GCOL").u8(1).zeros(3).u64(bytes);
      int index = 1;
      for (byte[] object : collections.get(c)) {
        out.u16(index++).u16(0).zeros(4).u64(object.length).bytes(object).alignTo8();
      }
      // Object 0 is the free space, its own head included.
      int free = Math.toIntExact(end - out.size());
      out.u16(0).u16(0).zeros(4).u64(free).zeros(free - PREFIX);
    }
    return out.toByteArray();
  }
}
