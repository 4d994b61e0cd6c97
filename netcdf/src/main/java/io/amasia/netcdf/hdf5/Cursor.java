package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import java.nio.charset.Charset;
import java.util.Arrays;

/// Reads little-endian fields of one structure front to back. Reading past its end is an
/// [AmasiaException.Format] that says where.
final class Cursor {
  private final Hdf5File file;
  private final long address;
  private final byte[] bytes;
  private final int end;
  private final String what;
  private int position;

  Cursor(Hdf5File file, long address, byte[] bytes, String what) {
    this(file, address, bytes, 0, bytes.length, what);
  }

  private Cursor(Hdf5File file, long address, byte[] bytes, int start, int end, String what) {
    this.file = file;
    this.address = address;
    this.bytes = bytes;
    this.position = start;
    this.end = end;
    this.what = what;
  }

  Hdf5File file() {
    return file;
  }

  /// The same bytes to be read anew.
  Cursor copy() {
    return new Cursor(file, address, bytes, position, end, what);
  }

  /// The address in the file of the next byte.
  long address() {
    return address + position;
  }

  int remaining() {
    return end - position;
  }

  private int take(long length) {
    if (length < 0 || length > remaining()) {
      throw damaged("%d bytes are due, but %d are left".formatted(length, remaining()));
    }
    int at = position;
    position += (int) length;
    return at;
  }

  int u8() {
    return bytes[take(1)] & 0xFF;
  }

  int u16() {
    return (int) unsigned(2);
  }

  /// Four bytes, unsigned.
  long u32() {
    return unsigned(4);
  }

  int i32() {
    return (int) unsigned(4);
  }

  /// `width` bytes (0 to 8); of eight, the bits.
  long unsigned(int width) {
    int at = take(width);
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = value << 8 | (bytes[at + i] & 0xFF);
    }
    return value;
  }

  /// An address; all bits set means [Hdf5File#UNDEFINED].
  long offset() {
    int width = file.offsetBytes();
    long value = unsigned(width);
    return width < 8 && value == (1L << (8 * width)) - 1 ? Hdf5File.UNDEFINED : value;
  }

  /// A length, which is not negative.
  long length() {
    long value = unsigned(file.lengthBytes());
    if (value < 0) {
      throw damaged("a length of more than 2^63 bytes");
    }
    return value;
  }

  Cursor skip(long length) {
    take(length);
    return this;
  }

  /// The next `length` bytes as a cursor of their own.
  Cursor slice(long length) {
    int at = take(length);
    return new Cursor(file, address, bytes, at, at + (int) length, what);
  }

  byte[] take(int length, String of) {
    if (length > remaining()) {
      throw damaged("%s should have %d bytes, but %d are left".formatted(of, length, remaining()));
    }
    int at = take(length);
    return Arrays.copyOfRange(bytes, at, at + length);
  }

  /// Text of `length` bytes that ends at its first NUL.
  String text(long length, Charset charset) {
    int at = take(length);
    int stop = at;
    while (stop < at + length && bytes[stop] != 0) {
      stop++;
    }
    return new String(bytes, at, stop - at, charset);
  }

  /// Text that ends in a NUL, which is stepped over.
  String textToNul(Charset charset) {
    int stop = position;
    while (stop < end && bytes[stop] != 0) {
      stop++;
    }
    String text = new String(bytes, position, stop - position, charset);
    take(stop - position + 1L);
    return text;
  }

  /// Steps over padding to a multiple of eight bytes from `start`.
  void alignTo8(int start) {
    take(Math.min(remaining(), -(position - start) & 7));
  }

  int position() {
    return position;
  }

  void signature(String expected) {
    String found = new String(bytes, take(4), 4, java.nio.charset.StandardCharsets.ISO_8859_1);
    if (!found.equals(expected)) {
      position -= 4;
      throw damaged("no signature '" + expected + "'");
    }
  }

  /// Compares the checksum in the last four bytes with that of all before.
  void checksum() {
    int stored = new Cursor(file, address, bytes, end - 4, end, what).i32();
    if (stored != Lookup3.hash(bytes, end - 4)) {
      throw damaged("the checksum of its %d bytes is wrong".formatted(end));
    }
  }

  AmasiaException.Format damaged(String message) {
    return file.damaged(address(), what + ": " + message);
  }
}
