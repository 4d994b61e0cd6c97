package io.amasia.storage.format;

/// An opened dataset. Closing it closes its files; arrays read before stay valid.
public interface StoredDataset extends AutoCloseable {
  /// The URL it was opened from.
  String url();

  /// The name of its format, such as `netcdf4`, `netcdf3`, `zarr3`.
  String format();

  /// The variant of its format, one of [Format#variants], that writes its like; empty if the format
  /// may choose.
  default String variant() {
    return "";
  }

  /// The root group.
  StoredGroup root();

  @Override
  void close();
}
