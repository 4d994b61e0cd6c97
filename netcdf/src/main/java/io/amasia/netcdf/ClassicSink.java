package io.amasia.netcdf;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.ByteOrders;
import io.amasia.storage.format.RowBlocks;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.WriteRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes a classic file: any box at any time, by position, into a [PartialFile].
///
/// The form is CDF-1; CDF-2 from 2 GiB on; CDF-5 for `int64` and unsigned types and for variables
/// of over 4 GiB; a later one if it is asked for. Text becomes `char` with a dimension `stringN` of
/// its longest length in bytes; it is kept in memory until [#commit]. Of several unlimited
/// dimensions the first that can be the record dimension stays unlimited.
final class ClassicSink implements Sink.Keyed {
  private static final long STRIP_BYTES = 1 << 20;

  private final PartialFile file;
  private final ClassicLayout layout;
  private final Map<String, Schema.Variable> variables = new HashMap<>();
  private final Map<String, byte[][]> texts = new LinkedHashMap<>();

  ClassicSink(WriteRequest request) {
    Schema schema = request.schema();
    this.layout = new ClassicLayout(schema, request.url(), request.variant());
    schema.variables().forEach(v -> variables.put(v.name(), v));
    for (Schema.Variable variable : layout.texts()) {
      texts.put(variable.name(), new byte[Math.toIntExact(variable.shape().size())][]);
    }
    this.file = PartialFile.create(request);
  }

  @Override
  public Chunks writeChunks(String name) {
    Schema.Variable variable = variable(name);
    long bytes = variable.chunks().maxChunk().size() * variable.dtype().itemSize();
    return bytes <= 64L << 20
        ? variable.chunks()
        : RowBlocks.contiguous(variable.shape(), variable.dtype().itemSize());
  }

  private Schema.Variable variable(String name) {
    Schema.Variable variable = variables.get(name);
    if (variable == null) {
      throw new IllegalArgumentException("no variable '" + name + "' in the schema");
    }
    return variable;
  }

  @Override
  public long write(String name, Box box, NdArray values) {
    Schema.Variable variable = variable(name);
    if (values.dtype() != variable.dtype() || !values.shape().equals(box.shape())) {
      throw new IllegalArgumentException(
          "%s for %s of '%s' %s".formatted(values, box, name, variable.dtype()));
    }
    Shape shape = variable.shape();
    long[] strides = shape.strides();
    long first = 0;
    for (int d = 0; d < box.ndim(); d++) {
      first += box.start(d) * strides[d];
    }
    if (variable.dtype() == DType.STRING) {
      keepTexts(name, first, shape, values);
    } else if (layout.hasRecords(name)) {
      writeRecords(variable, box, values, first);
    } else {
      long begin = layout.begin(name) + first * variable.dtype().itemSize();
      writeBlock(begin, values.shape(), shape, values, 0);
    }
    return values.nbytes();
  }

  private void keepTexts(String name, long first, Shape shape, NdArray values) {
    byte[][] kept = texts.getOrDefault(name, new byte[0][]);
    Rows.forEach(
        values.shape(),
        values.shape(),
        shape,
        (from, to, count) -> {
          for (long i = 0; i < count; i++) {
            kept[(int) (first + to + i)] =
                values.getString(from + i).getBytes(StandardCharsets.UTF_8);
          }
        });
  }

  private void writeRecords(Schema.Variable variable, Box box, NdArray values, long first) {
    if (values.size() == 0) {
      return;
    }
    int size = variable.dtype().itemSize();
    Shape inner = variable.shape().without(0);
    Shape block = values.shape().without(0);
    long inside = (first - box.start(0) * inner.size()) * size;
    for (long r = 0; r < box.length(0); r++) {
      long at = layout.begin(variable.name()) + (box.start(0) + r) * layout.recordBytes() + inside;
      writeBlock(at, block, inner, values, r * block.size());
    }
  }

  /// Writes a block of `values` from element `first` on, at the corner `begin` of an array.
  private void writeBlock(long begin, Shape block, Shape whole, NdArray values, long first) {
    int size = values.dtype().itemSize();
    try (Lease lease =
        MemoryPool.process().lease(Math.min(STRIP_BYTES, Math.max(1, block.size() * size)))) {
      Rows.forEach(
          block,
          block,
          whole,
          (from, to, count) -> {
            long done = 0;
            while (done < count) {
              long part = Math.min(count - done, lease.segment().byteSize() / size);
              ByteOrders.copy(
                  ByteOrder.BIG_ENDIAN,
                  values.data(),
                  (first + from + done) * size,
                  lease.segment(),
                  0,
                  part * size,
                  size);
              file.write(lease.segment().asSlice(0, part * size), begin + (to + done) * size);
              done += part;
            }
          });
    }
  }

  @Override
  public synchronized void commit() {
    file.extend(layout.end(writeTexts()));
    file.publish();
  }

  /// Writes header and texts, the records out of their way first; gives the bytes of the texts.
  private long writeTexts() {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    long total = 0;
    for (var text : texts.entrySet()) {
      int longest = 1;
      for (byte[] value : text.getValue()) {
        longest = value == null ? longest : Math.max(longest, value.length);
      }
      lengths.put(text.getKey(), longest);
      total += ((long) longest * text.getValue().length + 3) & ~3L;
    }
    if (total > 0) {
      shiftRecords(total);
    }
    long at = layout.textBegin();
    for (var text : texts.entrySet()) {
      int length = lengths.getOrDefault(text.getKey(), 1);
      at += writeText(text.getValue(), length, at);
    }
    file.write(ByteBuffer.wrap(layout.encode(lengths)), 0);
    return total;
  }

  private long writeText(byte[][] values, int length, long at) {
    int perStrip = Math.max(1, (int) (STRIP_BYTES / length));
    for (int first = 0; first < values.length; first += perStrip) {
      int count = Math.min(perStrip, values.length - first);
      ByteBuffer strip = ByteBuffer.allocate(count * length);
      for (int i = 0; i < count; i++) {
        strip.position(i * length);
        strip.put(values[first + i] == null ? new byte[0] : values[first + i]);
      }
      strip.clear();
      file.write(strip, at + (long) first * length);
    }
    return ((long) values.length * length + 3) & ~3L;
  }

  /// Moves all records up by `bytes`, from the end so that nothing is overwritten.
  private void shiftRecords(long bytes) {
    long start = layout.textBegin();
    ByteBuffer strip = ByteBuffer.allocateDirect((int) STRIP_BYTES);
    for (long end = file.size(); end > start; ) {
      long from = Math.max(start, end - STRIP_BYTES);
      strip.clear().limit((int) (end - from));
      file.read(strip, from);
      file.write(strip.flip(), from + bytes);
      end = from;
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
