package io.amasia.storage.format;

import io.amasia.storage.Location;

/// A file format: found by [java.util.ServiceLoader], chosen by content first and name second.
public interface Format {
  /// Its name in messages and settings, such as `zarr`.
  String name();

  /// Whether the bytes there are of this format. Reads a few bytes or keys at most; never throws
  /// for a location that is of another format.
  boolean matches(Location location);

  /// Whether a name such as `x.nc` or `x.zarr` usually is of this format; used when writing, and to
  /// explain what is wrong with a file whose content matches nothing.
  boolean matchesName(String name);

  /// Opens a dataset: metadata only.
  ///
  /// @throws io.amasia.array.AmasiaException.Format if it is damaged
  StoredDataset open(Location location);

  /// Starts writing a new dataset to a local path or URL. Nothing is visible there before
  /// [Sink#commit].
  ///
  /// @throws io.amasia.array.AmasiaException.Unsupported if this format can't be written, or not
  ///   with this schema
  /// @throws io.amasia.array.AmasiaException.Conflict if the target exists and `overwrite` is false
  Sink create(String url, Schema schema, boolean overwrite);
}
