package io.amasia.zarr;

import io.amasia.storage.Location;
import io.amasia.storage.format.CodecChoice;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import io.amasia.storage.format.WriteRequest;
import java.util.List;
import java.util.Locale;

/// Zarr: versions 2 and 3 are read from any store, and written to local folders and `memory:`.
public final class ZarrFormat implements Format {
  private static final List<String> DOCUMENTS =
      List.of("zarr.json", ".zmetadata", ".zgroup", ".zarray");

  @Override
  public String name() {
    return "zarr";
  }

  @Override
  public boolean matches(Location location) {
    return DOCUMENTS.stream()
        .anyMatch(name -> location.store().size(location.resolve(name)).isPresent());
  }

  @Override
  public boolean matchesName(String name) {
    String bare = name.toLowerCase(Locale.ROOT).replaceAll("/+$", "");
    return bare.endsWith(".zarr");
  }

  @Override
  public StoredDataset open(Location location) {
    Hierarchy.Opened opened = Hierarchy.open(location);
    return new ZarrDataset(location, "zarr" + opened.version(), opened.root());
  }

  @Override
  public StoredDataset openTarget(Location location) {
    StoreMetadata metadata = StoreMetadata.load(location);
    Hierarchy.Opened opened = Hierarchy.open(location, metadata.documents(), metadata.version());
    return new ZarrDataset(location, "zarr" + opened.version(), opened.root());
  }

  @Override
  public boolean keeps(List<CodecChoice> chain, String variant) {
    return CodecDocuments.areCommon(chain, variant.equals("zarr2") ? 2 : 3);
  }

  @Override
  public Sink create(WriteRequest request) {
    return ZarrSink.create(request);
  }

  @Override
  public Sink.Guest join(String invitation) {
    return ZarrGuest.of(invitation);
  }

  @Override
  public List<String> variants() {
    return List.of("zarr3", "zarr2");
  }

  /// An opened hierarchy, which owns its store.
  private record ZarrDataset(Location location, String format, StoredGroup root)
      implements StoredDataset {
    @Override
    public String url() {
      return location.url();
    }

    @Override
    public void close() {
      location.store().close();
    }
  }
}
