package io.amasia.netcdf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Reads a big-endian header front to back in ranged reads of 64 KiB.
///
/// Every count is checked against the bytes that are left in the file before anything is allocated
/// for it, so a damaged header costs neither memory nor time.
final class HeaderBytes {
  private static final int WINDOW = 64 * 1024;

  private final Location location;
  private final long fileSize;
  private byte[] window = new byte[0];
  private long windowStart;
  private long position;

  HeaderBytes(Location location, long fileSize) {
    this.location = location;
    this.fileSize = fileSize;
  }

  long position() {
    return position;
  }

  int readInt(String what) {
    int at = need(4, what);
    position += 4;
    return (window[at] & 0xFF) << 24
        | (window[at + 1] & 0xFF) << 16
        | (window[at + 2] & 0xFF) << 8
        | (window[at + 3] & 0xFF);
  }

  long readLong(String what) {
    long high = readInt(what) & 0xFFFF_FFFFL;
    return high << 32 | (readInt(what) & 0xFFFF_FFFFL);
  }

  /// `length` bytes as a new array.
  byte[] readBytes(long length, String what) {
    require(length, 1, what);
    byte[] bytes = new byte[(int) length];
    for (int done = 0; done < bytes.length; ) {
      int part = Math.min(WINDOW, bytes.length - done);
      int at = need(part, what);
      System.arraycopy(window, at, bytes, done, part);
      position += part;
      done += part;
    }
    return bytes;
  }

  /// Fails unless `count` items of at least `minBytes` each can lie in the rest of the file.
  void require(long count, int minBytes, String what) {
    if (count < 0 || count > (fileSize - position) / minBytes || count > Integer.MAX_VALUE - 8) {
      throw damaged(
          "%s claims %d items, but only %d bytes follow"
              .formatted(what, count, fileSize - position));
    }
  }

  /// A name of the given length, padded to four bytes. It ends at a NUL, as C reads it.
  String readName(long length, String what) {
    byte[] bytes = readBytes(length, what);
    skipPadding(length, what);
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  void skipPadding(long length, String what) {
    int padding = (int) (-length & 3);
    need(padding, what);
    position += padding;
  }

  AmasiaException.Format damaged(String message) {
    return new AmasiaException.Format(
        "%s: damaged netCDF header at byte %d: %s".formatted(location.url(), position, message));
  }

  /// The index in the window of the next `length` bytes.
  private int need(int length, String what) {
    if (length > fileSize - position) {
      throw damaged(
          String.format(Locale.ROOT, "the file ends at byte %d within %s", fileSize, what));
    }
    if (position < windowStart || position + length > windowStart + window.length) {
      fill();
    }
    return (int) (position - windowStart);
  }

  private void fill() {
    long length = Math.min(WINDOW, fileSize - position);
    try (Lease lease =
        location
            .store()
            .read(location.key(), new ByteRange.Span(position, length))
            .orElseThrow(() -> damaged("the file is gone"))) {
      window = lease.segment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
      windowStart = position;
    }
  }
}
