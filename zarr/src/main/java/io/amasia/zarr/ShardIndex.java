package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Where the inner chunks of one shard lie in it. Immutable.
final class ShardIndex {
  private static final ValueLayout.OfInt CHECKSUM =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Offset and length of each inner chunk in turn, both -1 for one that was never written.
  private final long[] entries;

  private ShardIndex(long[] entries) {
    this.entries = entries;
  }

  /// The index of a shard that does not exist.
  static ShardIndex missing() {
    return new ShardIndex(new long[0]);
  }

  /// Reads an encoded index.
  ///
  /// @throws AmasiaException.Format if it is too short or its checksum is wrong
  static ShardIndex parse(MemorySegment encoded, ShardLayout layout) {
    if (encoded.byteSize() != layout.indexBytes()) {
      throw new AmasiaException.Format(
          "the shard is truncated: its index takes %d bytes, the shard has %d"
              .formatted(layout.indexBytes(), encoded.byteSize()));
    }
    long length = encoded.byteSize();
    if (layout.index().checksum()) {
      length -= Integer.BYTES;
      var crc = new CRC32C();
      crc.update(encoded.asSlice(0, length).asByteBuffer());
      if ((int) crc.getValue() != encoded.get(CHECKSUM, length)) {
        throw new AmasiaException.Format("the checksum of the shard's index is wrong");
      }
    }
    ByteOrder order = layout.index().bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ValueLayout.OfLong entry = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
    long[] entries = new long[Math.toIntExact(length / Long.BYTES)];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = encoded.getAtIndex(entry, i);
    }
    return new ShardIndex(entries);
  }

  /// Writes an index.
  ///
  /// @param entries offset and length of each inner chunk in turn, both -1 for those that are not
  ///   stored
  /// @param target of exactly [ShardLayout#indexBytes]
  static void write(long[] entries, ShardLayout layout, MemorySegment target) {
    ByteOrder order = layout.index().bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ValueLayout.OfLong entry = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
    for (int i = 0; i < entries.length; i++) {
      target.setAtIndex(entry, i, entries[i]);
    }
    if (layout.index().checksum()) {
      long length = (long) entries.length * Long.BYTES;
      var crc = new CRC32C();
      crc.update(target.asSlice(0, length).asByteBuffer());
      target.set(CHECKSUM, length, (int) crc.getValue());
    }
  }

  /// Whether inner chunk `i` (in C order) was written.
  boolean has(long i) {
    return entries.length > 0 && (offset(i) != -1 || length(i) != -1);
  }

  /// First byte of inner chunk `i` in the shard.
  long offset(long i) {
    return entries[Math.toIntExact(2 * i)];
  }

  /// Encoded bytes of inner chunk `i`.
  long length(long i) {
    return entries[Math.toIntExact(2 * i + 1)];
  }

  /// Refuses inner chunk `i` where it can't lie in a shard of `shardBytes`.
  void check(long i, long shardBytes) {
    if (offset(i) < 0
        || length(i) < 0
        || length(i) > shardBytes
        || offset(i) > shardBytes - length(i)) {
      throw new AmasiaException.Format(
          "the shard's index is damaged: it places inner chunk %d at byte %s, %s long"
              .formatted(i, Long.toUnsignedString(offset(i)), Long.toUnsignedString(length(i))));
    }
  }

  /// Bytes of memory held.
  long nbytes() {
    return 64 + (long) entries.length * Long.BYTES;
  }
}
