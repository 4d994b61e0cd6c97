package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.netcdf.ClassicFill;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Store;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.RowBlocks;
import io.amasia.storage.format.StoredArray;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A dataset of an HDF5 file as a variable.
///
/// Its chunks are the file's; contiguous data are cut into virtual blocks of rows. The chunk index
/// is read when the first chunk is located, once.
final class Hdf5Array implements StoredArray {
  private final Hdf5File file;
  private final DatasetInfo info;
  private final List<String> dims;
  private final Shape shape;
  private final Chunks chunks;
  private final Elements elements;
  private final NdArray fill;
  private final Map<String, Attribute> attrs;
  private @Nullable ChunkTable table;

  /// A variable with the names and lengths that netCDF gives the dimensions of `info`.
  ///
  /// @param lengths at least the stored ones: a variable shorter than its unlimited dimension is
  ///   filled up
  Hdf5Array(Hdf5File file, DatasetInfo info, List<String> dims, long[] lengths) {
    this.file = file;
    this.info = info;
    int ndim = lengths.length - (info.isCharacters() ? 1 : 0);
    this.dims = List.copyOf(dims.subList(0, ndim));
    this.shape = Shape.of(Arrays.copyOf(lengths, ndim));
    this.attrs = info.attributes().visible();
    this.elements = Elements.of(info, file, attrs);
    this.chunks =
        info.layout() instanceof Layout.Chunked chunked
            ? Chunks.regular(shape, Arrays.copyOf(chunked.chunk(), ndim))
            : RowBlocks.contiguous(shape, elements.bytes());
    this.fill = fill(shape);
  }

  /// The value of what was never written. Where an unlimited dimension outgrew a dataset without a
  /// fill value of its own, netCDF gives the standard one of its type.
  private NdArray fill(Shape shown) {
    boolean outgrown = false;
    for (int d = 0; d < shown.ndim(); d++) {
      outgrown |= shown.size(d) > info.space().sizes()[d];
    }
    return outgrown && info.fill() == null && ClassicFill.has(dtype())
        ? ClassicFill.value(dtype())
        : elements.fill(info.fill());
  }

  @Override
  public String name() {
    return info.name();
  }

  @Override
  public String path() {
    return info.path();
  }

  @Override
  public Store store() {
    return file.location().store();
  }

  @Override
  public String url() {
    return file.location().url();
  }

  @Override
  public List<String> dims() {
    return dims;
  }

  @Override
  public DType dtype() {
    return elements.dtype();
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
    return attrs;
  }

  @Override
  public String codecs() {
    return info.pipeline().text();
  }

  @Override
  public Optional<List<CodecChoice>> codecChoices() {
    return info.layout() instanceof Layout.Chunked ? info.pipeline().choices() : Optional.empty();
  }

  @Override
  public NdArray fill() {
    return fill;
  }

  @Override
  public Optional<ChunkLocation> locate(long[] index) {
    return switch (info.layout()) {
      case Layout.Compact compact -> Optional.of(span(index, compact.address(), blockBytes(index)));
      case Layout.Contiguous contiguous ->
          contiguous.address() == Hdf5File.UNDEFINED
              ? Optional.empty()
              : Optional.of(span(index, contiguous.address(), blockBytes(index)));
      case Layout.Chunked chunked -> locateChunk(chunked, index);
      case Layout.Elsewhere elsewhere ->
          throw failed(index, new AmasiaException.Unsupported(elsewhere.kind() + " storage"));
    };
  }

  private long blockBytes(long[] index) {
    return chunks.box(index).size() * elements.bytes();
  }

  /// A block of rows of data that begin at `start`.
  private ChunkLocation span(long[] index, long start, long bytes) {
    long[] strides = shape.strides();
    long first = 0;
    for (int d = 0; d < index.length; d++) {
      first += chunks.cut(d).start(index[d]) * strides[d];
    }
    return place(index, start + first * elements.bytes(), bytes, 0);
  }

  private ChunkLocation place(long[] index, long address, long bytes, int mask) {
    if (address < 0 || bytes < 0 || bytes > file.size() - address) {
      throw failed(
          index,
          file.damaged(
              address,
              "%d bytes are due there, but the file ends at byte %d; it is truncated or damaged"
                  .formatted(bytes, file.base() + file.size())));
    }
    return new ChunkLocation(
        file.location().key(), new ByteRange.Span(file.base() + address, bytes), mask);
  }

  private Optional<ChunkLocation> locateChunk(Layout.Chunked chunked, long[] index) {
    // Characters of a text may be cut too; decode then fetches the further pieces.
    long[] whole = Arrays.copyOf(index, chunked.chunk().length);
    ChunkTable.Place place = table(chunked).find(whole);
    if (place == null) {
      return Optional.empty();
    }
    int mask = place.mask();
    if (chunked.plainEdges() && sticksOut(chunked, index)) {
      mask = -1;
    }
    return Optional.of(place(index, place.address(), place.bytes(), mask));
  }

  /// Blocks of rows that are cut at the end have the strides of whole ones.
  @Override
  public Optional<Shape> rawChunk() {
    boolean asStored = elements.areValues() && Arrays.equals(shape.toArray(), info.space().sizes());
    return switch (info.layout()) {
      case Layout.Contiguous _ when asStored -> Optional.of(chunks.maxChunk());
      case Layout.Chunked chunked when asStored && info.pipeline().isEmpty() ->
          Optional.of(Shape.of(chunked.chunk()));
      case Layout.Contiguous _, Layout.Chunked _, Layout.Compact _, Layout.Elsewhere _ ->
          Optional.empty();
    };
  }

  @Override
  public boolean isUnwritten(Box grid) {
    return switch (info.layout()) {
      case Layout.Contiguous contiguous -> contiguous.address() == Hdf5File.UNDEFINED;
      case Layout.Chunked chunked -> {
        // Characters of a text may be cut too: all along them.
        long[] first = new long[chunked.chunk().length];
        long[] last = new long[first.length];
        Arrays.fill(last, Long.MAX_VALUE);
        for (int d = 0; d < grid.ndim(); d++) {
          first[d] = grid.start(d);
          last[d] = grid.end(d) - 1;
        }
        yield grid.size() == 0 || table(chunked).isEmpty(first, last);
      }
      case Layout.Compact _, Layout.Elsewhere _ -> false;
    };
  }

  private boolean sticksOut(Layout.Chunked chunked, long[] index) {
    for (int d = 0; d < index.length; d++) {
      if ((index[d] + 1) * chunked.chunk()[d] > info.space().sizes()[d]) {
        return true;
      }
    }
    return false;
  }

  private synchronized ChunkTable table(Layout.Chunked chunked) {
    if (table == null) {
      table = ChunkIndex.read(file, chunked, info.space(), path());
      file.forget();
    }
    return table;
  }

  /// Whether all that a chunk holds is its values, once its filters are undone.
  private boolean isWhole(long[] index) {
    if (!elements.areValues() || !(info.layout() instanceof Layout.Chunked chunked)) {
      return false;
    }
    Box box = chunks.box(index);
    for (int d = 0; d < index.length; d++) {
      if (box.length(d) != chunked.chunk()[d] || box.end(d) > info.space().sizes()[d]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean decodeInto(
      long[] index, ChunkLocation location, MemorySegment encoded, MemorySegment target) {
    if (!isWhole(index)) {
      return false;
    }
    try {
      info.pipeline().decodeInto(encoded, location.filterMask(), target);
      return true;
    } catch (AmasiaException e) {
      throw failed(index, e);
    }
  }

  @Override
  public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
    Box box = chunks.box(index);
    if (isWhole(index)) {
      NdArray values = NdArray.allocate(dtype(), box.shape());
      try {
        boolean _ = decodeInto(index, location, encoded, values.data());
        return values;
      } catch (Throwable e) {
        values.close();
        throw e;
      }
    }
    try {
      if (!(info.layout() instanceof Layout.Chunked chunked)) {
        return elements.decode(encoded, box.shape(), box.shape(), box.shape(), fill);
      }
      long[] full = Arrays.copyOf(chunked.chunk(), index.length);
      long[] stored = new long[index.length];
      for (int d = 0; d < stored.length; d++) {
        // Beyond the lengths of the dataset a chunk holds whatever was there.
        stored[d] = Math.clamp(info.space().sizes()[d] - box.start(d), 0, box.length(d));
      }
      try (var decoded = info.pipeline().decode(encoded, location.filterMask(), chunked.bytes())) {
        return elements.decode(
            decoded.segment(), Shape.of(full), Shape.of(stored), box.shape(), fill);
      }
    } catch (AmasiaException e) {
      throw failed(index, e);
    }
  }

  private AmasiaException failed(long[] index, AmasiaException e) {
    String what = "%s: variable '%s', chunk %s: ".formatted(url(), path(), Arrays.toString(index));
    String why = e.getMessage() == null ? "" : e.getMessage().replace(url() + ": ", "");
    return switch (e) {
      case AmasiaException.Format _ -> new AmasiaException.Format(what + why, e);
      case AmasiaException.Unsupported _ -> new AmasiaException.Unsupported(what + why);
      default -> e;
    };
  }
}
