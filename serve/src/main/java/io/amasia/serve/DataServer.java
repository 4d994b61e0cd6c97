package io.amasia.serve;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataTree;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.Notices;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.dataset.cf.UrlPatterns;
import io.amasia.plan.Session;
import io.amasia.web.Origins;
import io.amasia.web.Router;
import io.amasia.web.WebServer;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Serves datasets over HTTP: as Zarr stores of both versions, as pages, as JSON and CSV. Nothing
/// is computed before somebody asks for it, and then no more than what is asked for. Thread-safe.
///
/// ```java
/// try (var server = DataServer.builder().open("tas", "tas.nc").add("mean", mean).start()) {
///   IO.println(server.url());
/// }
/// ```
///
/// On a loopback address programs and pages of this machine may ask; elsewhere whoever has the
/// token: see [io.amasia.web.Guard].
public final class DataServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.amasia.serve");

  /// The port it takes unless told otherwise, or the next free one.
  public static final int PORT = 8788;

  private final Catalog catalog;
  private final Computing work;
  private final WebServer server;

  private DataServer(Builder builder) {
    catalog = new Catalog(builder.datasets);
    work = new Computing(Session.current());
    try {
      server = started(builder, catalog, work);
    } catch (Throwable e) {
      work.stop();
      throw e;
    }
  }

  private static WebServer started(Builder builder, Catalog catalog, Computing work) {
    var router = new Router().errorsAsJson();
    builder.pages.forEach(pages -> pages.addTo(router, catalog, work));
    new ZarrRoutes(catalog, work).addTo(router);
    new ValueRoutes(catalog, work, builder.mostValues).addTo(router);
    new InfoRoutes(catalog, work, !builder.address.isLoopbackAddress()).addTo(router);
    return WebServer.start(
        builder.address, builder.port, new Origins(builder.origins), router, builder.notices);
  }

  /// A server that is not started yet, without datasets.
  public static Builder builder() {
    return new Builder();
  }

  /// What a server serves, and where.
  public static final class Builder {
    private final List<Served> datasets = new ArrayList<>();
    private final List<Pages> pages = new ArrayList<>();
    private InetAddress address = InetAddress.getLoopbackAddress();
    private int port = PORT;
    private List<String> origins = List.of();
    private long mostValues = 1_000_000;
    private Consumer<String> notices = notice -> LOG.log(Level.WARNING, notice);

    private Builder() {}

    /// What lies at a path or URL, with its groups; several files that a glob or `@list.txt` names
    /// as one. It is closed with the server.
    ///
    /// @param name what it is called in paths: letters, digits, `.`, `_` and `-`
    /// @throws AmasiaException.Format if it is missing, damaged or of no known format
    public Builder open(String name, String url) {
      boolean isOne = UrlPatterns.expand(List.of(url)).equals(List.of(url));
      if (isOne) {
        return put(Served.open(checked(name), url, new Notices(notices)));
      }
      Dataset joined = Opening.open(List.of(url), OpenOptions.standard().hearing(notices));
      return put(Served.of(checked(name), url, List.of(url), Map.of("", joined), joined::close));
    }

    /// The same, under the name that [#nameOf] gives.
    public Builder open(String url) {
      return open(nameOf(url), url);
    }

    /// A name for what lies at `url`: that of its file or folder without ending, and a number where
    /// another dataset has that already.
    public String nameOf(String url) {
      String file = url.replaceFirst("[?#].*", "").replaceFirst("/+$", "");
      String bare =
          file.substring(file.lastIndexOf('/') + 1)
              .replaceFirst("\\.(nc.?|zarr|cdf|h5|hdf5|csv|tsv|gz|zip|txt|npy|npz)$", "")
              .replaceAll("[^\\p{L}\\p{N}._-]+", "_")
              .replaceAll("^[._]+|[._]+$", "");
      String start = bare.isEmpty() ? "data" : bare;
      List<String> taken = datasets.stream().map(Served::name).toList();
      String name = start;
      for (int i = 2; taken.contains(name); i++) {
        name = start + "-" + i;
      }
      return name;
    }

    /// A dataset, lazy or in memory. It stays the caller's.
    ///
    /// @param name what it is called in paths: letters, digits, `.`, `_` and `-`
    public Builder add(String name, Dataset dataset) {
      return add(name, "a dataset", dataset);
    }

    /// The same.
    ///
    /// @param title what it is, for people
    public Builder add(String name, String title, Dataset dataset) {
      return put(Served.of(checked(name), title, List.of(), Map.of("", dataset), () -> {}));
    }

    /// A tree of datasets, lazy or in memory. It stays the caller's.
    public Builder add(String name, DataTree tree) {
      Map<String, Dataset> groups = new LinkedHashMap<>();
      tree.toMap().forEach((path, dataset) -> groups.put(path.replaceFirst("^/", ""), dataset));
      return put(Served.of(checked(name), "a tree of datasets", List.of(), groups, () -> {}));
    }

    private Builder put(Served served) {
      datasets.add(served);
      return this;
    }

    private static String checked(String name) {
      if (!name.matches("[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]*")) {
        throw new AmasiaException.Usage(
            "'%s' is no name of a dataset; use letters, digits, '.', '_' and '-'".formatted(name));
      }
      return name;
    }

    /// Further pages, such as one to look at the data at `/`.
    public Builder pages(Pages more) {
      pages.add(more);
      return this;
    }

    /// The address to serve at; elsewhere than at a loopback one, which is taken unless told
    /// otherwise, whoever asks must know a token, which [DataServer#url] carries.
    public Builder address(InetAddress where) {
      address = where;
      return this;
    }

    /// The port, or the next free one; any free one for 0.
    public Builder port(int wanted) {
      port = wanted;
      return this;
    }

    /// Sites whose pages may ask, such as `https://maps.example.org`, or `*` for all.
    public Builder cors(List<String> allowed) {
      origins = List.copyOf(allowed);
      return this;
    }

    /// How many values an answer of `/values` has at most.
    public Builder mostValues(long most) {
      mostValues = most;
      return this;
    }

    /// Who hears what should be known: a port that is taken, what can't be decoded.
    public Builder hearing(Consumer<String> listener) {
      notices = listener;
      return this;
    }

    /// Starts it. All is computed in the session that is current now.
    ///
    /// @throws AmasiaException.Usage if there is nothing to serve, or a name comes twice
    /// @throws AmasiaException.Conflict if no port is free, or the address is not of this machine
    public DataServer start() {
      try {
        if (datasets.isEmpty()) {
          throw new AmasiaException.Usage("nothing to serve; give a dataset");
        }
        return new DataServer(this);
      } catch (Throwable e) {
        datasets.forEach(Served::close);
        throw e;
      }
    }
  }

  /// Where its main page is found, with the token if one is needed: `http://localhost:8788/`.
  public String url() {
    return server.url("/");
  }

  /// Where a dataset is found for Zarr clients: `http://localhost:8788/datasets/tas/zarr`. The
  /// token, if there is one, is sent beside it, as `Authorization: Bearer TOKEN`.
  public String zarr(String name) {
    return server.address() + "/datasets/" + name + "/zarr";
  }

  @Override
  public String toString() {
    return "DataServer %s %s".formatted(url(), catalog.all().stream().map(Served::name).toList());
  }

  /// What is served.
  public Catalog catalog() {
    return catalog;
  }

  /// Stops what is computed for others, and serves no more. Files that it opened are closed.
  @Override
  public void close() {
    work.stop();
    server.close();
    catalog.all().forEach(Served::close);
  }
}
