package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Chunks;
import io.amasia.array.Shape;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Session;
import io.amasia.storage.FileStore;
import io.amasia.storage.Leftovers;
import io.amasia.storage.Location;
import io.amasia.storage.Locations;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.Joining;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import io.amasia.storage.format.WriteMode;
import io.amasia.storage.format.WriteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a file holds and, along a dimension after it, what is appended: the plan of a file that
/// takes its name. Lazy; the file is read while the other is written.
final class AppendedCopy implements AutoCloseable {
  private final Location location;
  private final Optional<String> stamp;
  private final StoredDataset there;
  private final String dim;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Schema schema;

  /// Puts `added` after what the file at `url` has, along the dimension of `mode`.
  ///
  /// @param added what is appended, as the file stores it
  /// @throws AmasiaException.Conflict if they don't fit, or another writer is at work there
  static void write(EncodedGroups added, WriteMode.Append mode, String url, Format format) {
    if (!added.packed().isEmpty()) {
      writePacked(added, mode, url, format);
      return;
    }
    try (var copy = new AppendedCopy(Locations.of(url), format, mode, added);
        Sink sink = format.create(copy.request(url))) {
      copy.requireUnchanged();
      Session.current().write(copy.nodes, sink);
      sink.commit();
    }
  }

  /// Packs what is appended into a file in the scratch folder first: packing is what writing does.
  private static void writePacked(
      EncodedGroups added, WriteMode.Append mode, String url, Format format) {
    Path scratch = null;
    try {
      scratch = Files.createTempDirectory(Session.current().scratch(), "amasia-append");
      String packed = scratch.resolve("packed.nc").toString();
      try (Sink sink = format.create(WriteRequest.of(packed, added.schema(), false))) {
        Session.current().write(added.nodes(), added.packed(), sink);
        sink.commit();
      }
      try (StoredDataset stored = Formats.open(packed)) {
        CfEncoder.Encoded read = StoredSchema.of(stored, format, ConversionOptions.standard());
        write(new EncodedGroups(added.schema(), read.nodes(), Map.of()), mode, url, format);
      }
    } catch (IOException e) {
      throw new AmasiaException.Format("can't write in the scratch folder: " + e.getMessage(), e);
    } finally {
      remove(scratch);
    }
  }

  private static void remove(@Nullable Path scratch) {
    try {
      if (scratch != null) {
        Leftovers.delete(scratch);
      }
    } catch (IOException _) {
      // the system clears its temporary folder
    }
  }

  /// @param added what is appended, as the file at `location` stores it
  /// @throws AmasiaException.Conflict if they don't fit: names both sides
  private AppendedCopy(
      Location location, Format format, WriteMode.Append mode, EncodedGroups added) {
    this.location = location;
    this.dim = mode.dim();
    this.stamp = stamp();
    if (stamp.isEmpty()) {
      throw new AmasiaException.Conflict(
          location.url() + " is not there, so nothing can be joined to it; write it first");
    }
    this.there = Formats.open(location);
    try {
      requireAllRead();
      CfEncoder.Encoded copied = StoredSchema.of(there, format, ConversionOptions.standard());
      Map<String, Joining.There> arrays = new LinkedHashMap<>();
      copied
          .schema()
          .byPath()
          .forEach(
              (path, v) -> arrays.put(path, new Joining.There(v.dims(), v.dtype(), v.shape())));
      Joining joining = Joining.of(arrays, added.schema(), mode, location.url());
      nodes.putAll(copied.nodes());
      joining.shapes().keySet().forEach(path -> nodes.put(path, joined(added, path)));
      schema = longer(copied.schema(), "", joining, added.schema().byPath());
    } catch (Throwable e) {
      there.close();
      throw e;
    }
  }

  /// To replace the file by one of the same variant.
  private WriteRequest request(String url) {
    return WriteRequest.of(url, schema, true).withVariant(there.variant());
  }

  /// Refuses to replace a file by a copy that would lack what can't be read of it.
  ///
  /// @throws AmasiaException.Conflict that names it
  private void requireAllRead() {
    List<String> lacking = left(there.root()).toList();
    if (!lacking.isEmpty()) {
      throw new AmasiaException.Conflict(
          "appending writes %s anew, which would lose what can't be read of it: %s; append to a copy without it, or write a .zarr"
              .formatted(location.url(), String.join("; ", lacking)));
    }
  }

  /// What was left out of `group` and those in it.
  private static Stream<String> left(StoredGroup group) {
    return Stream.concat(
        group.notes().stream(), group.groups().stream().flatMap(AppendedCopy::left));
  }

  private Node joined(EncodedGroups added, String path) {
    Schema.Variable variable = added.schema().byPath().get(path);
    if (variable == null) {
      throw new IllegalStateException("no variable " + path);
    }
    List<Node> both = List.of(node(nodes, path), node(added.nodes(), path));
    return Nodes.concat(variable.dims().indexOf(dim), both);
  }

  private static Node node(Map<String, Node> nodes, String path) {
    Node node = nodes.get(path);
    if (node == null) {
      throw new IllegalStateException("no values of " + path);
    }
    return node;
  }

  /// `before` with the arrays and the dimension as they will be. What lay there in one piece has
  /// the codecs that are said of what is appended.
  private Schema longer(
      Schema before, String folder, Joining joining, Map<String, Schema.Variable> added) {
    Map<String, Long> dims = new LinkedHashMap<>(before.dims());
    var variables =
        before.variables().stream()
            .map(had -> {
              Schema.Variable more = added.get(folder + had.name());
              Schema.Variable variable =
                  had.codecs() == null && more != null ? had.withCodecs(more.codecs()) : had;
              Shape shape = joining.shapes().get(folder + had.name());
              if (shape == null) {
                return variable;
              }
              dims.computeIfPresent(dim, (_, _) -> shape.size(variable.dims().indexOf(dim)));
              return variable.withShape(shape, Chunks.regular(shape, lengths(variable)));
            })
            .toList();
    Map<String, Schema> groups = new LinkedHashMap<>();
    before
        .groups()
        .forEach(
            (name, group) -> groups.put(name, longer(group, folder + name + "/", joining, added)));
    return new Schema(dims, before.unlimited(), before.attrs(), variables, groups);
  }

  private static long[] lengths(Schema.Variable variable) {
    long[] lengths = variable.chunks().maxChunk().toArray();
    for (int d = 0; d < lengths.length; d++) {
      lengths[d] = Math.max(1, lengths[d]);
    }
    return lengths;
  }

  /// What tells the file from another that took its name; empty if there is none.
  private Optional<String> stamp() {
    if (!(location.store() instanceof FileStore files)) {
      return Optional.empty();
    }
    try {
      var file = Files.readAttributes(files.path(location.key()), BasicFileAttributes.class);
      return Optional.of(file.fileKey() + " " + file.size() + " " + file.lastModifiedTime());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Refuses to replace a file that another writer changed since it was looked at.
  ///
  /// @throws AmasiaException.Conflict if it was
  private void requireUnchanged() {
    if (!stamp().equals(stamp)) {
      throw new AmasiaException.Conflict(location.url() + " was changed meanwhile; write again");
    }
  }

  @Override
  public void close() {
    there.close();
  }
}
