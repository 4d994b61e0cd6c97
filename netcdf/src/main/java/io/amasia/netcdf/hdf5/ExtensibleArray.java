package io.amasia.netcdf.hdf5;

import org.jspecify.annotations.Nullable;

/// The chunk index of arrays with one unlimited dimension: data blocks that double in size now and
/// then, found from an index block, later ones through super blocks; long ones in pages.
///
/// The numbers of blocks follow H5EA in the HDF5 library: super block `u` has `2^(u/2)` data blocks
/// of `2^((u+1)/2)` times the least number of elements.
final class ExtensibleArray {
  private final Hdf5File file;
  private final ChunkIndex.Numbered chunks;
  private final long plainBytes;
  private long header;
  private boolean filtered;
  private int elementBytes;
  private int offsetBytes;
  private long leastElements;
  private long pageElements;
  private long end;

  ExtensibleArray(Hdf5File file, ChunkIndex.Numbered chunks, long plainBytes) {
    this.file = file;
    this.chunks = chunks;
    this.plainBytes = plainBytes;
  }

  void read(long address) {
    header = address;
    int bytes = 16 + file.offsetBytes() + 6 * file.lengthBytes();
    Cursor in = file.at(address, bytes, "an extensible array index");
    in.checksum();
    in.signature("EAHD");
    in.skip(1);
    filtered = in.u8() == 1;
    elementBytes = in.u8();
    ChunkIndex.checkElement(in, filtered, elementBytes);
    int countBits = in.u8();
    int inIndexBlock = in.u8();
    leastElements = in.u8();
    int leastPointers = in.u8();
    int pageBits = in.u8();
    if (countBits > 64
        || pageBits > 30
        || Long.bitCount(leastElements) != 1
        || Integer.bitCount(leastPointers) != 1) {
      throw in.damaged(
          "%d elements and %d pointers in the least blocks"
              .formatted(leastElements, leastPointers));
    }
    offsetBytes = (countBits + 7) / 8;
    pageElements = 1L << pageBits;
    in.skip(4L * file.lengthBytes());
    end = in.length();
    in.length();
    long indexBlock = in.offset();
    if (indexBlock != Hdf5File.UNDEFINED) {
      readIndexBlock(indexBlock, countBits, inIndexBlock, leastPointers);
    }
  }

  private void readIndexBlock(long address, int countBits, int inIndexBlock, int leastPointers) {
    int superBlocks = 1 + countBits - log2(leastElements);
    int direct = 2 * log2(leastPointers);
    int dataBlocks = 2 * (leastPointers - 1);
    int behind = Math.max(0, superBlocks - direct);
    long bytes =
        6L
            + file.offsetBytes()
            + (long) inIndexBlock * elementBytes
            + (long) (dataBlocks + behind) * file.offsetBytes()
            + 4;
    Cursor in = block(address, bytes, "EAIB", true);
    readElements(in, 0, inIndexBlock);
    long first = inIndexBlock;
    for (int u = 0; u < direct && u < superBlocks; u++) {
      long elements = leastElements << ((u + 1) / 2);
      for (int b = 0; b < 1 << (u / 2); b++) {
        readDataBlock(in.offset(), first, elements, null, 0);
        first += elements;
      }
    }
    for (int u = direct; u < superBlocks && first < end; u++) {
      long superBlock = in.offset();
      long blocks = 1L << (u / 2);
      long elements = leastElements << ((u + 1) / 2);
      if (superBlock != Hdf5File.UNDEFINED) {
        readSuperBlock(superBlock, first, blocks, elements);
      }
      first += blocks * elements;
    }
  }

  private static int log2(long value) {
    return 63 - Long.numberOfLeadingZeros(value);
  }

  private Cursor block(long address, long bytes, String signature, boolean checked) {
    Cursor in = file.at(address, bytes, "an extensible array");
    if (checked) {
      in.checksum();
    }
    in.signature(signature);
    in.skip(2);
    if (in.offset() != header) {
      throw in.damaged("a block of another index");
    }
    return in;
  }

  private void readSuperBlock(long address, long first, long blocks, long elements) {
    long pages = elements > pageElements ? elements / pageElements : 0;
    long bitmapBytes = (pages + 7) / 8;
    long bytes =
        6L + file.offsetBytes() + offsetBytes + blocks * (bitmapBytes + file.offsetBytes()) + 4;
    Cursor in = block(address, bytes, "EASB", true).skip(offsetBytes);
    byte[] written = in.take((int) (blocks * bitmapBytes), "the page bitmap");
    for (int b = 0; b < blocks; b++) {
      // The bits of all blocks follow one another, though there are whole bytes for each.
      readDataBlock(in.offset(), first + b * elements, elements, written, (int) (b * pages));
    }
  }

  private void readDataBlock(
      long address, long first, long elements, byte @Nullable [] written, int bits) {
    if (address == Hdf5File.UNDEFINED || first >= end) {
      return;
    }
    int prefix = 6 + file.offsetBytes() + offsetBytes;
    if (elements <= pageElements) {
      Cursor in = block(address, prefix + elements * elementBytes + 4, "EADB", true);
      readElements(in.skip(offsetBytes), first, elements);
      return;
    }
    block(address, prefix + 4, "EADB", true);
    long pageBytes = pageElements * elementBytes + 4;
    for (int page = 0; page < elements / pageElements; page++) {
      int bit = bits + page;
      if (written == null || (written[bit / 8] & 0x80 >> (bit % 8)) != 0) {
        Cursor in = file.at(address + prefix + 4 + page * pageBytes, pageBytes, "a page");
        in.checksum();
        readElements(in, first + page * pageElements, pageElements);
      }
    }
  }

  private void readElements(Cursor in, long first, long count) {
    for (long i = 0; i < count; i++) {
      ChunkIndex.readElement(
          in.slice(elementBytes), filtered, elementBytes, first + i, plainBytes, chunks);
    }
  }
}
