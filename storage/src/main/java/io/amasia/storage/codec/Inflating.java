package io.amasia.storage.codec;

import static io.amasia.storage.codec.Ints.BYTE;
import static io.amasia.storage.codec.Ints.LITTLE_INT;

import io.amasia.array.AmasiaException;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Deflate by the JDK: slower than libdeflate, there on every platform, and it tells where a stream
/// ends and where it is damaged.
final class Inflating {
  private Inflating() {}

  static long decode(
      String name, DeflateCodec.Wrap wrap, MemorySegment encoded, MemorySegment target) {
    return switch (wrap) {
      case ZLIB -> stream(name, encoded, 0, target, false).written;
      case RAW -> stream(name, encoded, 0, target, true).written;
      case GZIP -> members(name, encoded, target);
    };
  }

  private record Progress(long read, long written) {}

  /// Decodes one stream from `start` and says how many bytes it took and gave.
  private static Progress stream(
      String name, MemorySegment encoded, long start, MemorySegment target, boolean raw) {
    try (var inflater = new Inflater(raw)) {
      inflater.setInput(encoded.asSlice(start).asByteBuffer());
      var room = target.asByteBuffer();
      while (!inflater.finished()) {
        int n = inflater.inflate(room);
        if (inflater.finished()) {
          break;
        }
        if (n == 0) {
          if (inflater.needsDictionary()) {
            throw new AmasiaException.Unsupported(name + ": preset dictionaries are not supported");
          }
          if (!room.hasRemaining() && inflatesFurther(inflater)) {
            throw Damage.overrun(name, -1, target.byteSize());
          }
          if (!inflater.finished() && inflater.needsInput()) {
            throw Damage.at(name, start + inflater.getBytesRead(), "truncated");
          }
        }
      }
      return new Progress(inflater.getBytesRead(), inflater.getBytesWritten());
    } catch (DataFormatException e) {
      throw Damage.at(name, start, String.valueOf(e.getMessage()), e);
    }
  }

  /// Whether another byte comes out; none does when only the stream's end was left to be read.
  private static boolean inflatesFurther(Inflater inflater) throws DataFormatException {
    return inflater.inflate(new byte[1]) > 0;
  }

  /// Decodes gzip members one after another; zero bytes after the last are padding.
  private static long members(String name, MemorySegment encoded, MemorySegment target) {
    long at = 0;
    long done = 0;
    do {
      long body = GzipHeader.end(encoded, at);
      if (body < 0) {
        throw Damage.at(name, at, at == 0 ? "no gzip header" : "bytes after the last gzip member");
      }
      Progress member = stream(name, encoded, body, target.asSlice(done), true);
      long trailer = body + member.read;
      Damage.require(name, encoded, trailer, 8);
      var crc = new CRC32();
      if (member.written > 0) {
        crc.update(target.asSlice(done, member.written).asByteBuffer());
      }
      if (encoded.get(LITTLE_INT, trailer) != (int) crc.getValue()) {
        throw Damage.at(name, trailer, "the checksum of the values is wrong");
      }
      if (encoded.get(LITTLE_INT, trailer + 4) != (int) member.written) {
        throw Damage.at(name, trailer + 4, "the length of the values is wrong");
      }
      done += member.written;
      at = trailer + 8;
    } while (!onlyZeros(encoded, at));
    return done;
  }

  private static boolean onlyZeros(MemorySegment encoded, long start) {
    for (long at = start; at < encoded.byteSize(); at++) {
      if (encoded.get(BYTE, at) != 0) {
        return false;
      }
    }
    return true;
  }

  /// Raw deflate at `level`.
  static Bytes encode(MemorySegment decoded, int level) {
    long most = decoded.byteSize() + decoded.byteSize() / 1000 + 1024;
    Bytes block = Bytes.allocate(most);
    try (var deflater = new Deflater(level, true)) {
      if (decoded.byteSize() > 0) {
        deflater.setInput(decoded.asByteBuffer());
      }
      deflater.finish();
      var room = block.segment().asByteBuffer();
      while (!deflater.finished()) {
        deflater.deflate(room);
      }
      return block.first(room.position());
    } catch (Throwable e) {
      block.close();
      throw e;
    }
  }
}
