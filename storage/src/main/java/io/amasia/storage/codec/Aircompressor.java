package io.amasia.storage.codec;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.Decompressor;
import io.airlift.compress.v3.MalformedInputException;
import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/// The one place where aircompressor's coders are called: its errors become ours.
final class Aircompressor {
  private final String name;
  private final Contexts<Decompressor> decompressors;

  Aircompressor(String name, Supplier<? extends Decompressor> maker) {
    this.name = name;
    this.decompressors = new Contexts<>(maker::get);
  }

  /// Decodes all of `encoded` to the start of `target`; gives the number of bytes written.
  long decode(MemorySegment encoded, MemorySegment target) {
    Damage.length(name, encoded);
    MemorySegment room = Damage.addressable(target);
    try {
      return decompressors.with(d -> d.decompress(encoded, room));
    } catch (MalformedInputException e) {
      throw new AmasiaException.Format(
          "%s: damaged, or decodes to more than the %d bytes expected: %s"
              .formatted(name, target.byteSize(), e.getMessage()),
          e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new AmasiaException.Format(
          "%s: damaged, or decodes to more than the %d bytes expected"
              .formatted(name, target.byteSize()),
          e);
    }
  }

  /// Encodes `decoded` into a new block.
  static Bytes encode(String name, Contexts<Compressor> compressors, MemorySegment decoded) {
    int length = Damage.length(name, decoded);
    return compressors.with(c -> {
      Bytes block = Bytes.allocate(c.maxCompressedLength(length));
      try {
        return block.first(c.compress(decoded, block.segment()));
      } catch (Throwable e) {
        block.close();
        throw e;
      }
    });
  }
}
