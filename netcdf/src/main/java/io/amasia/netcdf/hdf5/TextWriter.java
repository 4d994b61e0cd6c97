package io.amasia.netcdf.hdf5;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.netcdf.PartialFile;
import io.amasia.netcdf.Rows;
import io.amasia.netcdf.WrittenBox;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Writes texts of any length: the bytes into global heaps, and elements that point there, in one
/// piece or, where the array may grow, in chunks. Filters would compress the pointers only.
final class TextWriter implements VariableWriter {
  private static final int ELEMENT = DatatypeMessage.VLEN_BYTES;

  private final Schema.Variable variable;
  private final PartialFile file;
  private final @Nullable ChunkGrid chunks;
  private final ChunkPlaces places;
  private long address = Hdf5File.UNDEFINED;

  TextWriter(TargetTree.Place place, PartialFile file, FileEnd end) {
    this.variable = place.variable();
    this.file = file;
    if (place.grows()) {
      chunks = new ChunkGrid(variable.shape(), VariableWriter.chunkLengths(place));
      places = new ChunkPlaces(place.path(), chunks.count());
    } else {
      chunks = null;
      places = new ChunkPlaces(place.path(), 0);
      address = bytes() == 0 ? address : end.reserve(bytes());
    }
  }

  private long bytes() {
    return Math.multiplyExact(variable.shape().size(), (long) ELEMENT);
  }

  /// The texts of a box, with their places once they are given to the file.
  private record Texts(
      Box box, HeapCollections heap, List<HeapCollections.Place> places, long texts)
      implements Sink.Serial.Piece {
    @Override
    public long bytes() {
      return (long) places.size() * ELEMENT + texts;
    }

    @Override
    public void close() {}
  }

  @Override
  public Chunks grid() {
    return chunks == null ? VariableWriter.whole(variable) : chunks.chunks();
  }

  @Override
  public Sink.Serial.Piece encode(Box box, NdArray values) {
    HeapCollections heap = new HeapCollections();
    List<HeapCollections.Place> places = new ArrayList<>();
    long bytes = 0;
    for (long i = 0; i < values.size(); i++) {
      byte[] text = values.getString(i).getBytes(StandardCharsets.UTF_8);
      places.add(heap.add(text, text.length));
      bytes += text.length;
    }
    return new Texts(box, heap, places, bytes);
  }

  @Override
  public Appended append(Sink.Serial.Piece piece, FileEnd end) {
    Texts texts = (Texts) piece;
    texts.heap.placeAt(end.address());
    byte[] heap = texts.heap.encode();
    end.append(heap);
    List<Long> lengths = new ArrayList<>(List.of((long) heap.length));
    var crc = new CRC32C();
    crc.update(heap);
    Fields elements = new Fields();
    texts.places.forEach(place -> texts.heap.element(elements, place));
    ChunkGrid grid = chunks;
    if (grid == null) {
      place(texts.box, elements.toByteArray());
      crc.update(elements.toByteArray());
    } else {
      grid.forEach(
          texts.box,
          (number, part) -> {
            byte[] chunk = chunk(grid.chunkShape(), texts.box, part, elements.toByteArray());
            places.set(number, end.append(chunk), chunk.length);
            lengths.add((long) chunk.length);
            crc.update(chunk);
          });
    }
    return new Appended(lengths, (int) crc.getValue());
  }

  @Override
  public boolean takeUp(WrittenBox box, FileEnd end) {
    var crc = new CRC32C();
    Optional<List<Long>> addresses = end.takeUp(box.lengths(), crc);
    boolean[] isThere = {addresses.isPresent()};
    if (chunks == null) {
      forEachRow(
          box.box(), (_, at, bytes) -> isThere[0] = isThere[0] && file.checksum(at, bytes, crc));
    }
    if (!isThere[0] || (int) crc.getValue() != box.crc()) {
      return false;
    }
    if (chunks != null) {
      Iterator<Long> at = addresses.orElseThrow().listIterator(1);
      Iterator<Long> length = box.lengths().listIterator(1);
      chunks.forEach(box.box(), (number, _) -> places.set(number, at.next(), length.next()));
    }
    return true;
  }

  private void place(Box box, byte[] elements) {
    forEachRow(
        box,
        (from, at, bytes) -> file.write(ByteBuffer.wrap(elements, (int) from, (int) bytes), at));
  }

  /// Calls `row` with where each row of `box` begins among its elements and in the file, and its
  /// bytes.
  private void forEachRow(Box box, Rows.Copy row) {
    long first = VariableWriter.offset(box, Box.all(variable.shape()));
    Rows.forEach(
        box.shape(),
        box.shape(),
        variable.shape(),
        (from, to, count) ->
            row.copy(from * ELEMENT, address + (first + to) * ELEMENT, count * ELEMENT));
  }

  private static byte[] chunk(Shape shape, Box box, Box part, byte[] elements) {
    byte[] chunk = new byte[Math.toIntExact(shape.size() * ELEMENT)];
    long start = VariableWriter.offset(part, box);
    Rows.forEach(
        box.shape(),
        part.shape(),
        shape,
        (from, to, count) ->
            System.arraycopy(
                elements,
                (int) (start + from) * ELEMENT,
                chunk,
                (int) to * ELEMENT,
                (int) count * ELEMENT));
    return chunk;
  }

  @Override
  public void finish(FileEnd end) {
    if (chunks != null) {
      address = chunks.writeIndex(places, end);
    }
  }

  @Override
  public void describe(HeaderMessages header) {
    header.add(ObjectHeader.FILL, VariableWriter.fillMessage(new byte[0]));
    header.add(
        ObjectHeader.LAYOUT,
        chunks == null
            ? VariableWriter.contiguous(address, bytes())
            : VariableWriter.chunked(address, chunks.chunkShape().toArray(), ELEMENT));
  }
}
