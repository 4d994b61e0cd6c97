package io.amasia.netcdf.hdf5;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.netcdf.PartialFile;
import io.amasia.netcdf.Rows;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;

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
  private record Written(long bytes) implements Sink.Serial.Piece {
    @Override
    public void close() {}
  }

  @Override
  public Chunks grid() {
    return VariableWriter.whole(variable);
  }

  @Override
  public Sink.Serial.Piece encode(Box box, NdArray values) {
    Shape shape = variable.shape();
    int size = variable.dtype().itemSize();
    long first = VariableWriter.offset(box, Box.all(shape));
    Rows.forEach(
        box.shape(),
        box.shape(),
        shape,
        (from, to, count) ->
            file.write(
                values.data().asSlice(from * size, count * size), address + (first + to) * size));
    return new Written(values.nbytes());
  }

  @Override
  public void append(Sink.Serial.Piece piece, FileEnd end) {}

  @Override
  public void finish(FileEnd end) {}

  @Override
  public void describe(HeaderMessages header) {
    header.add(ObjectHeader.FILL, VariableWriter.fillMessage(VariableWriter.fill(variable)));
    header.add(ObjectHeader.LAYOUT, VariableWriter.contiguous(address, bytes));
  }
}
