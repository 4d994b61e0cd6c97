package io.amasia.tables;

import io.amasia.array.AmasiaException;
import io.amasia.storage.Location;
import io.amasia.storage.ZipStore;
import io.amasia.storage.format.AxisNames;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import io.amasia.storage.format.WriteRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Several arrays as NumPy saves them (`.npz`): an archive of `.npy` files, coordinates among them.
public final class NpzFormat implements Format {
  private static final String NPY = ".npy";

  @Override
  public String name() {
    return "npz";
  }

  @Override
  public boolean matches(Location location) {
    if (!(location.store() instanceof ZipStore) || !location.key().isEmpty()) {
      return false;
    }
    List<String> names = location.store().list("");
    return !names.isEmpty() && names.stream().allMatch(name -> name.endsWith(NPY));
  }

  @Override
  public boolean matchesName(String name) {
    return CsvFormat.endsWith(name, ".npz");
  }

  @Override
  public boolean holdsMeaning() {
    return true;
  }

  @Override
  public StoredDataset open(Location location) {
    var names = new AxisNames();
    List<StoredArray> arrays = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (String key : location.store().list("")) {
      String name = key.substring(0, key.length() - NPY.length());
      try {
        arrays.add(NpyFormat.array(location, key, name, names));
      } catch (AmasiaException.Unsupported e) {
        notes.add("'" + name + "' skipped: " + e.getMessage());
      }
    }
    return new Arrays(
        location,
        "npz",
        new StoredGroup("", names.dims(), Map.of(), arrays, List.of(), notes, List.of()));
  }

  /// Opened arrays.
  record Arrays(Location location, String format, StoredGroup root) implements StoredDataset {
    @Override
    public String url() {
      return location.url();
    }

    @Override
    public void close() {
      location.store().close();
    }
  }

  @Override
  public Sink create(WriteRequest request) {
    return SpooledSink.checked(
        new SpooledSink("NumPy", request) {
          @Override
          void check() {
            schema.variables().forEach(NpyContent::requireGregorian);
          }

          @Override
          void make(Path file) throws IOException {
            try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
              zip.setMethod(ZipOutputStream.STORED);
              for (Schema.Variable variable : schema.variables()) {
                entry(variable.name(), new NpyContent(variable, spool(variable)), zip);
              }
            }
          }
        });
  }

  /// A stored entry says its length and checksum first, so its content is made twice.
  private static void entry(String name, NpyContent content, ZipOutputStream zip)
      throws IOException {
    var crc = new CRC32();
    var counted = new Counting();
    content.writeTo(new CheckedOutputStream(counted, crc));
    var entry = new ZipEntry(name + NPY);
    entry.setTime(0);
    entry.setSize(counted.bytes);
    entry.setCompressedSize(counted.bytes);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    content.writeTo(zip);
    zip.closeEntry();
  }

  /// Counts bytes and drops them.
  private static final class Counting extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int from, int length) {
      bytes += length;
    }
  }
}
