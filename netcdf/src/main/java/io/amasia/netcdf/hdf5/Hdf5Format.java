package io.amasia.netcdf.hdf5;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.storage.Location;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.WriteRequest;
import java.util.List;
import java.util.OptionalLong;

/// netCDF-4 and other HDF5 files: those with the HDF5 signature at byte 0, 512, 1024, 2048 ….
public final class Hdf5Format implements Format {
  static final String NAME = "netcdf4";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean matches(Location location) {
    if (location.key().isEmpty()) {
      return false; // a folder
    }
    OptionalLong size = location.store().size(location.key());
    return size.isPresent() && Superblock.find(location, size.getAsLong()).isPresent();
  }

  @Override
  public boolean matchesName(String name) {
    return List.of(".nc", ".nc4", ".h5", ".hdf5", ".he5").stream().anyMatch(name::endsWith);
  }

  @Override
  public List<String> variants() {
    return List.of("nc4", "netcdf4");
  }

  @Override
  public boolean holds(DType dtype) {
    return dtype == DType.STRING || (dtype.isNumeric() && dtype != DType.FLOAT16);
  }

  /// What every HDF5 library reads; zstd needs a plugin.
  @Override
  public boolean keeps(List<CodecChoice> chain, String variant) {
    return List.of("shuffle", "deflate", "fletcher32")
        .containsAll(chain.stream().map(CodecChoice::name).toList());
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
    long start =
        Superblock.find(location, size)
            .orElseThrow(() ->
                new AmasiaException.Format(
                    location.url() + ": no HDF5 signature at byte 0, 512, 1024 …"));
    Hdf5File file = new Hdf5File(location, size);
    return new Hdf5Dataset(file, Superblock.read(file, start));
  }

  @Override
  public Sink create(WriteRequest request) {
    return new Hdf5Sink(request);
  }

  @Override
  public Sink.Guest join(String invitation) {
    return Hdf5Guest.of(invitation);
  }
}
