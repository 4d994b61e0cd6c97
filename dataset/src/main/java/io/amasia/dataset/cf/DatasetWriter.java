package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.dataset.Dataset;
import io.amasia.plan.Session;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.WriteRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a dataset to a file or store: whole, or not at all.
public final class DatasetWriter {
  private DatasetWriter() {}

  /// How a dataset is written.
  ///
  /// @param overwrite whether a target that is there already is replaced
  /// @param packed whether variables that were read packed are packed again
  /// @param variant the variant of the format, such as `cdf5`; empty for what the name says
  /// @param codecs what the data, not the coordinates, are encoded with; null for the format's own
  ///   choice
  public record Options(
      boolean overwrite, boolean packed, String variant, @Nullable List<CodecChoice> codecs) {
    /// A new target, unpacked, as its format does by itself.
    public static Options standard() {
      return new Options(false, false, "", null);
    }

    public Options overwriting() {
      return new Options(true, packed, variant, codecs);
    }

    public Options packing() {
      return new Options(overwrite, true, variant, codecs);
    }

    public Options withVariant(String changed) {
      return new Options(overwrite, packed, changed, codecs);
    }

    public Options withCodecs(List<CodecChoice> changed) {
      return new Options(overwrite, packed, variant, List.copyOf(changed));
    }
  }

  /// Computes `dataset` and writes it to `url`, in the format its ending says (`.nc`, `.zarr`). All
  /// variables are computed together, so that what they share is read once.
  ///
  /// @throws AmasiaException.Usage if no format fits the name
  /// @throws AmasiaException.Conflict if it exists and may not be overwritten, or packing overflows
  /// @throws AmasiaException.Unsupported if the format can't hold it
  public static void write(Dataset dataset, String url, Options options) {
    Format format = Formats.forWriting(url, options.variant());
    CfEncoder.Encoded encoded = CfEncoder.encode(dataset, options.packed());
    Schema schema = coded(encoded.schema(), dataset, options.codecs());
    WriteRequest request =
        WriteRequest.of(url, schema, options.overwrite()).withVariant(options.variant());
    try (Sink sink = format.create(request)) {
      Session.current().write(encoded.nodes(), sink);
      sink.commit();
    }
  }

  private static Schema coded(Schema schema, Dataset dataset, @Nullable List<CodecChoice> codecs) {
    return codecs == null
        ? schema
        : schema.withVariables(v ->
            dataset.variables().containsKey(v.name()) && v.dtype() != DType.STRING
                ? v.withCodecs(codecs)
                : v);
  }
}
