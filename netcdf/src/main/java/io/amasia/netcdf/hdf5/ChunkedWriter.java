package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.netcdf.WrittenBox;
import io.amasia.storage.Crc32c;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.WholeChunk;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Writes numbers in chunks, filtered; those that stick out of the array are filled up.
final class ChunkedWriter implements VariableWriter {
  private final Schema.Variable variable;
  private final FilterChain filters;
  private final ChunkGrid chunks;
  private final ChunkPlaces places;
  private final MemorySegment fill;
  private long index = Hdf5File.UNDEFINED;

  ChunkedWriter(TargetTree.Place place, FilterChain filters) {
    this.variable = place.variable();
    this.filters = filters;
    this.chunks = new ChunkGrid(variable.shape(), VariableWriter.chunkLengths(place));
    this.places = new ChunkPlaces(place.path(), chunks.count());
    byte[] value = VariableWriter.fill(variable);
    this.fill = Arena.ofAuto().allocate(value.length, 8).copyFrom(MemorySegment.ofArray(value));
  }

  /// Encoded chunks and their numbers in the grid.
  private record Encoded(List<Integer> numbers, List<Bytes> chunks) implements Sink.Serial.Piece {
    @Override
    public long bytes() {
      return chunks.stream().mapToLong(chunk -> chunk.segment().byteSize()).sum();
    }

    @Override
    public void close() {
      chunks.forEach(Bytes::close);
    }
  }

  @Override
  public Chunks grid() {
    return chunks.chunks();
  }

  @Override
  public long encoderBytes() {
    return filters.encoderBytes(grid().maxChunk().size() * variable.dtype().itemSize());
  }

  @Override
  public Sink.Serial.Piece encode(Box box, NdArray values) {
    Encoded encoded = new Encoded(new ArrayList<>(), new ArrayList<>());
    try {
      chunks.forEach(
          box,
          (number, part) -> {
            encoded.numbers.add(number);
            encoded.chunks.add(encode(box, values, part));
          });
      return encoded;
    } catch (Throwable e) {
      encoded.close();
      throw e;
    }
  }

  private Bytes encode(Box box, NdArray values, Box part) {
    AmasiaException.Cancelled.ifInterrupted();
    Bytes whole = WholeChunk.of(values, box, part, chunks.chunkShape(), fill);
    // what is appended later must not be the caller's
    return filters.isEmpty() && whole.isBorrowed()
        ? Bytes.copyOf(whole.segment())
        : filters.encode(whole);
  }

  @Override
  public Appended append(Sink.Serial.Piece piece, FileEnd end) {
    Encoded encoded = (Encoded) piece;
    List<Long> lengths = new ArrayList<>();
    var crc = new CRC32C();
    for (int i = 0; i < encoded.chunks.size(); i++) {
      MemorySegment bytes = encoded.chunks.get(i).segment();
      places.set(encoded.numbers.get(i), end.append(bytes), bytes.byteSize());
      lengths.add(bytes.byteSize());
      Crc32c.add(crc, bytes);
    }
    return new Appended(lengths, (int) crc.getValue());
  }

  @Override
  public boolean takeUp(WrittenBox box, FileEnd end) {
    var crc = new CRC32C();
    Optional<List<Long>> addresses = end.takeUp(box.lengths(), crc);
    if (addresses.isEmpty() || (int) crc.getValue() != box.crc()) {
      return false;
    }
    Iterator<Long> at = addresses.get().iterator();
    Iterator<Long> length = box.lengths().iterator();
    chunks.forEach(box.box(), (number, _) -> places.set(number, at.next(), length.next()));
    return true;
  }

  @Override
  public void finish(FileEnd end) {
    index = chunks.writeIndex(places, end);
  }

  @Override
  public void describe(HeaderMessages header) {
    header.add(ObjectHeader.FILL, VariableWriter.fillMessage(VariableWriter.fill(variable)));
    int size = variable.dtype().itemSize();
    header.add(
        ObjectHeader.LAYOUT, VariableWriter.chunked(index, chunks.chunkShape().toArray(), size));
    if (!filters.isEmpty()) {
      header.add(ObjectHeader.FILTERS, filters.message());
    }
  }
}
