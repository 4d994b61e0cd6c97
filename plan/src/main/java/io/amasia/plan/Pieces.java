package io.amasia.plan;

import io.amasia.array.Chunks;

/// How values that wait for later stages are cut, and where they wait.
///
/// @param chunks the pieces
/// @param memoryBytes as much as stays in memory, decoded; what is beyond it goes to the scratch
///   folder
public record Pieces(Chunks chunks, long memoryBytes) {
  /// Bytes of the heap for each piece in the scratch folder: where it lies, its length, its
  /// checksum; and a reference to one in memory.
  private static final long HEAP_BYTES = 24;

  /// Bytes of the heap for each array that stays in memory.
  private static final long ARRAY_BYTES = 250;

  /// Whether all of `node` stays in memory.
  boolean areInMemory(Node node) {
    return memoryBytes >= Projections.bytes(node);
  }

  /// Bytes held for as long as they wait.
  long heldBytes(Node node) {
    return Math.min(memoryBytes, Projections.bytes(node));
  }

  /// Bytes of the Java heap for as long as they wait.
  long heldHeapBytes(Node node) {
    long count = chunks.count();
    double inMemory = (double) heldBytes(node) / Math.max(1, Projections.bytes(node));
    return HEAP_BYTES * count + (long) (ARRAY_BYTES * inMemory * count);
  }

  /// Bytes of the largest piece.
  long pieceBytes(Node node) {
    return chunks.maxChunk().size() * node.dtype().itemSize();
  }
}
