package io.amasia.storage;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns what a user gives (a path or a URL) into a place in a store.
public final class Locations {
  private Locations() {}

  /// The place that `url` names: a path, `file:`, `http:`, `https:`, `s3:`, `gs:` or `memory:NAME`.
  /// A zip archive, known by its first bytes, is entered. The caller closes the place's store.
  ///
  /// Public buckets are read over https; `AMASIA_S3_ENDPOINT` and `AMASIA_GS_ENDPOINT` (or the
  /// system properties `amasia.s3.endpoint`, `amasia.gs.endpoint`) name another server, addressed
  /// as `ENDPOINT/BUCKET/KEY`.
  ///
  /// @throws AmasiaException.Format if there is nothing there
  /// @throws AmasiaException.Unsupported if the kind of URL is not known
  public static Location of(String url) {
    String scheme = scheme(url);
    return switch (scheme) {
      case "" -> local(path(url), url);
      case "file" -> local(filePath(url), url);
      case "memory" -> new Location(MemoryStore.named(url.substring("memory:".length())), "", url);
      case "http", "https" -> remote(url, url, false);
      case "s3" -> remote(Buckets.s3(url), url, true);
      case "gs" -> remote(Buckets.gs(url), url, true);
      default ->
          throw new AmasiaException.Unsupported(
              "'%s': no store for '%s:'; known are paths, file:, http:, https:, s3:, gs:, memory:"
                  .formatted(url, scheme));
    };
  }

  /// The scheme in small letters, empty for a path; one letter before a colon is a drive.
  private static String scheme(String url) {
    int colon = url.indexOf(':');
    String scheme = colon > 1 ? url.substring(0, colon).toLowerCase(Locale.ROOT) : "";
    boolean valid = scheme.matches("[a-z][a-z0-9+.-]*");
    return valid && !(url.indexOf("://") != colon && isFile(url)) ? scheme : "";
  }

  /// Whether a file with that odd name (`run:1.nc`) is there.
  private static boolean isFile(String url) {
    try {
      return Files.exists(Path.of(url));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Path path(String url) {
    try {
      return Path.of(url);
    } catch (InvalidPathException e) {
      throw new AmasiaException.Format("'" + url + "' is not a path: " + e.getReason(), e);
    }
  }

  private static Path filePath(String url) {
    String rest = url.substring("file:".length());
    try {
      URI uri = URI.create(url);
      return path(uri.getPath() == null ? rest : uri.getPath());
    } catch (IllegalArgumentException e) {
      return path(rest.startsWith("//") ? rest.substring(2) : rest);
    }
  }

  private static Location local(Path path, String url) {
    if (Files.isDirectory(path)) {
      return new Location(FileStore.folder(path), "", url);
    }
    if (Files.exists(path)) {
      return entered(FileStore.file(path), String.valueOf(path.getFileName()), url);
    }
    if (Files.isSymbolicLink(path)) {
      throw new AmasiaException.Format(url + " is a link to a file that is not there");
    }
    String near = Siblings.nearest(path);
    throw new AmasiaException.Format(
        "no such file: " + url + (near.isEmpty() ? "" : "; did you mean " + near + "?"));
  }

  /// A place on a web server: the file at the URL if there is one, else the folder below it.
  private static Location remote(String address, String url, boolean hidesAbsent) {
    String path = address.split("[?#]", 2)[0];
    if (path.endsWith("/") || path.toLowerCase(Locale.ROOT).endsWith(".zarr")) {
      return new Location(HttpStore.folder(address, hidesAbsent), "", url);
    }
    HttpStore file = HttpStore.file(address, hidesAbsent);
    String key = file.only().orElseThrow();
    return file.size(key).isPresent()
        ? entered(file, key, url)
        : new Location(HttpStore.folder(address, hidesAbsent), "", url);
  }

  /// The inside of a zip archive, or the file itself if it is none.
  private static Location entered(Store store, String key, String url) {
    try {
      if (!isZip(store, key)) {
        return new Location(store, key, url);
      }
      ZipStore zip = ZipStore.open(store, key, url);
      return new Location(zip, onlyFolder(zip), url);
    } catch (Throwable e) {
      store.close();
      throw e;
    }
  }

  private static boolean isZip(Store store, String key) {
    if (store.size(key).orElse(0) < 4) {
      return false;
    }
    Optional<Lease> start = store.read(key, new ByteRange.Span(0, 4));
    if (start.isEmpty()) {
      return false;
    }
    try (Lease lease = start.get()) {
      byte[] b = lease.segment().toArray(ValueLayout.JAVA_BYTE);
      return b[0] == 'P' && b[1] == 'K' && ((b[2] == 3 && b[3] == 4) || (b[2] == 5 && b[3] == 6));
    }
  }

  /// The name of the one folder that holds all else, as archives of a folder have; else empty.
  private static String onlyFolder(Store zip) {
    List<String> names = zip.list("");
    return names.size() == 1 && names.get(0).endsWith("/")
        ? names.get(0).substring(0, names.get(0).length() - 1)
        : "";
  }

  /// The setting of that name: a system property, else the environment.
  static @Nullable String setting(String property) {
    String value = System.getProperty("amasia." + property);
    return value != null
        ? value
        : System.getenv("AMASIA_" + property.replace('.', '_').toUpperCase(Locale.ROOT));
  }
}
