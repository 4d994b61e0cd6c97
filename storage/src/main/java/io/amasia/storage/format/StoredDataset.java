package io.amasia.storage.format;

/// An opened dataset. Closing it closes its files; arrays read before stay valid.
public interface StoredDataset extends AutoCloseable {
  /// The URL it was opened from.
  String url();

  /// The name of its format, such as `netcdf4`, `netcdf3`, `zarr3`.
  String format();

  /// The root group.
  StoredGroup root();

  @Override
  void close();
}
