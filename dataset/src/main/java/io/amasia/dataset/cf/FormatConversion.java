package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Session;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import io.amasia.storage.format.WriteRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Writes what a file or store holds to another, of any format, in other chunks and codecs if
/// asked: stored values as they are, groups and attributes included, in bounded memory.
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
    try (StoredDataset source = Formats.open(from)) {
      notes(source.root(), notices);
      CfEncoder.Encoded encoded = StoredSchema.of(source, format, options);
      WriteRequest request =
          WriteRequest.of(to, encoded.schema(), options.overwrite()).withVariant(options.variant());
      if (options.resume()) {
        request = request.resuming(Session.current().fingerprint(encoded.nodes()));
      }
      try (Sink sink = format.create(request)) {
        if (options.resume() && !sink.isResumable()) {
          notices.accept(
              to + " can't be taken up where it ended, as a Zarr store can; it is written anew");
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

  private static void notes(StoredGroup group, Consumer<String> notices) {
    group.notes().forEach(notices);
    group.groups().forEach(child -> notes(child, notices));
  }
}
