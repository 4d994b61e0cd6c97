package io.amasia.netcdf.hdf5;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Puts little-endian fields of one structure together, front to back: what [Cursor] reads.
final class Fields {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Fields u8(int value) {
    out.write(value);
    return this;
  }

  Fields u16(int value) {
    return unsigned(value, 2);
  }

  Fields u32(long value) {
    return unsigned(value, 4);
  }

  /// An address, a length or a limit, all of eight bytes here.
  Fields u64(long value) {
    return unsigned(value, 8);
  }

  private Fields unsigned(long value, int width) {
    for (int i = 0; i < width; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  Fields bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  Fields zeros(int count) {
    out.writeBytes(new byte[count]);
    return this;
  }

  Fields signature(String four) {
    return bytes(four.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Zeros up to a multiple of eight bytes.
  Fields alignTo8() {
    return zeros(-out.size() & 7);
  }

  /// The hash of all before.
  Fields checksum() {
    byte[] before = out.toByteArray();
    return u32(Lookup3.hash(before, before.length));
  }

  int size() {
    return out.size();
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
