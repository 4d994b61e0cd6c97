package io.amasia.netcdf.hdf5;

import java.util.HashMap;
import java.util.Map;

/// A fractal heap, which holds the links of large groups and the attributes of objects with many.
final class FractalHeap {
  private final Hdf5File file;
  private final long address;
  private final int offsetWidth;
  private final int lengthWidth;
  private final int idBytes;
  private final boolean hugeInId;
  private final long hugeTree;
  private final int width;
  private final long firstBlock;
  private final long maxDirect;
  private final long root;
  private final int rootRows;
  private final Map<Long, Cursor> indirect = new HashMap<>();

  FractalHeap(Hdf5File file, long address) {
    this.file = file;
    this.address = address;
    int bytes = 26 + 12 * file.lengthBytes() + 3 * file.offsetBytes();
    Cursor in = file.at(address, bytes, "a fractal heap");
    in.checksum();
    in.signature("FRHP");
    in.skip(1);
    idBytes = in.u16();
    int filterBytes = in.u16();
    in.skip(1);
    long maxManaged = in.u32();
    in.length();
    hugeTree = in.offset();
    in.length();
    in.offset();
    in.skip(8L * file.lengthBytes());
    width = in.u16();
    firstBlock = in.length();
    maxDirect = in.length();
    int heapBits = in.u16();
    in.skip(2);
    root = in.offset();
    rootRows = in.u16();
    if (filterBytes > 0) {
      throw file.unsupported("compressed link or attribute storage");
    }
    if (width == 0
        || Long.bitCount(width) != 1
        || Long.bitCount(firstBlock) != 1
        || Long.bitCount(maxDirect) != 1
        || heapBits > 64
        || maxDirect < firstBlock) {
      throw in.damaged(
          "blocks of %d to %d bytes, %d to a row".formatted(firstBlock, maxDirect, width));
    }
    offsetWidth = (heapBits + 7) / 8;
    lengthWidth = Math.min((log2(maxDirect) + 7) / 8, log2(Math.max(1, maxManaged)) / 8 + 1);
    hugeInId = file.offsetBytes() + file.lengthBytes() <= idBytes - 1;
  }

  private static int log2(long value) {
    return 63 - Long.numberOfLeadingZeros(value);
  }

  int idBytes() {
    return idBytes;
  }

  /// The object with the given id.
  Cursor object(Cursor id) {
    int flags = id.u8();
    return switch (flags >> 4 & 3) {
      case 0 -> {
        long offset = id.unsigned(offsetWidth);
        long length = id.unsigned(lengthWidth);
        yield managed(offset, length);
      }
      case 1 -> huge(id);
      case 2 -> {
        int length = idBytes - 1 <= 16 ? flags & 15 : (flags & 15) << 8 | id.u8();
        yield id.slice(length + 1L);
      }
      default -> throw id.damaged("an object of an unknown kind in a fractal heap");
    };
  }

  private Cursor huge(Cursor id) {
    if (hugeInId) {
      long at = id.offset();
      return file.at(at, id.length(), "a large attribute");
    }
    long wanted = id.unsigned(Math.min(file.lengthBytes(), id.remaining()));
    long[] found = {Hdf5File.UNDEFINED, 0};
    BTree2.walk(
        file,
        hugeTree,
        record -> {
          long at = record.offset();
          long length = record.length();
          if (record.length() == wanted) {
            found[0] = at;
            found[1] = length;
          }
        });
    return file.at(found[0], found[1], "a large attribute");
  }

  private Cursor managed(long offset, long length) {
    long at = root;
    int rows = rootRows;
    long inside = offset;
    for (int depth = 0; rows > 0; depth++) {
      if (depth > 64 || inside < 0) {
        throw file.damaged(at, "a fractal heap without end");
      }
      int row = inside < firstBlock * width ? 0 : log2(inside / (firstBlock * width)) + 1;
      long block = row == 0 ? firstBlock : firstBlock << (row - 1);
      long rowStart = row == 0 ? 0 : block * width;
      int column = (int) ((inside - rowStart) / block);
      if (row >= rows) {
        throw file.damaged(at, "offset %d is outside the fractal heap".formatted(offset));
      }
      at = child(at, rows, row * width + column);
      inside -= rowStart + column * block;
      rows = block <= maxDirect ? 0 : log2(block) - log2(firstBlock * width) + 1;
    }
    return file.at(at + inside, length, "an object of a fractal heap");
  }

  private long child(long block, int rows, int entry) {
    Cursor entries =
        indirect.computeIfAbsent(
            block,
            at -> {
              int prefix = 5 + file.offsetBytes() + offsetWidth;
              long bytes = prefix + (long) rows * width * file.offsetBytes() + 4;
              Cursor in = file.at(at, bytes, "an indirect block");
              in.checksum();
              in.signature("FHIB");
              in.skip(1);
              if (in.offset() != address) {
                throw in.damaged("it belongs to another heap");
              }
              return in.skip(offsetWidth);
            });
    return file.at(
            entries.address() + (long) entry * file.offsetBytes(), file.offsetBytes(), "an entry")
        .offset();
  }
}
