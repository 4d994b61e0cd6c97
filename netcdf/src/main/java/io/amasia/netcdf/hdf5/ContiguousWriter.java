package io.amasia.netcdf.hdf5;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.netcdf.PartialFile;
import io.amasia.netcdf.Rows;
import io.amasia.netcdf.WrittenBox;
import io.amasia.storage.Crc32c;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.zip.CRC32C;

/// Writes numbers in one piece. Each has its place from the start, so blocks are written at once,
/// by any thread, and nothing is left to append.
final class ContiguousWriter implements VariableWriter {
  private final Schema.Variable variable;
  private final PartialFile file;
  private final long address;
  private final long bytes;

  ContiguousWriter(Schema.Variable variable, PartialFile file, FileEnd end) {
    this.variable = variable;
    this.file = file;
    this.bytes = Math.multiplyExact(variable.shape().size(), variable.dtype().itemSize());
    this.address = bytes == 0 ? Hdf5File.UNDEFINED : end.reserve(bytes);
  }

  /// What was written already: its place is known.
  private record Written(long bytes, int crc) implements Sink.Serial.Piece {
    @Override
    public void close() {}
  }

  @Override
  public Chunks grid() {
    return VariableWriter.whole(variable);
  }

  @Override
  public Sink.Serial.Piece encode(Box box, NdArray values) {
    var crc = new CRC32C();
    forEachRow(
        box,
        (from, at, bytes) -> {
          MemorySegment row = values.data().asSlice(from, bytes);
          Crc32c.add(crc, row);
          file.write(row, at);
        });
    return new Written(values.nbytes(), (int) crc.getValue());
  }

  /// Calls `row` with where each row of `box` begins in its values and in the file, and its bytes.
  private void forEachRow(Box box, Rows.Copy row) {
    int size = variable.dtype().itemSize();
    long first = VariableWriter.offset(box, Box.all(variable.shape()));
    Rows.forEach(
        box.shape(),
        box.shape(),
        variable.shape(),
        (from, to, count) -> row.copy(from * size, address + (first + to) * size, count * size));
  }

  @Override
  public Appended append(Sink.Serial.Piece piece, FileEnd end) {
    return new Appended(List.of(), ((Written) piece).crc);
  }

  @Override
  public boolean takeUp(WrittenBox box, FileEnd end) {
    var crc = new CRC32C();
    boolean[] isThere = {true};
    forEachRow(box.box(), (_, at, bytes) -> isThere[0] &= file.checksum(at, bytes, crc));
    return isThere[0] && (int) crc.getValue() == box.crc();
  }

  @Override
  public void finish(FileEnd end) {}

  @Override
  public void describe(HeaderMessages header) {
    header.add(ObjectHeader.FILL, VariableWriter.fillMessage(VariableWriter.fill(variable)));
    header.add(ObjectHeader.LAYOUT, VariableWriter.contiguous(address, bytes));
  }
}
