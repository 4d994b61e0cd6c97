package io.amasia.netcdf;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.BoxCopy;
import io.amasia.storage.format.ByteOrders;
import io.amasia.storage.format.RowBlocks;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.WriteRequest;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// Writes a classic file: any box at any time, by position, into a [PartialFile].
///
/// The form is CDF-1; CDF-2 from 2 GiB on; CDF-5 for `int64` and unsigned types and for variables
/// of over 4 GiB; a later one if it is asked for. Text becomes `char` with a dimension `stringN` of
/// its longest length in bytes; it is kept in memory until [#commit], and made anew by who takes up
/// the file of a writer that was killed. Of several unlimited dimensions the first that can be the
/// record dimension stays unlimited.
final class ClassicSink implements Sink.Keyed {
  private static final long STRIP_BYTES = 1 << 20;

  /// Changed whenever the same work would give other bytes.
  private static final String LAYOUT = "classic 1";

  private final PartialFile file;
  private final Progress progress;
  private final ClassicLayout layout;
  private final List<Schema.Variable> inOrder;
  private final Map<String, Schema.Variable> variables = new HashMap<>();
  private final Map<String, byte[][]> texts = new LinkedHashMap<>();

  ClassicSink(WriteRequest request) {
    Schema schema = request.schema();
    this.layout = new ClassicLayout(schema, request.url(), request.variant());
    this.inOrder = schema.variables();
    inOrder.forEach(v -> variables.put(v.name(), v));
    for (Schema.Variable variable : layout.texts()) {
      texts.put(variable.name(), new byte[Math.toIntExact(variable.shape().size())][]);
    }
    this.file = PartialFile.create(request, LAYOUT);
    Map<String, Chunks> grids = new LinkedHashMap<>();
    inOrder.forEach(v -> grids.put(v.name(), writeChunks(v.name())));
    this.progress = new Progress(file, grids);
    try {
      progress.takeUp(this::isThere);
    } catch (Throwable e) {
      file.close();
      throw e;
    }
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
    if (variable.dtype() == DType.STRING) {
      keepTexts(variable, box, values);
      return values.nbytes();
    }
    int size = variable.dtype().itemSize();
    var crc = new CRC32C();
    long strip = Math.clamp(values.nbytes(), 1, STRIP_BYTES);
    try (Lease lease = MemoryPool.process().lease(strip)) {
      forEachStrip(
          variable,
          box,
          (from, at, bytes) -> {
            MemorySegment big = lease.segment().asSlice(0, bytes);
            ByteOrders.copy(ByteOrder.BIG_ENDIAN, values.data(), from, big, 0, bytes, size);
            crc.update(big.asByteBuffer());
            file.write(big, at);
          });
    }
    progress.note(name, box, List.of(), (int) crc.getValue());
    return values.nbytes();
  }

  private boolean isThere(WrittenBox box) {
    var crc = new CRC32C();
    boolean[] isThere = {true};
    Schema.Variable variable = inOrder.get(box.variable());
    forEachStrip(
        variable, box.box(), (_, at, bytes) -> isThere[0] &= file.checksum(at, bytes, crc));
    return isThere[0] && (int) crc.getValue() == box.crc();
  }

  private void keepTexts(Schema.Variable variable, Box box, NdArray values) {
    byte[][] kept = texts.getOrDefault(variable.name(), new byte[0][]);
    Shape shape = variable.shape();
    long first = BoxCopy.offset(box.start(), Box.all(shape), shape);
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

  /// Calls `strip` with where each strip of `box` begins in its values and in the file, and its
  /// bytes: at most [#STRIP_BYTES], in the order of the values.
  private void forEachStrip(Schema.Variable variable, Box box, Rows.Copy strip) {
    Shape shape = variable.shape();
    int size = variable.dtype().itemSize();
    long begin = layout.begin(variable.name());
    if (!layout.hasRecords(variable.name())) {
      long first = BoxCopy.offset(box.start(), Box.all(shape), shape);
      strips(begin + first * size, box.shape(), shape, size, strip);
      return;
    }
    Shape inner = shape.without(0);
    Shape block = box.shape().without(0);
    long[] start = Arrays.copyOfRange(box.start(), 1, box.ndim());
    long inside = BoxCopy.offset(start, Box.all(inner), inner) * size;
    for (long r = 0; r < box.length(0); r++) {
      long values = r * block.size() * size;
      long at = begin + (box.start(0) + r) * layout.recordBytes() + inside;
      strips(at, block, inner, size, (from, to, bytes) -> strip.copy(values + from, to, bytes));
    }
  }

  /// The strips of a block in C order that lies at the corner `begin` of an array.
  private static void strips(long begin, Shape block, Shape whole, int size, Rows.Copy strip) {
    long most = STRIP_BYTES / size * size;
    Rows.forEach(
        block,
        block,
        whole,
        (from, to, count) -> {
          for (long done = 0; done < count * size; done += most) {
            long bytes = Math.min(most, count * size - done);
            strip.copy(from * size + done, begin + to * size + done, bytes);
          }
        });
  }

  @Override
  public boolean isResumable() {
    return true;
  }

  @Override
  public boolean isWritten(String name, Box box) {
    return progress.has(name, box);
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
      file.noteMoving();
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
