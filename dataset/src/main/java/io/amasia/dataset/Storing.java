package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.cf.DatasetWriter;
import java.util.Map;

/// What takes an array or a dataset elsewhere: into a file or a store, or into plain values.
///
/// An array is written as a dataset of one variable of its name, `data` if it has none.
public sealed interface Storing permits DataArray, Dataset {
  private Dataset whole() {
    return switch (this) {
      case DataArray array -> array.toDataset(array.name().orElse("data"));
      case Dataset dataset -> dataset;
    };
  }

  /// Computes this and writes it to a new Zarr store, each variable stored as the file had it that
  /// it was read from.
  ///
  /// @throws AmasiaException.Conflict if something is there, or values can't be packed as they were
  default void toZarr(String url) {
    toZarr(url, DatasetWriter.Options.keepingEncodings());
  }

  /// Computes this and writes it to a Zarr store: new, in place of one, appended to one, over a
  /// region of one or beside what one has, as `options` says.
  ///
  /// @throws AmasiaException.Conflict if what is there may not be replaced or doesn't fit
  default void toZarr(String url, DatasetWriter.Options options) {
    boolean open = options.variant().isEmpty();
    DatasetWriter.write(whole(), url, open ? options.withVariant("zarr3") : options);
  }

  /// Computes this and writes it to a new netCDF-4 file, each variable stored as the file had it
  /// that it was read from.
  ///
  /// @throws AmasiaException.Conflict if something is there, or values can't be packed as they were
  default void toNetcdf(String url) {
    toNetcdf(url, DatasetWriter.Options.keepingEncodings());
  }

  /// Computes this and writes it to a netCDF file: netCDF-4 unless `options` name another variant.
  ///
  /// @throws AmasiaException.Conflict if what is there may not be replaced
  default void toNetcdf(String url, DatasetWriter.Options options) {
    boolean open = options.variant().isEmpty();
    DatasetWriter.write(whole(), url, open ? options.withVariant("nc4") : options);
  }

  /// This as maps and lists of plain values, computed: see [PlainValues].
  default Map<String, Object> toDict() {
    return toDict(true);
  }

  /// The same without the values if `data` is false: then nothing is computed.
  default Map<String, Object> toDict(boolean data) {
    return switch (this) {
      case DataArray array -> PlainValues.of(array, data);
      case Dataset dataset -> PlainValues.of(dataset, data);
    };
  }
}
