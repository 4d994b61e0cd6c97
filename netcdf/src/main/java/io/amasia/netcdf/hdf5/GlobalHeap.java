package io.amasia.netcdf.hdf5;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Finds what variable-length elements point to. Thread-safe.
final class GlobalHeap {
  private static final int COLLECTIONS_KEPT = 64;

  private final Hdf5File file;

  /// Where each object of a collection lies, by its index: address and length.
  private final Map<Long, Map<Integer, long[]>> collections =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Map<Integer, long[]>> eldest) {
          return size() > COLLECTIONS_KEPT;
        }
      };

  GlobalHeap(Hdf5File file) {
    this.file = file;
  }

  /// The bytes that the element at `in` points to: `count` items of `itemBytes` each.
  Cursor element(Cursor in, int itemBytes) {
    long count = in.u32();
    long address = in.offset();
    int index = (int) in.u32();
    if (count == 0 || address == Hdf5File.UNDEFINED || address == 0) {
      return new Cursor(file, 0, new byte[0], "an empty element");
    }
    long[] place = collection(address).get(index);
    if (place == null || count * itemBytes > place[1]) {
      throw file.damaged(
          address,
          "the global heap has no object %d of %d bytes".formatted(index, count * itemBytes));
    }
    return file.at(place[0], count * itemBytes, "a variable-length element");
  }

  private Map<Integer, long[]> collection(long address) {
    synchronized (collections) {
      Map<Integer, long[]> known = collections.get(address);
      if (known == null) {
        known = read(address);
        collections.put(address, known);
      }
      return known;
    }
  }

  private Map<Integer, long[]> read(long address) {
    Cursor head = file.at(address, 8 + file.lengthBytes(), "a global heap");
    head.signature("GCOL");
    head.skip(4);
    long bytes = head.length();
    int prefix = 8 + file.lengthBytes();
    Cursor in = file.at(address, Math.max(bytes, prefix), "a global heap").skip(prefix);
    Map<Integer, long[]> objects = new HashMap<>();
    while (in.remaining() >= prefix) {
      int index = in.u16();
      in.skip(6);
      long length = in.length();
      if (index == 0) {
        break;
      }
      objects.put(index, new long[] {in.address(), length});
      in.skip(length);
      in.skip(Math.min(in.remaining(), -length & 7));
    }
    return objects;
  }
}
