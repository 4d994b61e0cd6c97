package io.amasia.tables;

import io.amasia.array.AmasiaException;
import io.amasia.storage.Location;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.WriteRequest;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/// JSON with coordinates and variables, as [JsonText] writes it. Write only.
public final class JsonFormat implements Format {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public boolean matches(Location location) {
    return false;
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
  public StoredDataset open(Location location) {
    throw new AmasiaException.Unsupported(
        location.url() + ": JSON can be written but not read; write .nc, .zarr or .csv");
  }

  @Override
  public Sink create(WriteRequest request) {
    return new SpooledSink("JSON", request) {
      @Override
      void make(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
          JsonText.write(schema.dims(), coords(), variables(), out);
          out.write("\n");
        }
      }
    };
  }
}
