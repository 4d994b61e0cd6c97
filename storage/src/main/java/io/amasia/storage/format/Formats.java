package io.amasia.storage.format;

import io.amasia.array.AmasiaException;
import io.amasia.storage.Location;
import io.amasia.storage.Locations;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/// The file formats on the class path, found as services.
public final class Formats {
  private static final List<Format> ALL =
      ServiceLoader.load(Format.class, Formats.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(Format::name))
          .toList();

  private Formats() {}

  /// All formats, by name.
  public static List<Format> all() {
    return ALL;
  }

  /// The format called `name`.
  ///
  /// @throws AmasiaException.Usage if there is none
  public static Format forName(String name) {
    return ALL.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new AmasiaException.Usage("no format '%s'; there are: %s".formatted(name, names())));
  }

  /// The format that a target of that name is written in.
  ///
  /// @throws AmasiaException.Usage if the name's ending is of no known format
  public static Format forWriting(String url) {
    return ALL.stream()
        .filter(f -> f.matchesName(url))
        .findFirst()
        .orElseThrow(() ->
            new AmasiaException.Usage(
                "can't tell the format of '%s' from its name; end it in .nc or .zarr (formats: %s)"
                    .formatted(url, names())));
  }

  /// Opens what lies at a path or URL: metadata only. The caller closes it.
  ///
  /// @throws AmasiaException.Format if there is nothing, or nothing that a known format can read
  public static StoredDataset open(String url) {
    Location location = Locations.of(url);
    try {
      for (Format format : ALL) {
        if (format.matches(location)) {
          return format.open(location);
        }
      }
      throw Unrecognised.at(location, names());
    } catch (Throwable e) {
      location.store().close();
      throw e;
    }
  }

  private static String names() {
    return ALL.isEmpty()
        ? "none on the class path"
        : ALL.stream().map(Format::name).collect(Collectors.joining(", "));
  }
}
