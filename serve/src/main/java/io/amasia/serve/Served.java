package io.amasia.serve;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.CfDecoder;
import io.amasia.dataset.cf.CfEncoder;
import io.amasia.dataset.cf.ConversionOptions;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.dataset.cf.Decoding;
import io.amasia.dataset.cf.FormatConversion;
import io.amasia.dataset.cf.Notices;
import io.amasia.plan.Node;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import io.amasia.web.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A dataset that is served, with its groups. Thread-safe.
///
/// Of a file or store, Zarr clients get the stored values as they are, as [FormatConversion] would
/// write them; of a dataset that is computed what [DatasetWriter] would write. People see both
/// decoded.
public final class Served implements AutoCloseable {
  private static final Format ZARR = Formats.forName("zarr");

  private final String name;
  private final String title;
  private final List<String> urls;
  private final Map<String, Dataset> groups;
  private final Function<String, CfEncoder.Encoded> encoding;
  private final Runnable close;
  private final Map<Integer, ServedStore> stores = new ConcurrentHashMap<>();
  private final Sources sources;

  private Served(
      String name,
      String title,
      List<String> urls,
      Map<String, Dataset> groups,
      Function<String, CfEncoder.Encoded> encoding,
      Runnable close) {
    this.name = name;
    this.title = Secrets.hidden(title);
    this.urls = urls.stream().map(Secrets::hidden).toList();
    this.groups = groups;
    this.encoding = encoding;
    this.close = close;
    sources = Sources.of(nodes(groups));
  }

  private static Map<String, Node> nodes(Map<String, Dataset> groups) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    groups.forEach((path, dataset) -> {
      dataset.coords().asMap().forEach((n, v) -> nodes.put(path + "/" + n, v.data()));
      dataset.variables().forEach((n, v) -> nodes.put(path + "/" + n, v.data()));
    });
    return nodes;
  }

  /// What lies at a path or URL; closing it closes that.
  ///
  /// @throws AmasiaException.Format if it is missing, damaged or of no known format
  static Served open(String name, String url, Notices notices) {
    StoredDataset stored = Formats.open(url);
    try {
      Map<String, Dataset> groups = new LinkedHashMap<>();
      for (String path : paths(stored.root(), "")) {
        groups.put(path, CfDecoder.open(stored, path, Decoding.STANDARD, notices));
      }
      return new Served(
          name,
          url,
          List.of(url),
          groups,
          variant ->
              FormatConversion.encode(
                  stored, ZARR, ConversionOptions.standard().withVariant(variant)),
          stored::close);
    } catch (Throwable e) {
      stored.close();
      throw e;
    }
  }

  private static List<String> paths(StoredGroup group, String path) {
    List<String> paths = new ArrayList<>(List.of(path));
    for (StoredGroup child : group.groups()) {
      paths.addAll(paths(child, path.isEmpty() ? child.name() : path + "/" + child.name()));
    }
    return paths;
  }

  /// A dataset, lazy or not.
  ///
  /// @param title what it is, for people
  /// @param urls what it was opened from
  /// @param close what is done when it is served no more
  static Served of(
      String name, String title, List<String> urls, Map<String, Dataset> groups, Runnable close) {
    return new Served(
        name,
        title,
        urls,
        groups,
        variant ->
            DatasetWriter.encode(
                groups, ZARR, DatasetWriter.Options.standard().withVariant(variant)),
        close);
  }

  /// What it is called in paths.
  public String name() {
    return name;
  }

  /// Its URL, or what else it is, for people; without [Secrets].
  public String title() {
    return title;
  }

  /// What it was opened from, without [Secrets]; empty if a program made it.
  public List<String> urls() {
    return urls;
  }

  /// The dataset of the root group, decoded.
  public Dataset dataset() {
    return group("");
  }

  /// The paths of all groups, such as `forecast/surface`; the root's is empty.
  public List<String> groups() {
    return List.copyOf(groups.keySet());
  }

  /// The dataset of the group at `path`, decoded.
  ///
  /// @throws AmasiaException.Label if there is none
  public Dataset group(String path) {
    Dataset group = groups.get(path.replaceAll("^/+|/+$", ""));
    if (group == null) {
      List<String> named = groups.keySet().stream().filter(one -> !one.isEmpty()).toList();
      throw new AmasiaException.Label(
          "no group '%s' in '%s'; %s"
              .formatted(path, name, named.isEmpty() ? "it has none" : "there are: " + named));
    }
    return group;
  }

  /// Does nothing if the files it is read from are as they were.
  ///
  /// @throws AmasiaException.Format if one is not; says which
  public void check() {
    sources.check();
  }

  /// It as a Zarr store of `version` 2 or 3. The first call loads times.
  ///
  /// @throws AmasiaException.Unsupported if Zarr can't hold it
  ServedStore store(int version) {
    return stores.computeIfAbsent(version, v -> new ServedStore(encoding.apply("zarr" + v), v));
  }

  @Override
  public void close() {
    close.run();
  }
}
