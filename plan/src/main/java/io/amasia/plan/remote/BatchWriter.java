package io.amasia.plan.remote;

import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Traffic;
import io.amasia.plan.engine.Leaving;
import io.amasia.plan.remote.BatchFile.Section;
import io.amasia.storage.Crc32c;
import io.amasia.storage.codec.BloscCodec;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.Sink;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes what a range of tasks leaves. Nothing of it is seen before [#finish]. Not thread-safe.
final class BatchWriter implements AutoCloseable {
  /// More than this is written out before the range is through.
  private static final long PART_BYTES = 16L << 20;

  /// Less than this is not worth compressing.
  private static final long SMALL_BYTES = 128;

  private final WorkFolder folder;
  private final String stage;
  private final String key;
  private final List<Section> sections = new ArrayList<>();
  private final List<Bytes> waiting = new ArrayList<>();
  private long waitingBytes;
  private int part;

  /// @param stage the digest of the stage
  /// @param name of the file
  BatchWriter(WorkFolder folder, String stage, String name) {
    this.folder = folder;
    this.stage = stage;
    key = BatchFile.folder(stage) + name;
  }

  /// Takes what `task` leaves.
  Leaving at(long task, Traffic.Counter traffic) {
    return new Leaving() {
      @Override
      public void values(int output, Box box, NdArray values) {
        try (Bytes bytes = bytes(values)) {
          traffic.spilled(
              add(task, output, box, values.dtype(), compressed(values.dtype(), bytes)));
        }
      }

      @Override
      public void receipt(int output, Sink.Receipt receipt) {
        byte[] note = receipt.note().getBytes(StandardCharsets.UTF_8);
        Bytes bytes = Bytes.copyOf(MemorySegment.ofArray(note));
        add(task, output, Box.all(Shape.SCALAR), null, Encoded.as(bytes));
        traffic.written(receipt.bytes());
      }

      @Override
      public void encoded(int output, Box box, List<Bytes> chunks) {
        var left = new ArrayDeque<>(chunks);
        try {
          while (!left.isEmpty()) {
            traffic.spilled(add(task, output, box, null, Encoded.as(left.remove())));
          }
        } finally {
          left.forEach(Bytes::close);
        }
      }

      @Override
      public void state(int output, Box results, MemorySegment states) {
        traffic.spilled(add(task, output, results, null, Encoded.as(Bytes.copyOf(states))));
      }
    };
  }

  /// The memory of values; of text its offsets and the bytes after them.
  private static Bytes bytes(NdArray values) {
    if (values.dtype() != DType.STRING) {
      return Bytes.borrowed(values.data());
    }
    long offsets = values.data().byteSize();
    Bytes both = Bytes.allocate(offsets + values.text().byteSize());
    both.segment().asSlice(0, offsets).copyFrom(values.data());
    both.segment().asSlice(offsets).copyFrom(values.text());
    return both;
  }

  /// Bytes as they are left, and how many they were.
  private record Encoded(Bytes bytes, long decodedLength) {
    static Encoded as(Bytes they) {
      return new Encoded(they, they.segment().byteSize());
    }
  }

  /// `values` compressed where that helps, else a copy.
  private static Encoded compressed(DType dtype, Bytes values) {
    long length = values.segment().byteSize();
    boolean small = length < SMALL_BYTES;
    MemorySegment from = values.segment();
    return new Encoded(small ? Bytes.copyOf(from) : codec(dtype).encode(from), length);
  }

  /// Takes over what is left of `task`; gives its length.
  private long add(long task, int output, Box box, @Nullable DType dtype, Encoded encoded) {
    MemorySegment bytes = encoded.bytes.segment();
    long length = bytes.byteSize();
    int crc = Crc32c.of(bytes);
    long decoded = encoded.decodedLength;
    sections.add(new Section(task, output, dtype, box, part, waitingBytes, length, decoded, crc));
    waiting.add(encoded.bytes);
    waitingBytes += length;
    if (waitingBytes >= PART_BYTES) {
      write(key + "." + part, new byte[0]);
      part++;
    }
    return length;
  }

  /// What is held of a range whose tasks each give `taskBytes` at most, before it is written and
  /// while it is.
  static long heldBytes(long taskBytes, long tasks) {
    return 2 * Math.min(PART_BYTES + taskBytes, taskBytes * tasks);
  }

  /// How values of `dtype` are compressed.
  static BloscCodec codec(DType dtype) {
    return BloscCodec.of("lz4", 1, BloscCodec.Reorder.BYTES, dtype.itemSize(), 0);
  }

  /// Whether values of that length are compressed.
  static boolean isCompressed(Section section) {
    return section.dtype() != null && section.decodedLength() >= SMALL_BYTES;
  }

  /// Writes what waits, and `tail` after it.
  private void write(String to, byte[] tail) {
    try (Lease all = MemoryPool.process().lease(waitingBytes + tail.length)) {
      long at = 0;
      for (Bytes bytes : waiting) {
        all.segment().asSlice(at).copyFrom(bytes.segment());
        at += bytes.segment().byteSize();
      }
      all.segment().asSlice(at).copyFrom(MemorySegment.ofArray(tail));
      folder.write(to, all.segment());
    }
    close();
  }

  /// Writes the file: from now on the range is done.
  void finish() {
    int last = part;
    List<Section> placed = sections.stream().map(s -> s.part() == last ? inFile(s) : s).toList();
    write(key, BatchFile.tail(stage, placed, waitingBytes));
  }

  private static Section inFile(Section s) {
    return new Section(
        s.task(),
        s.output(),
        s.dtype(),
        s.box(),
        -1,
        s.offset(),
        s.length(),
        s.decodedLength(),
        s.crc());
  }

  /// Gives up what was not written.
  @Override
  public void close() {
    waiting.forEach(Bytes::close);
    waiting.clear();
    waitingBytes = 0;
  }
}
