package io.amasia.storage;

import io.amasia.array.AmasiaException;
import io.amasia.array.KeptHeap;
import io.amasia.array.Lease;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Reads the central directory at the end of a zip archive.
final class ZipDirectory {
  static final int STORED = 0;
  static final int DEFLATED = 8;
  static final int LOCAL_SIZE = 30;

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int CENTRAL_SIZE = 46;
  private static final int END_SIZE = 22;
  private static final int END64_SIZE = 56;
  private static final int LOCATOR64_SIZE = 20;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final long ESCAPED = 0xFFFF_FFFFL;

  /// What an entry takes of the Java heap besides its name, with where its values begin.
  private static final long ENTRY_BYTES = 240;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Store store;
  private final String key;
  private final String url;

  private ZipDirectory(Store store, String key, String url) {
    this.store = store;
    this.key = key;
    this.url = url;
  }

  /// A file in the archive.
  ///
  /// @param offset of its local header
  record Entry(int method, int crc, long encodedSize, long size, long offset) {}

  /// Where the central directory lies.
  private record Place(long offset, long size, long count) {}

  /// The entries by name; folders are left out.
  ///
  /// @throws AmasiaException.Format if the archive is damaged
  /// @throws AmasiaException.MemoryLimit if there are more than the heap has room for
  static NavigableMap<String, Entry> read(Store store, String key, String url) {
    var directory = new ZipDirectory(store, key, url);
    try {
      Place place = directory.place();
      try (Lease bytes = directory.bytes(place.offset, place.size)) {
        return directory.entries(bytes.segment(), place.count);
      }
    } catch (IndexOutOfBoundsException e) {
      throw directory.damaged("its directory is cut short", e);
    }
  }

  private AmasiaException damaged(String how, Throwable cause) {
    return new AmasiaException.Format(
        "%s: not a whole zip archive: %s; copy or download it again".formatted(url, how), cause);
  }

  private AmasiaException damaged(String how) {
    return new AmasiaException.Format(
        "%s: not a whole zip archive: %s; copy or download it again".formatted(url, how));
  }

  private Lease bytes(long offset, long length) {
    return store
        .read(key, ByteRange.span(offset, length))
        .orElseThrow(() -> new AmasiaException.Format("no such file: " + url));
  }

  private Place place() {
    long size =
        store.size(key).orElseThrow(() -> new AmasiaException.Format("no such file: " + url));
    long tailSize = Math.min(size, END_SIZE + LONGEST_COMMENT);
    try (Lease lease = bytes(size - tailSize, tailSize)) {
      MemorySegment tail = lease.segment();
      long end = tailSize - END_SIZE;
      while (end >= 0 && !isEnd(tail, end)) {
        end--;
      }
      if (end < 0) {
        throw damaged("the directory at its end is missing");
      }
      long endAt = size - tailSize + end;
      Place plain =
          new Place(
              tail.get(INT, end + 16) & ESCAPED,
              tail.get(INT, end + 12) & ESCAPED,
              tail.get(SHORT, end + 10) & 0xFFFF);
      boolean escaped = plain.offset == ESCAPED || plain.size == ESCAPED || plain.count == 0xFFFF;
      Place place = escaped && endAt >= LOCATOR64_SIZE ? place64(endAt, plain) : plain;
      if (place.offset < 0 || place.size < 0 || place.offset > endAt - place.size) {
        throw damaged("its directory lies outside of it");
      }
      return place;
    }
  }

  private static boolean isEnd(MemorySegment tail, long at) {
    return tail.get(INT, at) == END
        && at + END_SIZE + (tail.get(SHORT, at + 20) & 0xFFFF) <= tail.byteSize();
  }

  private Place place64(long endAt, Place plain) {
    long at;
    try (Lease lease = bytes(endAt - LOCATOR64_SIZE, LOCATOR64_SIZE)) {
      if (lease.segment().get(INT, 0) != LOCATOR64) {
        return plain;
      }
      at = lease.segment().get(LONG, 8);
    }
    try (Lease lease = bytes(at, END64_SIZE)) {
      MemorySegment end = lease.segment();
      if (end.get(INT, 0) != END64) {
        throw damaged("its zip64 directory is missing");
      }
      return new Place(end.get(LONG, 48), end.get(LONG, 40), end.get(LONG, 32));
    }
  }

  private NavigableMap<String, Entry> entries(MemorySegment directory, long count) {
    var entries = new TreeMap<String, Entry>();
    long most = Math.clamp(count, 0, directory.byteSize() / CENTRAL_SIZE);
    long heapBytes = directory.byteSize() + most * ENTRY_BYTES;
    KeptHeap.of(entries, "%s: where its %d files lie".formatted(url, most), heapBytes)
        .add(heapBytes);
    long at = 0;
    for (long i = 0; i < count; i++) {
      if (directory.get(INT, at) != CENTRAL) {
        throw damaged("entry %d of its directory is damaged".formatted(i));
      }
      int flags = directory.get(SHORT, at + 8);
      int nameLength = directory.get(SHORT, at + 28) & 0xFFFF;
      int extraLength = directory.get(SHORT, at + 30) & 0xFFFF;
      int commentLength = directory.get(SHORT, at + 32) & 0xFFFF;
      Charset charset = (flags & 0x800) != 0 ? StandardCharsets.UTF_8 : Charset.forName("IBM437");
      String name =
          new String(
              directory.asSlice(at + CENTRAL_SIZE, nameLength).toArray(ValueLayout.JAVA_BYTE),
              charset);
      if ((flags & 1) != 0) {
        throw new AmasiaException.Unsupported(
            "%s: '%s' is encrypted; unpack the archive first".formatted(url, name));
      }
      MemorySegment extra = directory.asSlice(at + CENTRAL_SIZE + nameLength, extraLength);
      if (!name.endsWith("/")) {
        entries.put(name, entry(directory, at, extra));
      }
      at += CENTRAL_SIZE + nameLength + extraLength + commentLength;
    }
    return entries;
  }

  /// An entry, its large numbers taken from the zip64 field where they are escaped.
  private Entry entry(MemorySegment directory, long at, MemorySegment extra) {
    long encodedSize = directory.get(INT, at + 20) & ESCAPED;
    long size = directory.get(INT, at + 24) & ESCAPED;
    long offset = directory.get(INT, at + 42) & ESCAPED;
    for (long x = 0; x + 4 <= extra.byteSize(); ) {
      int id = extra.get(SHORT, x) & 0xFFFF;
      long end = x + 4 + (extra.get(SHORT, x + 2) & 0xFFFF);
      long y = x + 4;
      if (id == 1) {
        if (size == ESCAPED) {
          size = extra.get(LONG, y);
          y += 8;
        }
        if (encodedSize == ESCAPED) {
          encodedSize = extra.get(LONG, y);
          y += 8;
        }
        if (offset == ESCAPED) {
          offset = extra.get(LONG, y);
        }
      }
      x = end;
    }
    int method = directory.get(SHORT, at + 10) & 0xFFFF;
    if (size < 0 || encodedSize < 0 || offset < 0 || (method == STORED && size != encodedSize)) {
      throw damaged("an entry of its directory has impossible lengths");
    }
    return new Entry(method, directory.get(INT, at + 16), encodedSize, size, offset);
  }

  /// The length of an entry's local header with its name and extra fields.
  static long localLength(MemorySegment header, String url, Entry entry) {
    if (header.get(INT, 0) != LOCAL) {
      throw new AmasiaException.Format(
          "%s: no entry at byte %d; the archive is damaged".formatted(url, entry.offset()));
    }
    return (long) LOCAL_SIZE + (header.get(SHORT, 26) & 0xFFFF) + (header.get(SHORT, 28) & 0xFFFF);
  }
}
