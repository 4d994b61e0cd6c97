package io.amasia.netcdf.hdf5;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.netcdf.PartialFile;
import io.amasia.netcdf.Progress;
import io.amasia.netcdf.WrittenBox;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.WriteRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes a netCDF-4 file: chunks as they come, indexes and headers at the end, into a
/// [PartialFile].
///
/// What is held meanwhile is where each chunk lies: 12 bytes a chunk. The file of a writer that was
/// killed is gone on with behind the last chunk that is noted.
final class Hdf5Sink implements Sink.Serial {
  /// Changed whenever the same work would give other bytes.
  private static final String LAYOUT = "netcdf4 1";

  private final PartialFile file;
  private final Progress progress;
  private final FileEnd end;
  private final Map<String, VariableWriter> writers = new LinkedHashMap<>();
  private final TargetTree tree;

  Hdf5Sink(WriteRequest request) {
    this.file = PartialFile.create(request, LAYOUT);
    try {
      this.end = new FileEnd(file, MetadataWriter.start());
      this.tree = new TargetTree(request.schema(), this::writer);
      new MetadataWriter(tree).check();
      Map<String, Chunks> grids = new LinkedHashMap<>();
      writers.forEach((path, writer) -> grids.put(path, writer.grid()));
      this.progress = new Progress(file, grids);
      List<VariableWriter> inOrder = List.copyOf(writers.values());
      progress.takeUp(box -> isThere(inOrder.get(box.variable()), box));
      file.truncate(end.address());
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  private boolean isThere(VariableWriter writer, WrittenBox box) {
    long before = end.address();
    boolean isThere = writer.takeUp(box, end);
    if (!isThere) {
      end.backTo(before);
    }
    return isThere;
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

  @Override
  public long encoderBytes(String name) {
    return writer(name).encoderBytes();
  }

  /// What was encoded, and for whom.
  private record Encoded(String name, Box box, Piece piece) implements Piece {
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
    return new Encoded(name, box, writer(name).encode(box, values));
  }

  @Override
  public Optional<Invitation> invitation() {
    List<ChunkEncoder> encoders = new ArrayList<>();
    for (VariableWriter writer : writers.values()) {
      if (writer instanceof ChunkedWriter chunked) {
        encoders.add(chunked.encoder());
      }
    }
    return encoders.isEmpty()
        ? Optional.empty()
        : Optional.of(new Invitation(Hdf5Format.NAME, Hdf5Guest.invitation(encoders)));
  }

  @Override
  public Piece piece(String name, Box box, List<Bytes> chunks) {
    if (writer(name) instanceof ChunkedWriter chunked) {
      return new Encoded(name, box, chunked.piece(box, chunks));
    }
    throw new IllegalArgumentException("'" + name + "' is not in chunks");
  }

  @Override
  public synchronized void append(Piece piece) {
    Encoded encoded = (Encoded) piece;
    if (!progress.has(encoded.name, encoded.box)) {
      var appended = writer(encoded.name).append(encoded.piece, end);
      progress.note(encoded.name, encoded.box, appended.lengths(), appended.crc());
    }
  }

  @Override
  public boolean isResumable() {
    return true;
  }

  @Override
  public boolean isWritten(String name, Box box) {
    return progress.has(name, box);
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
