package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.dataset.Dataset;
import io.amasia.plan.Explanation;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Session;
import io.amasia.plan.Stage;
import io.amasia.storage.Location;
import io.amasia.storage.Locations;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.WriteMode;
import io.amasia.storage.format.WriteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Writes a dataset to a file or store: whole, or not at all; or joins it to one.
public final class DatasetWriter {
  private DatasetWriter() {}

  /// How a dataset is written. Immutable.
  ///
  /// @param mode what happens to what is at the target
  /// @param packed whether variables are stored as the file had them that they were read from:
  ///   packed, in its dtype, chunks and codecs
  /// @param variant the variant of the format, such as `cdf5` or `zarr2`; empty for what the name
  ///   says
  /// @param codecs what the data, not the coordinates, are encoded with; null for the format's own
  ///   choice
  /// @param encodings what is said about variables, by name
  /// @param resume whether an earlier attempt at the same is taken up, and this one kept if it
  ///   fails
  /// @param unlimited the dimensions that other programs may append to, in formats that tell
  /// @param located the dimensions along which the region is found by labels, none for all that
  ///   have labels; null if it is not
  public record Options(
      WriteMode mode,
      boolean packed,
      String variant,
      @Nullable List<CodecChoice> codecs,
      Map<String, Encoding> encodings,
      boolean resume,
      List<String> unlimited,
      @Nullable List<String> located) {
    public Options {
      encodings = Map.copyOf(encodings);
      unlimited = List.copyOf(unlimited);
      located = located == null ? null : List.copyOf(located);
    }

    /// A new target, unpacked, as its format does by itself.
    public static Options standard() {
      return new Options(new WriteMode.Create(), false, "", null, Map.of(), false, List.of(), null);
    }

    /// A new target, its variables stored as the file had them that they were read from.
    public static Options keepingEncodings() {
      return standard().packing();
    }

    public Options withMode(WriteMode changed) {
      return new Options(changed, packed, variant, codecs, encodings, resume, unlimited, null);
    }

    /// What is there is replaced.
    public Options overwriting() {
      return withMode(new WriteMode.Overwrite());
    }

    /// Joined along `dim` to what is there, in its encodings (others that are given are refused):
    /// in place in a Zarr store; a netCDF file is copied together with what is appended, and then
    /// replaced.
    public Options appending(String dim) {
      return withMode(new WriteMode.Append(dim));
    }

    /// Beside what is there, in encodings of its own: variables that a Zarr store lacks. Nothing
    /// there is replaced; what is there already and comes again, coordinates as a rule, must be the
    /// same.
    public Options adding() {
      return withMode(new WriteMode.Add());
    }

    /// In place of what is there from index `start` along `dim` on, in its encodings.
    public Options region(String dim, long start) {
      Map<String, Long> starts = new LinkedHashMap<>(starts());
      starts.put(dim, start);
      return withRegion(starts, located);
    }

    /// In place of what is there with the same labels along `dims`, or without them along all
    /// dimensions that have labels (xarray's `region="auto"`), in its encodings. They must be one
    /// run of the labels there.
    public Options region(String... dims) {
      return withRegion(starts(), List.of(dims));
    }

    private Map<String, Long> starts() {
      return mode instanceof WriteMode.Region(var starts) ? starts : Map.of();
    }

    private Options withRegion(Map<String, Long> starts, @Nullable List<String> byLabels) {
      var region = new WriteMode.Region(starts);
      return new Options(region, packed, variant, codecs, encodings, resume, unlimited, byLabels);
    }

    /// This, with the region that is given by the labels of `groups` found in the target.
    private Options placed(Map<String, Dataset> groups, Format format, String url) {
      if (located == null) {
        return this;
      }
      Map<String, Long> starts = new LinkedHashMap<>(starts());
      starts.putAll(RegionByLabels.starts(groups, located, format, url));
      return withRegion(starts, null);
    }

    public Options packing() {
      return new Options(mode, true, variant, codecs, encodings, resume, unlimited, located);
    }

    public Options withVariant(String changed) {
      return new Options(mode, packed, changed, codecs, encodings, resume, unlimited, located);
    }

    public Options withCodecs(List<CodecChoice> changed) {
      return new Options(
          mode, packed, variant, List.copyOf(changed), encodings, resume, unlimited, located);
    }

    /// What is said about variable `name`.
    public Options encoding(String name, Encoding encoding) {
      Map<String, Encoding> changed = new LinkedHashMap<>(encodings);
      changed.put(name, encoding);
      return new Options(mode, packed, variant, codecs, changed, resume, unlimited, located);
    }

    /// Lets dimensions of netCDF files grow; classic files have one such at most.
    public Options withUnlimited(String... dims) {
      return new Options(mode, packed, variant, codecs, encodings, resume, List.of(dims), located);
    }

    /// Takes up an earlier attempt at the same work where it ended, in Zarr stores and netCDF
    /// files; tables are written anew.
    public Options resuming() {
      return new Options(mode, packed, variant, codecs, encodings, true, unlimited, located);
    }
  }

  /// Computes `dataset` and writes it to `url`, in the format its ending says (`.nc`, `.zarr`,
  /// `.csv`, `.json`, `.npy`, `.npz`). All variables are computed together, so that what they share
  /// is read once.
  ///
  /// @throws AmasiaException.Usage if no format fits the name
  /// @throws AmasiaException.Conflict if it exists and may not be overwritten, packing overflows,
  ///   or what is there doesn't fit what is joined to it
  /// @throws AmasiaException.Label if a region is given by labels that the target lacks
  /// @throws AmasiaException.Unsupported if the format can't hold it
  public static void write(Dataset dataset, String url, Options options) {
    write(Map.of("", dataset), url, options);
  }

  /// The same for several groups.
  ///
  /// @param groups datasets by their path from the root, such as `forecast/hourly`; the root's is
  ///   empty
  public static void write(Map<String, Dataset> groups, String url, Options given) {
    Format format = format(url, given);
    Options options = given.placed(groups, format, url);
    EncodedGroups all = encode(groups, format, url, options);
    if (options.mode() instanceof WriteMode.Append append && format.appendsToCopies()) {
      AppendedCopy.write(all, append, url, format);
      return;
    }
    write(List.of(writing(all, format, url, options)));
  }

  /// Computes `datasets` together, so that what they share is read and computed once, and writes
  /// each to its own of `urls`: xarray's `save_mfdataset`. Each appears whole or not at all; they
  /// appear one after the other when all are computed.
  ///
  /// @throws AmasiaException.Usage if there is not one name for each, or one comes twice
  /// @throws AmasiaException.Unsupported to append to netCDF files, which is done one by one
  public static void writeAll(List<Dataset> datasets, List<String> urls, Options options) {
    if (datasets.size() != urls.size() || Set.copyOf(urls).size() != urls.size()) {
      throw new AmasiaException.Usage(
          "%d datasets to %s; give each a name of its own".formatted(datasets.size(), urls));
    }
    List<Writing> writings = new ArrayList<>();
    for (int i = 0; i < urls.size(); i++) {
      String url = urls.get(i);
      Format format = format(url, options);
      if (options.mode() instanceof WriteMode.Append && format.appendsToCopies()) {
        throw new AmasiaException.Unsupported(
            "appending to several netCDF files at once; append to '%s' and others one by one"
                .formatted(url));
      }
      Map<String, Dataset> groups = Map.of("", datasets.get(i));
      Options placed = options.placed(groups, format, url);
      EncodedGroups all = encode(groups, format, url, placed);
      writings.add(writing(all, format, url, placed));
    }
    write(writings);
  }

  private static void write(List<Writing> writings) {
    List<Sink> sinks = new ArrayList<>();
    try {
      List<Session.Writing> all = new ArrayList<>();
      for (Writing one : writings) {
        Sink sink = one.format().create(one.request());
        sinks.add(sink);
        all.add(new Session.Writing(one.nodes(), one.packed(), sink));
      }
      Session.current().write(all);
      sinks.forEach(Sink::commit);
    } finally {
      sinks.forEach(Sink::close);
    }
  }

  /// What writing `dataset` to a new `url` would do. Nothing is computed, and nothing written but a
  /// target in the temporary folder that is gone again.
  ///
  /// @throws AmasiaException.Usage if no format fits the name
  public static Explanation explain(Dataset dataset, String url, Options options)
      throws IOException {
    Path folder = Files.createTempDirectory("amasia-explain-");
    try {
      String name = url.substring(url.lastIndexOf('/') + 1);
      String target = folder.resolve(name).toString();
      Format format = format(target, options);
      EncodedGroups all = encode(Map.of("", dataset), format, target, options);
      Writing writing = writing(all, format, target, options);
      try (Sink sink = writing.format().create(writing.request())) {
        return Session.current().explain(writing.nodes(), writing.packed(), sink);
      }
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  /// What writing `groups` to a new target of `format` would write: the schema and, lazily, the
  /// values. Times are loaded.
  ///
  /// @param groups datasets by their path from the root; the root's is empty
  public static CfEncoder.Encoded encode(
      Map<String, Dataset> groups, Format format, Options options) {
    EncodedGroups all = encode(groups, format, "", options);
    return new CfEncoder.Encoded(all.schema(), all.nodes(), all.packed());
  }

  /// What is to be computed, and where it goes.
  private record Writing(
      Format format,
      Map<String, Node> nodes,
      Map<String, Stage.Packed> packed,
      WriteRequest request) {}

  private static EncodedGroups encode(
      Map<String, Dataset> groups, Format format, String url, Options options) {
    Map<String, CfEncoder.Encoded> encoded = new LinkedHashMap<>();
    groups.forEach(
        (path, dataset) -> encoded.put(path, encode(dataset, path, format, url, options)));
    return EncodedGroups.of(encoded);
  }

  private static Writing writing(EncodedGroups all, Format format, String url, Options options) {
    Map<String, Node> nodes = new LinkedHashMap<>(all.nodes());
    all.schema()
        .byPath()
        .forEach((path, variable) -> {
          if (!options.mode().concerns(variable.dims())) {
            nodes.remove(path);
          }
        });
    WriteRequest request =
        new WriteRequest(
            url,
            all.schema(),
            options.mode(),
            options.variant(),
            options.resume(),
            options.resume()
                ? Session.current().fingerprint(nodes)
                : Session.current().quickFingerprint(nodes),
            since -> Session.current().changedSince(nodes, since).isEmpty());
    return new Writing(format, nodes, all.packed(), request);
  }

  /// The format to write: that of what is there, where it is joined to.
  private static Format format(String url, Options options) {
    if (options.mode().joins()) {
      Location location = Locations.of(url);
      for (Format format : Formats.all()) {
        if (format.matches(location)) {
          location.store().close();
          return format;
        }
      }
      location.store().close();
    }
    return Formats.forWriting(url, options.variant());
  }

  private static CfEncoder.Encoded encode(
      Dataset dataset, String path, Format format, String url, Options options) {
    if (format.holdsMeaning()) {
      return MeaningEncoder.encode(dataset);
    }
    Map<String, Encoding> given = new LinkedHashMap<>();
    if (path.isEmpty()) {
      given.putAll(options.encodings());
    } else {
      options
          .encodings()
          .forEach((name, encoding) -> {
            if (name.startsWith(path + "/") && name.lastIndexOf('/') == path.length()) {
              given.put(name.substring(path.length() + 1), encoding);
            }
          });
    }
    boolean adds = options.mode() instanceof WriteMode.Add;
    if (options.mode().joins() && !adds) {
      return TargetEncodings.encode(
          dataset, withCodecs(given, dataset, options.codecs()), path, format, Locations.of(url));
    }
    // what is added takes the variant that is there, whichever it is
    List<String> variants = adds ? format.variants() : List.of(options.variant());
    Predicate<List<CodecChoice>> keeps =
        chain -> variants.stream().allMatch(variant -> format.keeps(chain, variant));
    var style = new CfEncoder.Style(options.packed(), given, keeps);
    CfEncoder.Encoded asSaid = CfEncoder.encode(dataset, style);
    GivenEncodings.require(given, dataset, asSaid.schema());
    CfEncoder.Encoded wide = widened(asSaid, format);
    var encoded =
        new CfEncoder.Encoded(
            coded(growing(wide.schema(), options.unlimited()), dataset, options.codecs()),
            wide.nodes(),
            wide.packed());
    return adds
        ? AddedVariables.of(encoded, dataset, given.keySet(), path, format, Locations.of(url))
        : encoded;
  }

  /// What is `given`, and the codecs for all data.
  private static Map<String, Encoding> withCodecs(
      Map<String, Encoding> given, Dataset dataset, @Nullable List<CodecChoice> codecs) {
    if (codecs == null) {
      return given;
    }
    Map<String, Encoding> all = new LinkedHashMap<>(given);
    Encoding coded = Encoding.none().codecs(CodecChoice.text(codecs));
    dataset
        .variables()
        .forEach((name, variable) -> {
          boolean isOne = variable.ndim() == 0; // stored as it is in netCDF, whatever is said
          if (variable.dtype() != DType.STRING && !isOne) {
            all.merge(name, coded, (said, _) -> coded.orElse(said));
          }
        });
    return all;
  }

  /// Numbers of 16 bits as ones of 32, where the format lacks them: none changes.
  private static CfEncoder.Encoded widened(CfEncoder.Encoded encoded, Format format) {
    if (format.holds(DType.FLOAT16)) {
      return encoded;
    }
    Map<String, Node> nodes = new LinkedHashMap<>(encoded.nodes());
    Schema schema =
        encoded
            .schema()
            .withVariables(v -> {
              if (v.dtype() != DType.FLOAT16) {
                return v;
              }
              nodes.computeIfPresent(v.name(), (_, node) -> Nodes.cast(node, DType.FLOAT32));
              return StoredSchema.widened(v);
            });
    return new CfEncoder.Encoded(schema, nodes, encoded.packed());
  }

  private static Schema growing(Schema schema, List<String> unlimited) {
    for (String dim : unlimited) {
      if (!schema.dims().containsKey(dim)) {
        throw new AmasiaException.Label(
            "no dimension '%s' to be unlimited; there are: %s"
                .formatted(dim, schema.dims().keySet()));
      }
    }
    return unlimited.isEmpty() ? schema : schema.withUnlimited(unlimited);
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
