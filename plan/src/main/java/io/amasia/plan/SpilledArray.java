package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Store;
import io.amasia.storage.codec.BloscCodec;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.StoredArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/// The values of a node in a file of the scratch folder, in pieces that are compressed (shuffled
/// LZ4) and checksummed (CRC-32C). Read like any stored array.
///
/// Each piece is written once, by any thread; what was written may be read when its writer is done.
/// The file is deleted when it is closed, and by the system when the process dies.
public final class SpilledArray implements StoredArray, AutoCloseable {
  /// Bytes of the heap for each piece: where it lies, its length and checksum.
  static final long PIECE_HEAP_BYTES = 16;

  private static final int MOST_PIECES = 50_000_000;

  private final Node node;
  private final Chunks pieces;
  private final ScratchFile file;
  private final BloscCodec codec;
  private final NdArray fill;
  private final long[] offsets;
  private final int[] lengths;
  private final int[] sums;

  /// @param node whose values they are; numbers, not text
  /// @param pieces how they are cut
  /// @param scratch the folder, made if it is missing
  public SpilledArray(Node node, Chunks pieces, Path scratch) {
    if (pieces.count() > MOST_PIECES) {
      throw new AmasiaException.MemoryLimit(
          "rechunking %s of shape %s would take %d pieces, more than %d; raise --memory"
              .formatted(
                  PlanText.label(node.operation()), node.shape(), pieces.count(), MOST_PIECES));
    }
    this.node = node;
    this.pieces = pieces;
    offsets = new long[(int) pieces.count()];
    lengths = new int[offsets.length];
    sums = new int[offsets.length];
    codec = BloscCodec.of("lz4", 1, BloscCodec.Reorder.BYTES, node.dtype().itemSize(), 0);
    file = new ScratchFile(scratch);
    fill = NdArray.allocate(node.dtype(), Shape.of(1));
    fill.data().fill((byte) 0);
  }

  /// Writes the piece at `index` of the grid of pieces; gives the bytes that it takes.
  ///
  /// @throws AmasiaException.Format if the file can't be written, as when the disk is full
  public long write(long[] index, MemorySegment values) {
    int piece = number(index);
    try (Bytes encoded = codec.encode(values)) {
      ByteBuffer bytes = encoded.segment().asByteBuffer();
      sums[piece] = sum(bytes.duplicate());
      lengths[piece] = bytes.remaining();
      offsets[piece] = file.append(bytes);
      return lengths[piece];
    }
  }

  private int number(long[] index) {
    long number = 0;
    for (int d = 0; d < index.length; d++) {
      number = number * pieces.cut(d).count() + index[d];
    }
    return (int) number;
  }

  private static int sum(ByteBuffer bytes) {
    var sum = new CRC32C();
    sum.update(bytes);
    return (int) sum.getValue();
  }

  @Override
  public Optional<ChunkLocation> locate(long[] index) {
    int piece = number(index);
    var range = new ByteRange.Span(offsets[piece], lengths[piece]);
    return Optional.of(new ChunkLocation("", range, 0));
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the caller closes it
  public NdArray decode(long[] index, ChunkLocation location, MemorySegment encoded) {
    NdArray values = NdArray.allocate(node.dtype(), pieces.box(index).shape());
    try {
      if (sum(encoded.asByteBuffer()) != sums[number(index)]) {
        throw new AmasiaException.Format(
            "%s: what was written there came back changed; the disk is faulty".formatted(url()));
      }
      codec.decode(encoded, values.data());
      return values;
    } catch (Throwable e) {
      values.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return "spilled";
  }

  @Override
  public String path() {
    return "/spilled";
  }

  @Override
  public Store store() {
    return file;
  }

  @Override
  public String url() {
    return file.url();
  }

  @Override
  public List<String> dims() {
    return List.of();
  }

  @Override
  public DType dtype() {
    return node.dtype();
  }

  @Override
  public Shape shape() {
    return node.shape();
  }

  @Override
  public Chunks chunks() {
    return pieces;
  }

  @Override
  public Map<String, Attribute> attrs() {
    return Map.of();
  }

  @Override
  public String codecs() {
    return "shuffle, lz4, crc32c";
  }

  @Override
  public NdArray fill() {
    return fill;
  }

  @Override
  public void close() {
    fill.close();
    file.close();
  }

  /// A file that grows at its end and is gone with the process.
  private static final class ScratchFile implements Store {
    private final Path path;
    private final FileChannel channel;
    private final AtomicLong end = new AtomicLong();

    ScratchFile(Path folder) {
      try {
        Files.createDirectories(folder);
        path = Files.createTempFile(folder, "amasia-", ".spill");
        channel =
            FileChannel.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
      } catch (IOException e) {
        throw new AmasiaException.Format(
            "no file for intermediate values can be made in %s (%s); name a folder with --scratch"
                .formatted(folder, e.getMessage()));
      }
    }

    long append(ByteBuffer bytes) {
      long at = end.getAndAdd(bytes.remaining());
      try {
        for (long to = at; bytes.hasRemaining(); ) {
          to += channel.write(bytes, to);
        }
        return at;
      } catch (IOException e) {
        throw new AmasiaException.Format(
            "%s can't be written after %d bytes (%s); name a folder with more room with --scratch"
                .formatted(path, at, e.getMessage()));
      }
    }

    @Override
    public String url() {
      return path.toString();
    }

    @Override
    public OptionalLong size(String key) {
      return OptionalLong.of(end.get());
    }

    @Override
    public Optional<Lease> read(String key, ByteRange range) {
      ByteRange.Span span = ByteRange.within(range, end.get(), url());
      Lease lease = MemoryPool.process().lease(span.length());
      try {
        ByteBuffer into = lease.segment().asByteBuffer();
        for (long from = span.offset(); into.hasRemaining(); ) {
          int n = channel.read(into, from);
          if (n < 0) {
            throw new AmasiaException.Format(url() + " ends early");
          }
          from += n;
        }
        return Optional.of(lease);
      } catch (IOException e) {
        lease.close();
        throw new AmasiaException.Format("%s can't be read: %s".formatted(url(), e.getMessage()));
      } catch (Throwable e) {
        lease.close();
        throw e;
      }
    }

    @Override
    public List<String> list(String prefix) {
      return List.of();
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
