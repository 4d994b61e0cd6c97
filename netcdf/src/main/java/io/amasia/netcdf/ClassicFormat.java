package io.amasia.netcdf;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.WriteRequest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.OptionalLong;

/// netCDF classic, 64-bit offset and CDF-5: the files that start with `CDF`.
public final class ClassicFormat implements Format {
  @Override
  public String name() {
    return "netcdf3";
  }

  @Override
  public boolean matches(Location location) {
    if (location.key().isEmpty()) {
      return false; // a folder
    }
    OptionalLong size = location.store().size(location.key());
    if (size.isEmpty() || size.getAsLong() < 4) {
      return false;
    }
    try (Lease lease =
        location.store().read(location.key(), new ByteRange.Span(0, 4)).orElse(null)) {
      return lease != null && isMagic(lease.segment());
    }
  }

  private static boolean isMagic(MemorySegment start) {
    byte[] magic = start.toArray(ValueLayout.JAVA_BYTE);
    return magic[0] == 'C'
        && magic[1] == 'D'
        && magic[2] == 'F'
        && (magic[3] == 1 || magic[3] == 2 || magic[3] == 5);
  }

  @Override
  public boolean matchesName(String name) {
    return name.endsWith(".cdf") || name.endsWith(".nc3");
  }

  /// `classic` and `netcdf3` take the smallest of the three forms that holds the data.
  @Override
  public List<String> variants() {
    return List.of("classic", "netcdf3", "64bit", "cdf5");
  }

  @Override
  public boolean holds(DType dtype) {
    return ClassicType.of(dtype) != null;
  }

  @Override
  public boolean appendsToCopies() {
    return true;
  }

  @Override
  public StoredDataset open(Location location) {
    long size =
        location
            .store()
            .size(location.key())
            .orElseThrow(
                () -> new AmasiaException.Format(location.url() + ": there is no such file"));
    return new ClassicDataset(location, ClassicHeader.read(location, size));
  }

  @Override
  public Sink create(WriteRequest request) {
    if (!request.schema().groups().isEmpty()) {
      throw new AmasiaException.Unsupported(
          request.url() + ": classic netCDF has no groups; write netCDF-4 or Zarr");
    }
    return new ClassicSink(request);
  }
}
