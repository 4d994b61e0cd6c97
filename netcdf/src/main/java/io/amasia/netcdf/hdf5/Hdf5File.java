package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;

/// The bytes of an HDF5 file, for reading metadata: ranged reads in blocks that are kept a while.
///
/// Addresses count from the superblock's base, as all addresses in the file do. Thread-safe.
final class Hdf5File {
  /// The address that means "nowhere".
  static final long UNDEFINED = -1;

  private static final int BLOCK = 64 * 1024;
  private static final int BLOCKS_KEPT = 32;

  private final Location location;
  private final long size;
  private final Map<Long, byte[]> blocks =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
          return size() > BLOCKS_KEPT;
        }
      };
  private long base;
  private int offsetBytes = 8;
  private int lengthBytes = 8;
  private long budget;

  Hdf5File(Location location, long size) {
    this.location = location;
    this.size = size;
    this.budget = budgetBytes(size);
  }

  /// Sets what the superblock says: where addresses count from, and how wide they and lengths are.
  void layout(long newBase, int newOffsetBytes, int newLengthBytes) {
    base = newBase;
    offsetBytes = newOffsetBytes;
    lengthBytes = newLengthBytes;
  }

  Location location() {
    return location;
  }

  long base() {
    return base;
  }

  /// Bytes from the base to the end of the file.
  long size() {
    return size - base;
  }

  int offsetBytes() {
    return offsetBytes;
  }

  int lengthBytes() {
    return lengthBytes;
  }

  /// A cursor over `length` bytes from `address`.
  ///
  /// @throws AmasiaException.Format if they are not all within the file
  Cursor at(long address, long length, String what) {
    if (address < 0 || length < 0 || length > size() - address || length > 1 << 30) {
      throw damaged(
          address,
          "%s should have %d bytes there, but the file ends at byte %d"
              .formatted(what, length, size));
    }
    byte[] bytes = new byte[(int) length];
    copy(base + address, bytes, what);
    return new Cursor(this, address, bytes, what);
  }

  private synchronized void copy(long position, byte[] to, String what) {
    // Damaged structures can send a reader round and round; no sound file needs this much.
    budget -= to.length + 64;
    if (budget < 0) {
      throw damaged(position - base, "its metadata is read over and over, last for " + what);
    }
    if (to.length > BLOCK) {
      byte[] whole = fetch(position, to.length);
      System.arraycopy(whole, 0, to, 0, to.length);
      return;
    }
    for (int done = 0; done < to.length; ) {
      long number = (position + done) / BLOCK;
      byte[] block = blocks.get(number);
      if (block == null) {
        block = fetch(number * BLOCK, (int) Math.min(BLOCK, size - number * BLOCK));
        blocks.put(number, block);
      }
      int at = (int) (position + done - number * BLOCK);
      int part = Math.min(to.length - done, block.length - at);
      System.arraycopy(block, at, to, done, part);
      done += part;
    }
  }

  private byte[] fetch(long position, int length) {
    try (Lease lease =
        location
            .store()
            .read(location.key(), new ByteRange.Span(position, length))
            .orElseThrow(() -> new AmasiaException.Format(location.url() + ": the file is gone"))) {
      return lease.segment().toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private static long budgetBytes(long size) {
    return Math.max(64L << 20, 64 * size);
  }

  /// Lets go of the blocks that are kept, and starts a new piece of work.
  synchronized void forget() {
    blocks.clear();
    renew();
  }

  /// Starts a new piece of work, such as a chunk of texts, which may read that much again.
  synchronized void renew() {
    budget = budgetBytes(size);
  }

  /// The error for what is wrong at `address`.
  AmasiaException.Format damaged(long address, String message) {
    return new AmasiaException.Format(
        "%s: damaged HDF5 file at byte %d: %s".formatted(location.url(), base + address, message));
  }

  AmasiaException.Unsupported unsupported(String message) {
    return new AmasiaException.Unsupported(location.url() + ": " + message);
  }
}
