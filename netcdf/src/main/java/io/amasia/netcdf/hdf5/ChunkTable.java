package io.amasia.netcdf.hdf5;

import io.amasia.array.KeptHeap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the chunks of a dataset lie, by their number in the chunk grid (C order).
///
/// A chunk takes 12 bytes of the Java heap where it comes when it is due, as nearly all do, else
/// 20. They are counted as they come, and what sorting takes before it begins.
final class ChunkTable {
  /// A stored chunk: `bytes` from `address`, and the filters that were left out.
  record Place(long address, long bytes, int mask) {}

  private static final int MOST_LOOKED_AT = 10_000;
  private static final int PAGE_BITS = 15;
  private static final int PAGE = 1 << PAGE_BITS;

  /// More than a chunk may have, in HDF5.
  private static final long MOST_BYTES = (1L << 32) - 1;

  /// The chunk grid: of the array as it is, and as large as it may grow.
  private final long[] counts;

  private final List<Page> pages = new ArrayList<>();
  private final KeptHeap kept;
  private int size;
  private boolean sorted = true;

  /// @param what it is, for messages
  ChunkTable(long[] counts, String what) {
    this.counts = counts;
    double chunks = Arrays.stream(counts).asDoubleStream().reduce(1, (a, b) -> a * b);
    kept = KeptHeap.of(this, what, (long) (chunks * (Long.BYTES + Integer.BYTES)));
  }

  /// Chunks beside each other in the table.
  private static final class Page {
    private final int first;
    private long[] addresses = new long[0];
    private int[] lengths = new int[0];

    /// Their numbers; null as long as each has its place in the table as its number.
    private long @Nullable [] keys;

    /// Null as long as none has a mask.
    private int @Nullable [] masks;

    Page(int first) {
      this.first = first;
    }

    private long bytes() {
      return (long) addresses.length
          * (Long.BYTES
              + Integer.BYTES
              + (keys == null ? 0 : Long.BYTES)
              + (masks == null ? 0 : Integer.BYTES));
    }

    /// What it may take more while chunks change places.
    private long moreToSort(boolean masked) {
      return (long) addresses.length
          * ((keys == null ? Long.BYTES : 0) + (masked && masks == null ? Integer.BYTES : 0));
    }

    /// Forgets keys and masks that say nothing of its `n` chunks.
    private void trim(int n) {
      boolean due = true;
      boolean masked = false;
      for (int i = 0; i < n; i++) {
        due &= key(i) == first + (long) i;
        masked |= mask(i) != 0;
      }
      keys = due ? null : keys;
      masks = masked ? masks : null;
    }

    void grow(int length) {
      addresses = Arrays.copyOf(addresses, length);
      lengths = Arrays.copyOf(lengths, length);
      keys = keys == null ? null : Arrays.copyOf(keys, length);
      masks = masks == null ? null : Arrays.copyOf(masks, length);
    }

    long[] listed() {
      long[] listed = keys;
      if (listed == null) {
        listed = new long[addresses.length];
        Arrays.setAll(listed, i -> first + (long) i);
        keys = listed;
      }
      return listed;
    }

    int[] masked() {
      int[] masked = masks == null ? new int[addresses.length] : masks;
      masks = masked;
      return masked;
    }

    long key(int i) {
      return keys == null ? first + (long) i : keys[i];
    }

    int mask(int i) {
      return masks == null ? 0 : masks[i];
    }

    void set(int i, long key, long address, int length, int mask) {
      if (keys != null || key != first + (long) i) {
        listed()[i] = key;
      }
      if (masks != null || mask != 0) {
        masked()[i] = mask;
      }
      addresses[i] = address;
      lengths[i] = length;
    }
  }

  /// Adds the chunk at `index` of the grid; those outside it, of an array that shrank, are dropped.
  ///
  /// @throws io.amasia.array.AmasiaException.MemoryLimit if there are more than the heap has room
  ///   for
  void add(long[] index, long address, long bytes, int mask) {
    long key = 0;
    for (int d = 0; d < counts.length; d++) {
      if (index[d] < 0 || index[d] >= counts[d]) {
        return;
      }
      key = key * counts[d] + index[d];
    }
    sorted &= size == 0 || key(size - 1) < key;
    int i = size % PAGE;
    if (i == 0) {
      pages.add(new Page(size));
    }
    Page page = pages.getLast();
    long before = page.bytes();
    if (i == page.addresses.length) {
      page.grow(Math.max(16, 2 * i));
    }
    boolean fits = bytes >= 0 && bytes < MOST_BYTES;
    page.set(i, key, address, (int) (fits ? bytes : MOST_BYTES), mask);
    kept.add(page.bytes() - before);
    size++;
  }

  private Page page(int i) {
    return pages.get(i >> PAGE_BITS);
  }

  private long key(int i) {
    return page(i).key(i % PAGE);
  }

  /// Ends adding.
  ///
  /// @throws io.amasia.array.AmasiaException.MemoryLimit if chunks came in another order, and the
  ///   heap has no room to sort them
  ChunkTable sorted() {
    if (!sorted) {
      sort();
      sorted = true;
    }
    return this;
  }

  /// Heapsort, as it takes no memory but for keys and masks: this is rare.
  private void sort() {
    boolean masked = pages.stream().anyMatch(page -> page.masks != null);
    long before = pages.stream().mapToLong(Page::bytes).sum();
    long more = pages.stream().mapToLong(page -> page.moreToSort(masked)).sum();
    kept.add(more);
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(i, size);
    }
    for (int end = size - 1; end > 0; end--) {
      swap(0, end);
      sink(0, end);
    }
    pages.forEach(page -> page.trim(Math.min(PAGE, size - page.first)));
    kept.add(pages.stream().mapToLong(Page::bytes).sum() - before - more);
  }

  private void sink(int from, int end) {
    int i = from;
    for (int child = 2 * i + 1; child < end && child > 0; child = 2 * i + 1) {
      int larger = child + 1 < end && key(child + 1) > key(child) ? child + 1 : child;
      if (key(i) >= key(larger)) {
        return;
      }
      swap(i, larger);
      i = larger;
    }
  }

  private void swap(int i, int j) {
    Page a = page(i);
    Page b = page(j);
    int at = i % PAGE;
    int to = j % PAGE;
    long key = a.key(at);
    long address = a.addresses[at];
    int length = a.lengths[at];
    int mask = a.mask(at);
    a.set(at, b.key(to), b.addresses[to], b.lengths[to], b.mask(to));
    b.set(to, key, address, length, mask);
  }

  /// The place in the table of chunk `key`; if it is not there, where it would be, as
  /// [java.util.Arrays#binarySearch(long[], long)] says it.
  private int search(long key) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long there = key(middle);
      if (there == key) {
        return middle;
      }
      if (there < key) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
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
    int at = search(key);
    if (at < 0) {
      return null;
    }
    Page page = page(at);
    int i = at % PAGE;
    return new Place(page.addresses[i], Integer.toUnsignedLong(page.lengths[i]), page.mask(i));
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
    int from = search(low);
    from = from < 0 ? -from - 1 : from;
    for (int i = from; i < size && key(i) <= high; i++) {
      if (i - from > MOST_LOOKED_AT || isInside(key(i), first, last)) {
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
