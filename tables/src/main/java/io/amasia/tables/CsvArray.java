package io.amasia.tables;

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
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.RowBlocks;
import io.amasia.storage.format.StoredArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A column of a table, read in blocks of rows.
final class CsvArray implements StoredArray {
  /// A byte of the file as such, and as one or two of a text.
  private static final long TEXT_BYTES = 3;

  /// A cell as Java holds it.
  private static final long CELL_BYTES = 64;

  private final Location location;
  private final CsvScan scan;
  private final int column;
  private final List<String> dims;
  private final Shape shape;
  private final Chunks chunks;
  private final long size;
  private final NdArray fill;

  CsvArray(Location location, CsvScan scan, int column, Map<String, Long> dims) {
    this.location = location;
    this.scan = scan;
    this.column = column;
    this.dims = List.copyOf(dims.keySet());
    this.shape = Shape.of(dims.values().stream().mapToLong(Long::longValue).toArray());
    this.size = location.store().size(location.key()).orElse(0);
    this.chunks = RowBlocks.contiguous(shape, Math.max(1, size / Math.max(1, scan.rows)));
    this.fill = CsvDataset.missing(dtype());
  }

  @Override
  public String name() {
    return scan.names.get(column);
  }

  @Override
  public String path() {
    return "/" + name();
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
    return scan.types.get(column).dtype();
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
    return scan.types.get(column).attrs();
  }

  @Override
  public NdArray fill() {
    return fill;
  }

  /// The first row of a block; the others follow it.
  private long firstRow(Box box) {
    long row = 0;
    for (int d = 0; d < box.ndim(); d++) {
      row = row * shape.size(d) + box.start(d);
    }
    return row;
  }

  /// The parts that hold a block, as bytes and as text, and the cells of the column.
  @Override
  public long decodeHeapBytes() {
    long rows = chunks.maxChunk().size();
    long bytes = rows * Math.ceilDiv(size, Math.max(1, scan.rows)) + 2L * CsvScan.PART;
    return TEXT_BYTES * Math.min(bytes, size) + rows * CELL_BYTES;
  }

  /// The part that holds `row`.
  private int part(long row) {
    int low = 0;
    int high = scan.parts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (scan.parts.get(middle).row() <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  @Override
  public Optional<ChunkLocation> locate(long[] index) {
    Box box = chunks.box(index);
    long first = firstRow(box);
    int last = part(first + box.size() - 1) + 1;
    long start = scan.parts.get(part(first)).offset();
    long end = last < scan.parts.size() ? scan.parts.get(last).offset() : size;
    return Optional.of(
        new ChunkLocation(location.key(), new ByteRange.Span(start, end - start), 0));
  }

  @Override
  public NdArray decode(long[] index, ChunkLocation at, MemorySegment encoded) {
    Box box = chunks.box(index);
    long first = firstRow(box);
    int part = part(first);
    long count = box.size();
    // The heading is a row of the first part.
    long[] skipped = {first - scan.parts.get(part).row() + (part == 0 ? 1 : 0)};
    List<String> cells = new ArrayList<>(Math.toIntExact(count));
    byte[] bytes = encoded.toArray(ValueLayout.JAVA_BYTE);
    try {
      scan.form.rows(
          scan.form.text(bytes, 0, bytes.length),
          row -> {
            if (skipped[0]-- > 0) {
              return true;
            }
            cells.add(column < row.size() ? row.get(column) : "");
            return cells.size() < count;
          });
      if (cells.size() == count) {
        return scan.types.get(column).parse(box.shape(), cells);
      }
    } catch (CharacterCodingException | NumberFormatException | AmasiaException.Label e) {
      throw changed(e);
    }
    throw changed(null);
  }

  private AmasiaException changed(@org.jspecify.annotations.Nullable Exception e) {
    return new AmasiaException.Format(
        "%s: column '%s' is not what it was when the file was opened; it was changed meanwhile"
            .formatted(url(), name()),
        e);
  }
}
