package io.amasia.tables;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import io.amasia.storage.format.AxisNames;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import io.amasia.storage.format.WriteRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// One array as NumPy saves it (`.npy`): its values and shape, without names.
///
/// The variable is called like the file, its dimensions `dim_0`, `dim_1` ….
public final class NpyFormat implements Format {
  @Override
  public String name() {
    return "npy";
  }

  @Override
  public boolean matches(Location location) {
    return !location.key().isEmpty()
        && location.store().size(location.key()).orElse(0) >= NpyHeader.MAGIC.length
        && Arrays.equals(head(location, location.key(), NpyHeader.MAGIC.length), NpyHeader.MAGIC);
  }

  @Override
  public boolean matchesName(String name) {
    return CsvFormat.endsWith(name, ".npy");
  }

  @Override
  public boolean holdsMeaning() {
    return true;
  }

  /// The first bytes of `key`, at most `most`.
  static byte[] head(Location location, String key, int most) {
    long size = location.store().size(key).orElse(0);
    try (Lease lease =
        location
            .store()
            .read(key, new ByteRange.Span(0, Math.min(size, most)))
            .orElseThrow(() -> new AmasiaException.Format("no such file: " + location.url()))) {
      return lease.segment().toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /// The array at `key`, whose dimensions `names` names.
  static NpyArray array(Location location, String key, String name, AxisNames names) {
    String where = location.url() + (location.key().equals(key) ? "" : ": " + key);
    NpyHeader header = NpyHeader.read(head(location, key, NpyHeader.MOST_BYTES), where);
    long size = location.store().size(key).orElse(0);
    if (header.shape().size() * header.type().itemBytes() > size - header.dataStart()) {
      throw new AmasiaException.Format(
          "%s: %s needs %d bytes, the file has %d; it is truncated"
              .formatted(
                  where, header.shape(), header.shape().size() * header.type().itemBytes(), size));
    }
    List<String> dims = new ArrayList<>();
    for (int d = 0; d < header.shape().ndim(); d++) {
      dims.add(names.name(name, d, "", header.shape().size(d)));
    }
    return new NpyArray(new Location(location.store(), key, location.url()), name, header, dims);
  }

  @Override
  public StoredDataset open(Location location) {
    String file = location.key().substring(location.key().lastIndexOf('/') + 1);
    String name = file.replaceFirst("(?i)\\.npy$", "");
    var names = new AxisNames();
    NpyArray array = array(location, location.key(), name.isEmpty() ? "array" : name, names);
    return new NpzFormat.Arrays(
        location,
        "npy",
        new StoredGroup(
            "", names.dims(), Map.of(), List.of(array), List.of(), List.of(), List.of()));
  }

  @Override
  public Sink create(WriteRequest request) {
    return SpooledSink.checked(
        new SpooledSink("NumPy", request) {
          @Override
          void check() {
            schema.variables().forEach(NpyContent::requireGregorian);
            List<Column> data = data();
            if (data.size() != 1) {
              throw new AmasiaException.Usage(
                  ".npy holds one array, not %s; choose with -v, or write .npz"
                      .formatted(data.stream().map(Column::name).toList()));
            }
          }

          @Override
          void make(Path file) throws IOException {
            String name = data().getFirst().name();
            var one =
                schema.variables().stream()
                    .filter(v -> v.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            try (OutputStream out = Files.newOutputStream(file)) {
              new NpyContent(one, spool(one)).writeTo(out);
            }
          }
        });
  }
}
