package io.amasia.storage.format;

import io.amasia.array.DType;
import io.amasia.storage.Location;
import java.util.List;

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

  /// The variants it writes, such as `zarr2` and `zarr3`, its own choice first; empty if there is
  /// but one.
  default List<String> variants() {
    return List.of();
  }

  /// Whether arrays of `dtype` can be stored as they are.
  default boolean holds(DType dtype) {
    return true;
  }

  /// Whether it holds values as people mean them: times as times (int64 microseconds of the
  /// calendar that the attribute `calendar` names), missing values as NaN, bool as bool. If not, it
  /// is given what CF makes of them.
  default boolean holdsMeaning() {
    return false;
  }

  /// Whether it keeps dtypes and attributes, so that what is written can be compared with what it
  /// was written from.
  default boolean keepsAttributes() {
    return !holdsMeaning();
  }

  /// Whether what is appended is put after a copy of all that is there, which takes its name: for
  /// formats that can be joined to in no other way without a moment at which neither is whole.
  default boolean appendsToCopies() {
    return false;
  }

  /// Opens a dataset: metadata only.
  ///
  /// @throws io.amasia.array.AmasiaException.Format if it is damaged
  StoredDataset open(Location location);

  /// Opens what is to be joined to or replaced in part, also where an earlier replacement was not
  /// finished: metadata that values must agree with.
  default StoredDataset openTarget(Location location) {
    return open(location);
  }

  /// Whether a codec chain that an array was read in suits `variant` of this format, so that all
  /// its readers know it.
  default boolean keeps(List<CodecChoice> chain, String variant) {
    return false;
  }

  /// Starts writing a dataset. Nothing is visible at the target before [Sink#commit], other than
  /// [WriteMode] says.
  ///
  /// @throws io.amasia.array.AmasiaException.Unsupported if this format can't be written, or not
  ///   with this schema, mode or variant
  /// @throws io.amasia.array.AmasiaException.Conflict if something is there that may not be
  ///   replaced, or nothing that could be joined to
  Sink create(WriteRequest request);

  /// Joins a sink of another process, to work on boxes of it.
  ///
  /// @param invitation the text of what that sink gave
  /// @throws io.amasia.array.AmasiaException.Unsupported if sinks of this format can't be joined
  default Sink.Guest join(String invitation) {
    throw new io.amasia.array.AmasiaException.Unsupported(
        name() + " is written by one process only");
  }

  /// Starts writing a new dataset, or one that replaces what is there.
  default Sink create(String url, Schema schema, boolean overwrite) {
    return create(WriteRequest.of(url, schema, overwrite));
  }
}
