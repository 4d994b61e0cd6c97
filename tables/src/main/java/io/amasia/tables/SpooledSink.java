package io.amasia.tables;

import io.amasia.array.AmasiaException;
import io.amasia.array.Box;
import io.amasia.array.Calendar;
import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.storage.Leftovers;
import io.amasia.storage.WriterLock;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.WriteMode;
import io.amasia.storage.format.WriteRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A file whose parts lie in another order than they are computed in: values are put down beside it
/// first, and the file is made of them at the end, value by value. It takes little memory, and disk
/// for the values once more. What killed writers of it left is removed when it begins.
abstract class SpooledSink implements Sink.Keyed {
  private static final Set<String> TIES =
      Set.of("bounds", "climatology", "grid_mapping", "cell_measures");

  final Schema schema;
  private final Path target;
  private final Path folder;
  private final WriterLock lock;
  private final Map<String, Spool> spools = new LinkedHashMap<>();

  /// A new file, or one that replaces what is there.
  SpooledSink(String form, WriteRequest request) {
    schema = request.schema();
    target = Path.of(request.url().replaceFirst("^file:(//)?", ""));
    if (request.mode().joins()) {
      throw new AmasiaException.Unsupported(
          "%s: %s can only be written whole; write .zarr to append".formatted(target, form));
    }
    if (!schema.groups().isEmpty()) {
      throw new AmasiaException.Unsupported(
          "%s: %s holds no groups (%s); write .nc or .zarr"
              .formatted(target, form, schema.groups().keySet()));
    }
    if (request.mode() instanceof WriteMode.Create && Files.exists(target)) {
      throw new AmasiaException.Conflict(
          target + " exists already; give another name, or -O to overwrite it");
    }
    Optional<Path> living = Leftovers.remove(target);
    if (living.isPresent()) {
      throw WriterLock.refusal(target, living.get());
    }
    folder = WriterLock.newName(target);
    try {
      Files.createDirectory(folder);
      lock = WriterLock.of(folder.resolve(Leftovers.LOCK));
    } catch (IOException e) {
      throw failed(e);
    }
    try {
      for (Schema.Variable variable : schema.variables()) {
        Path path = folder.resolve(Integer.toString(spools.size()));
        spools.put(variable.name(), Spool.of(variable, path));
      }
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /// Tests before anything is computed whether the file can be made.
  ///
  /// @throws AmasiaException.Usage that says why not
  void check() {}

  /// `sink`, which can be made; closed if it can't.
  static SpooledSink checked(SpooledSink sink) {
    try {
      sink.check();
      return sink;
    } catch (Throwable e) {
      sink.close();
      throw e;
    }
  }

  /// Makes the file of what was put down.
  abstract void make(Path file) throws IOException;

  Spool spool(Schema.Variable variable) {
    return Objects.requireNonNull(spools.get(variable.name()));
  }

  private Column column(Schema.Variable variable) {
    Optional<Calendar> calendar = text(variable.attrs(), "calendar").flatMap(Calendar::find);
    return new Column(
        variable.name(),
        variable.dims(),
        variable.shape(),
        variable.dtype(),
        calendar,
        text(variable.attrs(), "units"),
        variable.attrs(),
        spool(variable).cells(calendar.orElse(Calendar.STANDARD)));
  }

  private static Optional<String> text(Map<String, Attribute> attrs, String name) {
    return attrs.get(name) instanceof Attribute.Text(String value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /// The arrays that are named like a dimension or by an attribute `coordinates`.
  List<Column> coords() {
    Set<String> names = new LinkedHashSet<>(schema.dims().keySet());
    text(schema.attrs(), "coordinates").ifPresent(t -> names.addAll(List.of(t.split("\\s+", -1))));
    return schema.variables().stream()
        .filter(v -> names.contains(v.name()))
        .map(this::column)
        .toList();
  }

  /// The arrays that are no coordinates.
  List<Column> variables() {
    Set<String> coords = new LinkedHashSet<>();
    coords().forEach(c -> coords.add(c.name()));
    return schema.variables().stream()
        .filter(v -> !coords.contains(v.name()))
        .map(this::column)
        .toList();
  }

  /// The variables that are not there for another one's sake, as bounds and cell areas are.
  List<Column> data() {
    List<String> tied = new ArrayList<>();
    for (Schema.Variable variable : schema.variables()) {
      for (String tie : TIES) {
        text(variable.attrs(), tie).ifPresent(t -> tied.addAll(List.of(t.split("\\s+", -1))));
      }
    }
    return variables().stream().filter(c -> !tied.contains(c.name())).toList();
  }

  @Override
  public Chunks writeChunks(String name) {
    return schema.variables().stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow()
        .chunks();
  }

  @Override
  public long write(String name, Box box, NdArray values) {
    Objects.requireNonNull(spools.get(name), name).write(box, values);
    return values.nbytes();
  }

  @Override
  public void commit() {
    Path made = folder.resolve("made");
    try {
      make(made);
      try (FileChannel file = FileChannel.open(made, StandardOpenOption.WRITE)) {
        file.force(true);
      }
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private AmasiaException failed(IOException e) {
    String why = e instanceof NoSuchFileException ? "no such folder" : e.getMessage();
    return new AmasiaException.Format("can't write '%s': %s".formatted(target, why), e);
  }

  @Override
  public void close() {
    spools.values().forEach(Spool::close);
    spools.clear();
    try (lock) {
      Leftovers.delete(folder);
    } catch (IOException _) {
      // It stays as a folder whose name says what it is.
    }
  }
}
