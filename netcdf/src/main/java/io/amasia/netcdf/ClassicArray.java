package io.amasia.netcdf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import io.amasia.storage.Store;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.ByteOrders;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.RowBlocks;
import io.amasia.storage.format.StoredArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A variable of a classic file.
///
/// Its chunks are virtual: blocks of rows, or of records gathered out of one span of the file.
/// `char` variables are text with the last dimension as its length, where that dimension is nothing
/// else.
final class ClassicArray implements StoredArray {
  /// A span that a single text may be gathered from, when its characters lie one to a record.
  private static final long MAX_SPAN = 256L << 20;

  private final Location location;
  private final ClassicHeader header;
  private final ClassicHeader.Var var;
  private final boolean joinsLast;
  private final List<String> dims;
  private final Shape shape;
  private final Chunks chunks;
  private final NdArray fill;

  ClassicArray(Location location, ClassicHeader header, ClassicHeader.Var var) {
    this.location = location;
    this.header = header;
    this.var = var;
    this.joinsLast =
        isText() && var.shape().length > 0 && header.isTextLength(var.dims().getLast());
    int ndim = var.shape().length - (joinsLast ? 1 : 0);
    this.dims = List.copyOf(var.dims().subList(0, ndim));
    this.shape = Shape.of(Arrays.copyOf(var.shape(), ndim));
    this.chunks = chooseChunks();
    this.fill = ClassicFill.of(var);
  }

  private boolean isText() {
    return var.type() == ClassicType.CHAR;
  }

  /// Bytes of one element: of a text, all its characters.
  private long itemBytes() {
    return joinsLast ? var.shape()[var.shape().length - 1] : var.type().size;
  }

  /// Whether elements lie in records; a text whose characters do is one element.
  private boolean isByRecord() {
    return var.isRecord() && shape.ndim() > 0;
  }

  private Chunks chooseChunks() {
    return isByRecord()
        ? RowBlocks.records(shape, var.slabBytes(), header.recordBytes())
        : RowBlocks.contiguous(shape, Math.max(1, itemBytes()));
  }

  @Override
  public String name() {
    return var.name();
  }

  @Override
  public String path() {
    return "/" + var.name();
  }

  @Override
  public Store store() {
    return location.store();
  }

  @Override
  public String url() {
    return location.url();
  }

  @Override
  public List<String> dims() {
    return dims;
  }

  @Override
  public DType dtype() {
    return var.type().dtype;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public Chunks chunks() {
    return chunks;
  }

  @Override
  public Map<String, Attribute> attrs() {
    return var.attrs();
  }

  @Override
  public NdArray fill() {
    return fill;
  }

  @Override
  public Optional<ChunkLocation> locate(long[] index) {
    Span span = span(index);
    long end = span.offset() + span.bytes();
    if (end > header.fileSize()) {
      throw new AmasiaException.Format(
          "%s: variable '%s' needs bytes %d to %d, but the file ends at byte %d; it is truncated"
              .formatted(url(), name(), span.offset(), end, header.fileSize()));
    }
    return Optional.of(
        new ChunkLocation(location.key(), new ByteRange.Span(span.offset(), span.bytes()), 0));
  }

  /// Where a chunk lies: `runs` runs of `runBytes`, each `stride` after the one before.
  private record Span(long offset, long bytes, long runs, long runBytes, long stride) {}

  private Span span(long[] index) {
    Box box = chunks.box(index);
    long stride = header.recordBytes();
    if (var.isRecord() && !isByRecord()) {
      long runs = var.shape()[0];
      long bytes = runs == 0 ? 0 : (runs - 1) * stride + 1;
      if (bytes > MAX_SPAN) {
        throw new AmasiaException.Unsupported(
            "%s: the text '%s' lies one character to a record over %d bytes; at most %d are read"
                .formatted(url(), name(), bytes, MAX_SPAN));
      }
      return new Span(var.begin(), bytes, runs, 1, stride);
    }
    if (isByRecord()) {
      long runs = box.length(0);
      long inner = flatIndex(box, 1) * itemBytes();
      long runBytes = box.size() / runs * itemBytes();
      long offset = var.begin() + box.start(0) * stride + inner;
      return new Span(offset, (runs - 1) * stride + runBytes, runs, runBytes, stride);
    }
    long bytes = box.size() * itemBytes();
    return new Span(var.begin() + flatIndex(box, 0) * itemBytes(), bytes, 1, bytes, bytes);
  }

  /// The index, in C order over the dimensions from `first` on, of the first element of `box`.
  private long flatIndex(Box box, int first) {
    long[] strides = shape.strides();
    long flat = 0;
    for (int d = first; d < box.ndim(); d++) {
      flat += box.start(d) * strides[d];
    }
    return flat;
  }

  @Override
  public NdArray decode(long[] index, ChunkLocation chunk, MemorySegment encoded) {
    Span span = checked(index, encoded);
    Shape block = chunks.box(index).shape();
    if (isText()) {
      return decodeText(span, block, encoded);
    }
    NdArray values = NdArray.allocate(dtype(), block);
    decodeNumbers(span, encoded, values.data());
    return values;
  }

  @Override
  public boolean decodeInto(
      long[] index, ChunkLocation chunk, MemorySegment encoded, MemorySegment target) {
    Span span = checked(index, encoded);
    if (isText()) {
      return false;
    }
    decodeNumbers(span, encoded, target);
    return true;
  }

  private Span checked(long[] index, MemorySegment encoded) {
    Span span = span(index);
    if (encoded.byteSize() != span.bytes()) {
      throw new AmasiaException.Format(
          "%s: variable '%s', chunk %s: %d bytes where %d are due"
              .formatted(url(), name(), Arrays.toString(index), encoded.byteSize(), span.bytes()));
    }
    return span;
  }

  private void decodeNumbers(Span span, MemorySegment encoded, MemorySegment target) {
    long at = 0;
    for (long run = 0; run < span.runs(); run++) {
      ByteOrders.copy(
          ByteOrder.BIG_ENDIAN,
          encoded,
          run * span.stride(),
          target,
          at,
          span.runBytes(),
          var.type().size);
      at += span.runBytes();
    }
  }

  private NdArray decodeText(Span span, Shape block, MemorySegment encoded) {
    byte[] bytes = new byte[Math.toIntExact(span.runs() * span.runBytes())];
    for (long run = 0; run < span.runs(); run++) {
      MemorySegment.copy(
          encoded,
          ValueLayout.JAVA_BYTE,
          run * span.stride(),
          bytes,
          (int) (run * span.runBytes()),
          (int) span.runBytes());
    }
    return FixedText.array(block, bytes, FixedText.charset(attrs()));
  }
}
