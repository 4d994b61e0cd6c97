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
            new AmasiaException.Usage("no format '%s'; there are: %s".formatted(name, names(ALL))));
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
                    .formatted(url, names(ALL))));
  }

  /// The format that writes `variant`, or where that is empty the one the name of `url` says.
  ///
  /// @throws AmasiaException.Usage if there is none
  public static Format forWriting(String url, String variant) {
    if (variant.isEmpty()) {
      return forWriting(url);
    }
    return ALL.stream()
        .filter(f -> f.variants().contains(variant))
        .findFirst()
        .orElseThrow(() ->
            new AmasiaException.Usage(
                "no format writes '%s'; there are: %s"
                    .formatted(
                        variant, ALL.stream().flatMap(f -> f.variants().stream()).toList())));
  }

  /// Opens what lies at a path or URL: metadata only. The caller closes it.
  ///
  /// @throws AmasiaException.Format if there is nothing, or nothing that a known format can read
  public static StoredDataset open(String url) {
    return open(Locations.of(url));
  }

  /// Opens what lies at `location`, whose store is closed with the dataset, or now if this fails.
  ///
  /// @throws AmasiaException.Format if no known format can read it
  public static StoredDataset open(Location location) {
    return open(location, ALL);
  }

  static StoredDataset open(Location location, List<Format> formats) {
    try {
      for (Format format : formats) {
        if (format.matches(location)) {
          return format.open(location);
        }
      }
      throw Unrecognised.at(location, formats);
    } catch (Throwable e) {
      location.store().close();
      throw e;
    }
  }

  static String names(List<Format> formats) {
    return formats.isEmpty()
        ? "none on the class path"
        : formats.stream().map(Format::name).collect(Collectors.joining(", "));
  }
}
