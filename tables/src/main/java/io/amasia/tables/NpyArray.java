package io.amasia.tables;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.array.kernel.StridedCopy;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import io.amasia.storage.Store;
import io.amasia.storage.format.ByteOrders;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.RowBlocks;
import io.amasia.storage.format.StoredArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A `.npy` file as a variable, read in blocks of rows; of Fortran order in blocks of its last
/// dimension.
final class NpyArray implements StoredArray {
  private final Location location;
  private final String name;
  private final NpyHeader header;
  private final int itemBytes;
  private final ByteOrder order;
  private final List<String> dims;
  private final Chunks chunks;
  private final NdArray fill;

  NpyArray(Location location, String name, NpyHeader header, List<String> dims) {
    this.location = location;
    this.name = name;
    this.header = header;
    this.dims = List.copyOf(dims);
    itemBytes = Math.toIntExact(header.type().itemBytes());
    order = header.type().bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    fill = CsvDataset.missing(header.type().dtype());
    long width = Math.max(1, itemBytes);
    this.chunks =
        header.fortran()
            ? Chunks.regular(
                header.shape(),
                reversed(
                    RowBlocks.contiguous(Shape.of(reversed(header.shape().toArray())), width)
                        .maxChunk()
                        .toArray()))
            : RowBlocks.contiguous(header.shape(), width);
  }

  private static long[] reversed(long[] sizes) {
    long[] turned = new long[sizes.length];
    for (int d = 0; d < sizes.length; d++) {
      turned[d] = sizes[sizes.length - 1 - d];
    }
    return turned;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String path() {
    return "/" + name;
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
    return header.type().dtype();
  }

  @Override
  public Shape shape() {
    return header.shape();
  }

  @Override
  public Chunks chunks() {
    return chunks;
  }

  @Override
  public NdArray fill() {
    return fill;
  }

  @Override
  public Optional<ChunkLocation> locate(long[] index) {
    Box box = chunks.box(index);
    long first = 0;
    for (int i = 0; i < box.ndim(); i++) {
      int d = header.fortran() ? box.ndim() - 1 - i : i;
      first = first * shape().size(d) + box.start(d);
    }
    return Optional.of(
        new ChunkLocation(
            location.key(),
            new ByteRange.Span(header.dataStart() + first * itemBytes, box.size() * itemBytes),
            0));
  }

  @Override
  public NdArray decode(long[] index, ChunkLocation at, MemorySegment encoded) {
    Shape shape = chunks.box(index).shape();
    if (encoded.byteSize() != shape.size() * itemBytes) {
      throw new AmasiaException.Format(
          "%s: '%s' ends early; it is truncated".formatted(url(), name));
    }
    if (dtype() == DType.STRING) {
      return NdArray.of(shape, texts(encoded, shape));
    }
    NdArray values = NdArray.allocate(dtype(), shape);
    if (header.fortran()) {
      long[] strides = new long[shape.ndim()];
      long step = 1;
      for (int d = 0; d < strides.length; d++) {
        strides[d] = step;
        step *= shape.size(d);
      }
      StridedCopy.copy(
          itemBytes,
          shape.toArray(),
          new StridedCopy.Place(encoded, 0, strides),
          new StridedCopy.Place(values.data(), 0, shape.strides()));
      ByteOrders.copy(order, values.data(), 0, values.data(), 0, encoded.byteSize(), itemBytes);
    } else {
      ByteOrders.copy(order, encoded, 0, values.data(), 0, encoded.byteSize(), itemBytes);
    }
    if (header.type().unit() != null && !header.type().unit().isMicros()) {
      for (long i = 0; i < values.size(); i++) {
        long count = values.data().getAtIndex(ValueLayout.JAVA_LONG, i);
        values.data().setAtIndex(ValueLayout.JAVA_LONG, i, header.type().unit().toMicros(count));
      }
    }
    return values;
  }

  /// Texts of a fixed length, filled up with zeros, in C order.
  private List<String> texts(MemorySegment encoded, Shape shape) {
    byte[] bytes = encoded.toArray(ValueLayout.JAVA_BYTE);
    List<String> texts = new ArrayList<>();
    long[] index = new long[shape.ndim()];
    for (long i = 0; i < shape.size(); i++) {
      texts.add(text(bytes, Math.toIntExact(place(index, shape, i) * itemBytes), itemBytes));
      for (int d = index.length - 1; d >= 0 && ++index[d] == shape.size(d); d--) {
        index[d] = 0;
      }
    }
    return texts;
  }

  /// Where element `i` in C order, at `index`, lies in the file.
  private long place(long[] index, Shape shape, long i) {
    if (!header.fortran()) {
      return i;
    }
    long at = 0;
    for (int d = index.length - 1; d >= 0; d--) {
      at = at * shape.size(d) + index[d];
    }
    return at;
  }

  private String text(byte[] bytes, int at, int width) {
    if (header.type().charBytes() == 1) {
      int n = width;
      while (n > 0 && bytes[at + n - 1] == 0) {
        n--;
      }
      return new String(bytes, at, n, StandardCharsets.UTF_8);
    }
    ByteBuffer points = ByteBuffer.wrap(bytes, at, width).order(order);
    var text = new StringBuilder();
    int zeros = 0;
    while (points.hasRemaining()) {
      int point = points.getInt();
      if (point == 0) {
        zeros++;
        continue;
      }
      if (!Character.isValidCodePoint(point)) {
        throw new AmasiaException.Format(
            "%s: '%s' holds %08x, which is no character".formatted(url(), name, point));
      }
      text.repeat(0, zeros);
      zeros = 0;
      text.appendCodePoint(point);
    }
    return text.toString();
  }
}
