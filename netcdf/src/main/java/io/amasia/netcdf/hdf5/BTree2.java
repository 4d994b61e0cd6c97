package io.amasia.netcdf.hdf5;

import java.util.function.Consumer;

/// Walks a version 2 B-tree, giving the bytes of each record in order.
final class BTree2 {
  private final Hdf5File file;
  private final int nodeBytes;
  private final int recordBytes;
  private final int type;
  private final int countBytes;
  private final int[] totalBytes;
  private final Consumer<Cursor> records;

  private BTree2(Hdf5File file, Cursor header, Consumer<Cursor> records) {
    this.file = file;
    this.records = records;
    this.type = header.u8();
    this.nodeBytes = (int) Math.min(header.u32(), Integer.MAX_VALUE);
    this.recordBytes = header.u16();
    int depth = header.u16();
    if (recordBytes == 0 || nodeBytes < 10 + recordBytes || depth > 16) {
      throw header.damaged(
          "nodes of %d bytes, records of %d, depth %d".formatted(nodeBytes, recordBytes, depth));
    }
    // As H5B2__hdr_init: the widths of counts follow from how many records can lie below.
    long leafMax = (nodeBytes - 10L) / recordBytes;
    countBytes = encodedBytes(leafMax);
    totalBytes = new int[depth + 1];
    double below = leafMax;
    for (int level = 1; level <= depth; level++) {
      int pointer = file.offsetBytes() + countBytes + totalBytes[level - 1];
      long most = (nodeBytes - 10L - pointer) / (recordBytes + pointer);
      below = (most + 1) * below + most;
      totalBytes[level] = encodedBytes((long) below);
    }
    header.skip(2);
    long root = header.offset();
    int count = header.u16();
    header.length();
    if (count > 0) {
      readNode(root, count, depth);
    }
  }

  /// Gives each record of the tree at `address` to `records`.
  ///
  /// @return the type of the tree
  static int walk(Hdf5File file, long address, Consumer<Cursor> records) {
    int bytes = 22 + file.offsetBytes() + file.lengthBytes();
    Cursor header = file.at(address, bytes, "a B-tree");
    header.checksum();
    header.signature("BTHD");
    int version = header.u8();
    if (version != 0) {
      throw header.damaged("version " + version);
    }
    return new BTree2(file, header, records).type;
  }

  private static int encodedBytes(long limit) {
    return (63 - Long.numberOfLeadingZeros(Math.max(1, limit))) / 8 + 1;
  }

  private void readNode(long address, int count, int level) {
    Cursor node = file.at(address, nodeBytes, "a B-tree node");
    int pointer = level == 0 ? 0 : file.offsetBytes() + countBytes + totalBytes[level - 1];
    long used = 6L + (long) count * recordBytes + (count + 1L) * pointer + 4;
    if (used > nodeBytes) {
      throw node.damaged("%d records don't fit".formatted(count));
    }
    file.at(address, used, "a B-tree node").checksum();
    node.signature(level == 0 ? "BTLF" : "BTIN");
    node.skip(2);
    Cursor[] own = new Cursor[count];
    for (int i = 0; i < count; i++) {
      own[i] = node.slice(recordBytes);
    }
    for (int i = 0; i <= count; i++) {
      if (level > 0) {
        long child = node.offset();
        int childCount = (int) node.unsigned(countBytes);
        node.skip(totalBytes[level - 1]);
        readNode(child, childCount, level - 1);
      }
      if (i < count) {
        records.accept(own[i]);
      }
    }
  }
}
