package io.amasia.netcdf.hdf5;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.netcdf.PartialFile;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.WriteRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes a netCDF-4 file: chunks as they come, indexes and headers at the end, into a
/// [PartialFile].
///
/// What is held meanwhile is where each chunk lies: 12 bytes a chunk.
final class Hdf5Sink implements Sink.Serial {
  private final PartialFile file;
  private final FileEnd end;
  private final Map<String, VariableWriter> writers = new LinkedHashMap<>();
  private final TargetTree tree;

  Hdf5Sink(WriteRequest request) {
    this.file = PartialFile.create(request);
    try {
      this.end = new FileEnd(file, MetadataWriter.start());
      this.tree = new TargetTree(request.schema(), this::writer);
      new MetadataWriter(tree).check();
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  private VariableWriter writer(TargetTree.Place place) {
    VariableWriter writer = VariableWriter.of(place, file, end);
    writers.put(place.path(), writer);
    return writer;
  }

  private VariableWriter writer(String name) {
    VariableWriter writer = writers.get(name);
    if (writer == null) {
      throw new IllegalArgumentException("no variable '" + name + "' in the schema");
    }
    return writer;
  }

  @Override
  public Chunks writeChunks(String name) {
    return writer(name).grid();
  }

  /// What was encoded, and for whom.
  private record Encoded(VariableWriter writer, Piece piece) implements Piece {
    @Override
    public long bytes() {
      return piece.bytes();
    }

    @Override
    public void close() {
      piece.close();
    }
  }

  @Override
  public Piece encode(String name, Box box, NdArray values) {
    VariableWriter writer = writer(name);
    return new Encoded(writer, writer.encode(box, values));
  }

  @Override
  public synchronized void append(Piece piece) {
    Encoded encoded = (Encoded) piece;
    encoded.writer.append(encoded.piece, end);
  }

  @Override
  public synchronized void commit() {
    writers.values().forEach(writer -> writer.finish(end));
    new MetadataWriter(tree).write(end);
    file.extend(end.address());
    file.publish();
  }

  @Override
  public synchronized void close() {
    file.close();
  }
}
