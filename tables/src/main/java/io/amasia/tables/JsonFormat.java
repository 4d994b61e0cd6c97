package io.amasia.tables;

import io.amasia.array.Lease;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.WriteRequest;
import java.io.IOException;
import java.io.Writer;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// JSON with coordinates and variables, as [JsonText] writes it.
public final class JsonFormat implements Format {
  /// Other JSON begins otherwise.
  private static final String BEGIN = "{\"dims\":{";

  @Override
  public String name() {
    return "json";
  }

  @Override
  public boolean matches(Location location) {
    if (location.key().isEmpty() || !matchesName(location.key())) {
      return false;
    }
    long size = location.store().size(location.key()).orElse(0);
    var head = new ByteRange.Span(0, Math.min(size, BEGIN.length()));
    try (Lease start =
        size < BEGIN.length() ? null : location.store().read(location.key(), head).orElse(null)) {
      return start != null
          && new String(start.segment().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1)
              .equals(BEGIN);
    }
  }

  @Override
  public boolean matchesName(String name) {
    return CsvFormat.endsWith(name, ".json");
  }

  @Override
  public boolean holdsMeaning() {
    return true;
  }

  @Override
  public boolean keepsAttributes() {
    return true;
  }

  @Override
  public StoredDataset open(Location location) {
    return JsonDataset.open(location);
  }

  @Override
  public Sink create(WriteRequest request) {
    return new SpooledSink("JSON", request) {
      @Override
      void make(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
          JsonText.write(schema.dims(), schema.attrs(), coords(), variables(), out);
          out.write("\n");
        }
      }
    };
  }
}
