package io.amasia.spark;

import io.amasia.array.MemoryPool;
import java.util.List;

/// How an executor's process shares its memory: heap, the pool of arrays outside it, and the rest
/// for the JVM's own.
///
/// @param processBytes of the whole process
record ExecutorMemory(long processBytes) {
  private static final long LEAST_HEAP = 192L << 20;
  private static final long MOST_HEAP = 4L << 30;

  /// Code, classes, threads, and buffers of sockets.
  private static final long JVM = 224L << 20;

  private static final long DIRECT_BUFFERS = 96L << 20;

  long heapBytes() {
    return Math.clamp(processBytes / 4, LEAST_HEAP, MOST_HEAP);
  }

  /// What its tasks may hold together.
  long poolBytes() {
    return Math.max(32L << 20, processBytes - heapBytes() - JVM);
  }

  /// The flags of the JVM, besides the size of the heap.
  List<String> flags() {
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:MaxDirectMemorySize=" + (poolBytes() + DIRECT_BUFFERS),
        "-D" + MemoryPool.LIMIT_PROPERTY + "=" + poolBytes());
  }

  /// The flag that makes the heap as small as it should be although Spark gives the JVM the whole
  /// of the process for it: among several flags of one size the last counts, and these are last.
  List<String> heapFlags() {
    return List.of("-XX:InitialHeapSize=" + (32L << 20), "-XX:MaxHeapSize=" + heapBytes());
  }
}
