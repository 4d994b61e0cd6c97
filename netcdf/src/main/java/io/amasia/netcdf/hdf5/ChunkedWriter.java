package io.amasia.netcdf.hdf5;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.netcdf.WrittenBox;
import io.amasia.storage.Crc32c;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Writes numbers in chunks, encoded by a [ChunkEncoder], here or in another process.
final class ChunkedWriter implements VariableWriter {
  private final Schema.Variable variable;
  private final ChunkEncoder encoder;
  private final ChunkGrid chunks;
  private final ChunkPlaces places;
  private long index = Hdf5File.UNDEFINED;

  ChunkedWriter(TargetTree.Place place, FilterChain filters) {
    variable = place.variable();
    chunks = new ChunkGrid(variable.shape(), VariableWriter.chunkLengths(place));
    places = new ChunkPlaces(place.path(), chunks.count());
    byte[] fill = VariableWriter.fill(variable);
    encoder = ChunkEncoder.of(place.path(), variable.dtype(), chunks, filters, fill);
  }

  /// The encoded chunks of a box, in C order.
  private record Encoded(Box box, List<Bytes> chunks) implements Sink.Serial.Piece {
    @Override
    public long bytes() {
      return chunks.stream().mapToLong(chunk -> chunk.segment().byteSize()).sum();
    }

    @Override
    public void close() {
      chunks.forEach(Bytes::close);
    }
  }

  /// Encodes its chunks.
  ChunkEncoder encoder() {
    return encoder;
  }

  @Override
  public Chunks grid() {
    return chunks.chunks();
  }

  @Override
  public long encoderBytes() {
    return encoder.encoderBytes();
  }

  @Override
  public Sink.Serial.Piece encode(Box box, NdArray values) {
    return piece(box, encoder.encode(box, values));
  }

  /// The piece that is made of what the encoder gave.
  Sink.Serial.Piece piece(Box box, List<Bytes> encoded) {
    return new Encoded(box, encoded);
  }

  @Override
  public Appended append(Sink.Serial.Piece piece, FileEnd end) {
    Encoded encoded = (Encoded) piece;
    List<Long> lengths = new ArrayList<>();
    var crc = new CRC32C();
    Iterator<Bytes> next = encoded.chunks.iterator();
    chunks.forEach(
        encoded.box,
        (number, _) -> {
          MemorySegment bytes = next.next().segment();
          places.set(number, end.append(bytes), bytes.byteSize());
          lengths.add(bytes.byteSize());
          Crc32c.add(crc, bytes);
        });
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
    if (!encoder.filters().isEmpty()) {
      header.add(ObjectHeader.FILTERS, encoder.filters().message());
    }
  }
}
