package io.amasia.netcdf.hdf5;

import io.amasia.array.Shape;
import java.util.Arrays;

/// Writes the chunk index that every HDF5 library reads: a version 1 B-tree, built from its leaves
/// up, each node as long as HDF5 expects it and full but for the last of its level.
///
/// A node is encoded when its entries are known and handed on at once, so that an index of millions
/// of chunks takes no more than its upper levels.
final class ChunkTree {
  /// Entries of a node: twice the K that files have unless their superblock says otherwise.
  private static final int ENTRIES = 64;

  private final ChunkPlaces places;
  private final Shape grid;
  private final long[] chunk;

  /// @param grid the chunk grid's lengths
  /// @param chunk a chunk's lengths
  ChunkTree(ChunkPlaces places, Shape grid, long[] chunk) {
    this.places = places;
    this.grid = grid;
    this.chunk = chunk;
  }

  /// One level of nodes, being made: the number of each entry's first chunk, and where it is.
  private static final class Level {
    int[] numbers = new int[16];
    long[] addresses = new long[16];
    int size;

    void add(int number, long address) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
        addresses = Arrays.copyOf(addresses, 2 * size);
      }
      numbers[size] = number;
      addresses[size++] = address;
    }
  }

  private int keyBytes() {
    return 8 + 8 * (chunk.length + 1);
  }

  private int nodeBytes() {
    return 24 + ENTRIES * 8 + (ENTRIES + 1) * keyBytes();
  }

  /// Writes the nodes and gives the address of the root, or [Hdf5File#UNDEFINED] if there is no
  /// chunk.
  long write(FileEnd end) {
    Level level = new Level();
    for (int number = 0; number < places.count(); number++) {
      if (places.isWritten(number)) {
        level.add(number, places.address(number));
      }
    }
    if (level.size == 0) {
      return Hdf5File.UNDEFINED;
    }
    for (int height = 0; ; height++) {
      Level above = new Level();
      int nodes = Math.ceilDiv(level.size, ENTRIES);
      for (int node = 0; node < nodes; node++) {
        long at = end.address();
        long left = node == 0 ? Hdf5File.UNDEFINED : at - nodeBytes();
        long right = node == nodes - 1 ? Hdf5File.UNDEFINED : at + nodeBytes();
        end.append(node(level, node * ENTRIES, height, left, right));
        above.add(level.numbers[node * ENTRIES], at);
      }
      if (nodes == 1) {
        return above.addresses[0];
      }
      level = above;
    }
  }

  private byte[] node(Level level, int first, int height, long left, long right) {
    int end = Math.min(level.size, first + ENTRIES);
    Fields node = new Fields().signature("TREE").u8(1).u8(height).u16(end - first);
    node.u64(left).u64(right);
    for (int i = first; i < end; i++) {
      key(node, level.numbers[i], 0);
      node.u64(level.addresses[i]);
    }
    // The last key is beyond all chunks of the node: the next node's first, or past the last chunk.
    if (end < level.size) {
      key(node, level.numbers[end], 0);
    } else {
      key(node, lastChunk(), 1);
    }
    return node.zeros(nodeBytes() - node.size()).toByteArray();
  }

  private int lastChunk() {
    int last = places.count() - 1;
    while (!places.isWritten(last)) {
      last--;
    }
    return last;
  }

  /// A chunk's bytes, its filter mask, and where it begins, `beyond` chunks further.
  private void key(Fields to, int number, int beyond) {
    to.u32(beyond == 0 ? places.bytes(number) : 0).u32(0);
    long[] index = grid.index(number);
    for (int d = 0; d < index.length; d++) {
      to.u64((index[d] + beyond) * chunk[d]);
    }
    to.u64(0);
  }
}
