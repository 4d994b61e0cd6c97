package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.ReadChunks;
import io.amasia.plan.Session;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import io.amasia.storage.format.WriteMode;
import io.amasia.storage.format.WriteRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes what a file or store holds to another, of any format, in other chunks and codecs if
/// asked: stored values as they are, groups and attributes included, in bounded memory. Tables have
/// no place for how values were stored, so they get them decoded: times, masked and unpacked.
public final class FormatConversion {
  private FormatConversion() {}

  /// Converts `from` to `to`. The target appears whole or not at all.
  ///
  /// @param notices hears what is left out, a line each
  /// @throws AmasiaException.Usage if no format fits the name `to`, or a dimension is not there
  /// @throws AmasiaException.Conflict if `to` exists and may not be overwritten
  /// @throws AmasiaException.Unsupported if its format can't hold what `from` has
  public static void convert(
      String from, String to, ConversionOptions options, Consumer<String> notices) {
    Format format = Formats.forWriting(to, options.variant());
    if (format.holdsMeaning()) {
      decode(from, to, options, notices);
      return;
    }
    try (StoredDataset source = Formats.open(from)) {
      notes(source.root(), notices);
      CfEncoder.Encoded encoded = encode(source, format, options);
      WriteMode mode = options.overwrite() ? new WriteMode.Overwrite() : new WriteMode.Create();
      String work = Session.current().fingerprint(encoded.nodes());
      var request =
          new WriteRequest(
              to,
              encoded.schema(),
              mode,
              options.variant(),
              options.resume(),
              work,
              since -> {
                Optional<String> changed = Session.current().changedSince(encoded.nodes(), since);
                changed.map(ReadChunks::notice).ifPresent(notices);
                return changed.isEmpty();
              });
      try (Sink sink = format.create(request)) {
        if (options.resume() && !sink.isResumable()) {
          notices.accept(
              to + " can't be taken up where it ended, as .zarr and .nc can; it is written anew");
        }
        Map<String, Node> nodes = new LinkedHashMap<>();
        encoded
            .nodes()
            .forEach((name, node) -> nodes.put(name, Nodes.rechunk(node, sink.writeChunks(name))));
        Session.current().write(nodes, sink);
        sink.commit();
      }
    }
  }

  /// What converting `source` to `format` would write: the schema and, lazily, the values.
  ///
  /// @throws AmasiaException.Usage if a dimension that the options name is not there
  public static CfEncoder.Encoded encode(
      StoredDataset source, Format format, ConversionOptions options) {
    return StoredSchema.of(source, format, options);
  }

  private static void decode(
      String from, String to, ConversionOptions options, Consumer<String> notices) {
    if (!options.chunks().isEmpty()
        || !options.shards().isEmpty()
        || options.codecs().isPresent()) {
      throw new AmasiaException.Usage(
          "%s is a table, which has no chunks, shards or codecs; leave these options out"
              .formatted(to));
    }
    var wanted = DatasetWriter.Options.standard().withVariant(options.variant());
    OpenOptions opening = OpenOptions.standard().hearing(notices);
    try (Dataset decoded = Opening.open(List.of(from), opening)) {
      DatasetWriter.write(decoded, to, options.overwrite() ? wanted.overwriting() : wanted);
    }
  }

  private static void notes(StoredGroup group, Consumer<String> notices) {
    group.notes().forEach(notices);
    group.groups().forEach(child -> notes(child, notices));
  }
}
