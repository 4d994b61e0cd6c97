package io.amasia.storage;

import io.amasia.array.AmasiaException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/// Turns what a user gives (a path or a URL) into a place in a store.
public final class Locations {
  private Locations() {}

  /// The place that `url` names: a path, `file:`, or `memory:NAME`.
  ///
  /// @throws AmasiaException.Format if there is nothing there
  /// @throws AmasiaException.Unsupported if the kind of URL is not known
  public static Location of(String url) {
    int colon = url.indexOf(':');
    // One letter before the colon is a drive, not a scheme.
    String scheme = colon > 1 ? url.substring(0, colon).toLowerCase(Locale.ROOT) : "";
    if (!scheme.matches("[a-z][a-z0-9+.-]*") || Files.exists(path(url))) {
      return local(path(url), url);
    }
    return switch (scheme) {
      case "file" -> local(filePath(url), url);
      case "memory" -> new Location(MemoryStore.named(url.substring(colon + 1)), "", url);
      default ->
          throw new AmasiaException.Unsupported(
              "'%s': no store for '%s:'; known are paths, file:, http:, https:, s3:, gs:, memory:"
                  .formatted(url, scheme));
    };
  }

  private static Path path(String url) {
    try {
      return Path.of(url);
    } catch (InvalidPathException e) {
      throw new AmasiaException.Format("'" + url + "' is not a path: " + e.getReason(), e);
    }
  }

  private static Path filePath(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getPath() == null ? path(url.substring("file:".length())) : path(uri.getPath());
    } catch (IllegalArgumentException e) {
      return path(url.substring("file:".length()));
    }
  }

  private static Location local(Path path, String url) {
    if (Files.isDirectory(path)) {
      return new Location(FileStore.folder(path), "", url);
    }
    if (Files.exists(path)) {
      return new Location(FileStore.file(path), String.valueOf(path.getFileName()), url);
    }
    throw new AmasiaException.Format("no such file: " + url);
  }
}
