package io.amasia.netcdf;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.WriteMode;
import io.amasia.storage.format.WriteRequest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return name.endsWith(".nc") || name.endsWith(".cdf") || name.endsWith(".nc3");
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
    boolean overwrite =
        switch (request.mode()) {
          case WriteMode.Create _ -> false;
          case WriteMode.Overwrite _ -> true;
          case WriteMode.Append _, WriteMode.Region _ ->
              throw new AmasiaException.Unsupported(
                  "%s: netCDF files are written whole; append and region need Zarr"
                      .formatted(request.url()));
        };
    if (!request.schema().groups().isEmpty()) {
      throw new AmasiaException.Unsupported(
          request.url() + ": classic netCDF has no groups; write Zarr");
    }
    return new ClassicSink(request.url(), target(request.url()), request.schema(), overwrite);
  }

  private static Path target(String url) {
    try {
      Path path = url.startsWith("file:") ? Path.of(URI.create(url)) : Path.of(url);
      if (url.contains("://") && !url.startsWith("file:")) {
        throw new AmasiaException.Unsupported(
            "'%s': netCDF is written to local files only; write .zarr there".formatted(url));
      }
      Path whole = path.toAbsolutePath();
      Path folder = whole.getParent();
      if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(whole)) {
        throw new AmasiaException.Usage(
            "can't write '%s': %s"
                .formatted(url, Files.isDirectory(whole) ? "it is a folder" : "no such folder"));
      }
      return whole;
    } catch (IllegalArgumentException e) {
      throw new AmasiaException.Usage("'" + url + "' is not a path: " + e.getMessage());
    }
  }
}
