package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.plan.Session;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.Sink;

/// Writes a dataset to a file or store: whole, or not at all.
public final class DatasetWriter {
  private DatasetWriter() {}

  /// How a dataset is written.
  ///
  /// @param overwrite whether a target that is there already is replaced
  /// @param packed whether variables that were read packed are packed again
  public record Options(boolean overwrite, boolean packed) {
    /// A new target, unpacked.
    public static Options standard() {
      return new Options(false, false);
    }

    public Options overwriting() {
      return new Options(true, packed);
    }

    public Options packing() {
      return new Options(overwrite, true);
    }
  }

  /// Computes `dataset` and writes it to `url`, in the format its ending says (`.nc`, `.zarr`). All
  /// variables are computed together, so that what they share is read once.
  ///
  /// @throws AmasiaException.Usage if no format fits the name
  /// @throws AmasiaException.Conflict if it exists and may not be overwritten, or packing overflows
  /// @throws AmasiaException.Unsupported if the format can't hold it
  public static void write(Dataset dataset, String url, Options options) {
    Format format = Formats.forWriting(url);
    CfEncoder.Encoded encoded = CfEncoder.encode(dataset, options.packed());
    try (Sink sink = format.create(url, encoded.schema(), options.overwrite())) {
      Session.current().write(encoded.nodes(), sink);
      sink.commit();
    }
  }
}
