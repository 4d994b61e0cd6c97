package io.amasia.netcdf.hdf5;

/// The chunk index of arrays that can't grow: an array of chunk addresses, in pages if it is long.
final class FixedArray {
  private final Hdf5File file;
  private final ChunkIndex.Numbered chunks;
  private final long plainBytes;

  FixedArray(Hdf5File file, ChunkIndex.Numbered chunks, long plainBytes) {
    this.file = file;
    this.chunks = chunks;
    this.plainBytes = plainBytes;
  }

  void read(long address) {
    Cursor head =
        file.at(address, 12 + file.offsetBytes() + file.lengthBytes(), "a fixed array index");
    head.checksum();
    head.signature("FAHD");
    head.skip(1);
    boolean filtered = head.u8() == 1;
    int elementBytes = head.u8();
    ChunkIndex.checkElement(head, filtered, elementBytes);
    int pageBits = head.u8();
    long count = head.length();
    long block = head.offset();
    if (block == Hdf5File.UNDEFINED) {
      return;
    }
    if (count > file.size() / elementBytes || pageBits > 30) {
      throw head.damaged("%d chunks, more than the file can index".formatted(count));
    }
    long pageElements = 1L << pageBits;
    int prefix = 6 + file.offsetBytes();
    if (count <= pageElements) {
      Cursor in = file.at(block, prefix + count * elementBytes + 4, "a fixed array");
      in.checksum();
      in.signature("FADB");
      in.skip(prefix - 4);
      readElements(in, 0, count, filtered, elementBytes);
      return;
    }
    int pages = (int) Math.ceilDiv(count, pageElements);
    int bitmapBytes = (pages + 7) / 8;
    Cursor in = file.at(block, prefix + bitmapBytes + 4L, "a fixed array");
    in.checksum();
    in.signature("FADB");
    byte[] written = in.skip(prefix - 4).take(bitmapBytes, "the page bitmap");
    long at = block + prefix + bitmapBytes + 4;
    for (int page = 0; page < pages; page++) {
      long first = page * pageElements;
      long here = Math.min(pageElements, count - first);
      // Pages that were never written have their place, but hold nothing.
      if ((written[page / 8] & 0x80 >> (page % 8)) != 0) {
        Cursor elements = file.at(at, here * elementBytes + 4, "a page of a fixed array");
        elements.checksum();
        readElements(elements, first, here, filtered, elementBytes);
      }
      at += here * elementBytes + 4;
    }
  }

  private void readElements(Cursor in, long first, long count, boolean filtered, int elementBytes) {
    for (long i = 0; i < count; i++) {
      ChunkIndex.readElement(
          in.slice(elementBytes), filtered, elementBytes, first + i, plainBytes, chunks);
    }
  }
}
