package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import io.amasia.storage.Store;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.BoxCopy;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.StoredArray;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An array of a Zarr hierarchy. Its [#chunks] are the inner chunks where it is sharded, innermost
/// where shards are nested.
///
/// A chunk without shards is always given a location; that its key is absent shows when it is read.
final class ZarrArray implements StoredArray {
  private final Location location;
  private final String name;
  private final String path;
  private final ArrayMetadata metadata;
  private final List<String> dims;
  private final ShardIndexCache indexes;

  private final List<ShardLayout> levels = new ArrayList<>();
  private final ChunkDecoder decoder;
  private final Chunks chunks;

  /// The array at `location`.
  ///
  /// @param path from the root of the dataset, such as `/forecast/tas`
  /// @param dims its dimension names, all given
  ZarrArray(
      Location location,
      String path,
      ArrayMetadata metadata,
      List<String> dims,
      ShardIndexCache indexes) {
    this.location = location;
    this.name = path.substring(path.lastIndexOf('/') + 1);
    this.path = path;
    this.metadata = metadata;
    this.dims = List.copyOf(dims);
    this.indexes = indexes;
    CodecChain chain = metadata.chain();
    Shape chunk = metadata.chunk();
    for (ShardLayout l = chain.readableShards(); l != null; l = chain.readableShards()) {
      levels.add(l);
      chain = l.chain();
      chunk = l.inner();
    }
    decoder = new ChunkDecoder(chain, chunk, metadata.fill());
    chunks = Chunks.regular(metadata.shape(), chunk.toArray());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String path() {
    return path;
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
    return metadata.fill().dtype();
  }

  @Override
  public Shape shape() {
    return metadata.shape();
  }

  @Override
  public Chunks chunks() {
    return chunks;
  }

  @Override
  public Map<String, Attribute> attrs() {
    return metadata.attrs();
  }

  @Override
  public String codecs() {
    return metadata.chain().words();
  }

  @Override
  public Optional<List<CodecChoice>> codecChoices() {
    return Optional.ofNullable(metadata.choices());
  }

  @Override
  public List<Long> shards() {
    return levels.isEmpty()
        ? List.of()
        : Arrays.stream(metadata.chunk().toArray()).boxed().toList();
  }

  @Override
  public NdArray fill() {
    return metadata.fill();
  }

  @Override
  public Optional<Shape> rawChunk() {
    return decoder.isRaw() ? Optional.of(decoder.chunk()) : Optional.empty();
  }

  @Override
  public Optional<ChunkLocation> locate(long[] index) {
    String key = location.resolve(metadata.keys().key(coarser(index, metadata.chunk())));
    if (levels.isEmpty()) {
      return Optional.of(new ChunkLocation(key, ByteRange.ALL, 0));
    }
    ByteRange.Span within = place(key, null, levels.getFirst(), index);
    for (int l = 1; l < levels.size() && within != null; l++) {
      within = place(key, within, levels.get(l), index);
    }
    return within == null ? Optional.empty() : Optional.of(new ChunkLocation(key, within, 0));
  }

  @Override
  public Stream<String> keys(Box box) {
    Chunks values = Chunks.regular(metadata.shape(), metadata.chunk().toArray());
    Box grid = values.overlapping(box);
    return LongStream.range(0, grid.size())
        .mapToObj(i -> location.resolve(metadata.keys().key(grid.index(i))));
  }

  /// Where the part of `level` that holds the chunk at `index` lies; null if it was never written.
  ///
  /// @param within the shard itself, or null for all of the key's value
  private ByteRange.@Nullable Span place(
      String key, ByteRange.@Nullable Span within, ShardLayout level, long[] index) {
    String id = within == null ? key : key + "@" + within.offset();
    try {
      ShardIndex entries = indexes.get(id, () -> readIndex(key, within, level));
      Shape perShard = level.perShard();
      long[] local = coarser(index, level.inner());
      for (int d = 0; d < local.length; d++) {
        local[d] %= perShard.size(d);
      }
      long i = Boxes.dot(local, perShard.strides());
      if (!entries.has(i)) {
        return null;
      }
      entries.check(i, within == null ? Long.MAX_VALUE : within.length());
      long base = within == null ? 0 : within.offset();
      return new ByteRange.Span(base + entries.offset(i), entries.length(i));
    } catch (AmasiaException.Format e) {
      throw damaged("chunk " + Arrays.toString(index) + " in shard " + key, e);
    }
  }

  private ShardIndex readIndex(String key, ByteRange.@Nullable Span within, ShardLayout level) {
    long length = level.indexBytes();
    ByteRange range;
    if (within == null) {
      range = level.index().atEnd() ? new ByteRange.Suffix(length) : new ByteRange.Span(0, length);
    } else {
      long start = level.index().atEnd() ? within.length() - length : 0;
      if (start < 0 || length > within.length()) {
        throw new AmasiaException.Format("the nested shard is shorter than its index");
      }
      range = new ByteRange.Span(within.offset() + start, length);
    }
    Optional<Lease> bytes = store().read(key, range);
    if (bytes.isEmpty()) {
      return ShardIndex.missing();
    }
    try (Lease lease = bytes.get()) {
      return ShardIndex.parse(lease.segment(), level);
    }
  }

  /// The index, in a grid of chunks of shape `larger`, of the one that holds the chunk at `index`.
  private long[] coarser(long[] index, Shape larger) {
    long[] coarse = new long[index.length];
    for (int d = 0; d < coarse.length; d++) {
      coarse[d] = index[d] / (larger.size(d) / decoder.chunk().size(d));
    }
    return coarse;
  }

  @Override
  public NdArray decode(long[] index, ChunkLocation at, MemorySegment encoded) {
    try {
      return decoder.decode(encoded, chunks.box(index).shape());
    } catch (AmasiaException.Format e) {
      throw damaged("chunk " + at.key() + where(at.range()), e);
    }
  }

  @Override
  public NdArray decode(long[] index, ChunkLocation at, Lease encoded) {
    Shape shape = chunks.box(index).shape();
    if (decoder.isAsStored(shape)
        && encoded.segment().byteSize() == shape.size() * dtype().itemSize()) {
      return NdArray.leased(dtype(), shape, encoded);
    }
    try (encoded) {
      return decode(index, at, encoded.segment());
    }
  }

  @Override
  public boolean decodeInto(
      long[] index, ChunkLocation at, MemorySegment encoded, MemorySegment target) {
    try {
      return decoder.decodeInto(encoded, chunks.box(index).shape(), target);
    } catch (AmasiaException.Format e) {
      throw damaged("chunk " + at.key() + where(at.range()), e);
    }
  }

  @Override
  public boolean decodePart(
      long[] index, ChunkLocation at, MemorySegment encoded, Box part, NdArray target, Box box) {
    Box chunk = chunks.box(index);
    Box within = part;
    for (int d = 0; d < part.ndim(); d++) {
      within = within.with(d, part.start(d) - chunk.start(d), part.length(d));
    }
    try {
      return decoder.decodePart(encoded, within, BoxCopy.place(target, box, part));
    } catch (AmasiaException.Format e) {
      throw damaged("chunk " + at.key() + where(at.range()), e);
    }
  }

  private static String where(ByteRange range) {
    return range instanceof ByteRange.Span(long offset, long length)
        ? " (bytes %d + %d)".formatted(offset, length)
        : "";
  }

  private AmasiaException.Format damaged(String what, AmasiaException.Format cause) {
    return new AmasiaException.Format(
        "%s: array %s: %s is damaged: %s".formatted(url(), path, what, cause.getMessage()), cause);
  }

  @Override
  public String toString() {
    return path + dtype() + shape();
  }
}
