package io.amasia.netcdf.hdf5;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where the chunks of a dataset lie, by their number in the chunk grid (C order).
final class ChunkTable {
  /// A stored chunk: `bytes` from `address`, and the filters that were left out.
  record Place(long address, long bytes, int mask) {}

  private static final int MOST_LOOKED_AT = 10_000;

  /// The chunk grid: of the array as it is, and as large as it may grow.
  private final long[] counts;

  private long[] keys = new long[16];
  private long[] addresses = new long[16];
  private long[] lengths = new long[16];
  private int[] masks = new int[16];
  private int size;
  private boolean sorted = true;

  ChunkTable(long[] counts) {
    this.counts = counts;
  }

  /// Adds the chunk at `index` of the grid; those outside it, of an array that shrank, are dropped.
  void add(long[] index, long address, long bytes, int mask) {
    long key = 0;
    for (int d = 0; d < counts.length; d++) {
      if (index[d] < 0 || index[d] >= counts[d]) {
        return;
      }
      key = key * counts[d] + index[d];
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      addresses = Arrays.copyOf(addresses, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
      masks = Arrays.copyOf(masks, 2 * size);
    }
    sorted &= size == 0 || keys[size - 1] < key;
    keys[size] = key;
    addresses[size] = address;
    lengths[size] = bytes;
    masks[size] = mask;
    size++;
  }

  /// Ends adding.
  ChunkTable sorted() {
    if (!sorted) {
      Integer[] order = new Integer[size];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> Long.compare(keys[a], keys[b]));
      keys = pick(keys, order);
      addresses = pick(addresses, order);
      lengths = pick(lengths, order);
      int[] newMasks = new int[size];
      Arrays.setAll(newMasks, i -> masks[order[i]]);
      masks = newMasks;
      sorted = true;
    }
    return this;
  }

  private static long[] pick(long[] from, Integer[] order) {
    long[] picked = new long[order.length];
    Arrays.setAll(picked, i -> from[order[i]]);
    return picked;
  }

  /// The chunk at `index`, or null if it was never written.
  @Nullable Place find(long[] index) {
    long key = 0;
    for (int d = 0; d < counts.length; d++) {
      if (index[d] >= counts[d]) {
        return null;
      }
      key = key * counts[d] + index[d];
    }
    int at = Arrays.binarySearch(keys, 0, size, key);
    return at < 0 ? null : new Place(addresses[at], lengths[at], masks[at]);
  }

  int size() {
    return size;
  }

  /// Whether no chunk in the box from `first` to `last`, both in it, was ever written. May say no
  /// where looking closely would cost more than trying each.
  boolean isEmpty(long[] first, long[] last) {
    long low = 0;
    long high = 0;
    for (int d = 0; d < counts.length; d++) {
      low = low * counts[d] + Math.min(first[d], counts[d] - 1);
      high = high * counts[d] + Math.min(last[d], counts[d] - 1);
    }
    int from = Arrays.binarySearch(keys, 0, size, low);
    from = from < 0 ? -from - 1 : from;
    for (int i = from; i < size && keys[i] <= high; i++) {
      if (i - from > MOST_LOOKED_AT || isInside(keys[i], first, last)) {
        return false;
      }
    }
    return true;
  }

  private boolean isInside(long key, long[] first, long[] last) {
    long rest = key;
    for (int d = counts.length - 1; d >= 0; d--) {
      long at = rest % counts[d];
      if (at < first[d] || at > last[d]) {
        return false;
      }
      rest /= counts[d];
    }
    return true;
  }
}
