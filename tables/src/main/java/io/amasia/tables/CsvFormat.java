package io.amasia.tables;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.amasia.array.Lease;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Sink;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.WriteRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// Comma-separated values, also compressed by gzip (`.csv.gz`) or separated by tabs (`.tsv`).
///
/// Written in the long form, a row for each place, or as variant `csv-wide` with the last dimension
/// across. Read back as [CsvDataset] says.
///
/// Specification: RFC 4180.
public final class CsvFormat implements Format {
  private static final String WIDE = "csv-wide";

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public List<String> variants() {
    return List.of("csv", WIDE);
  }

  static boolean endsWith(String name, String ending) {
    return name.toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /// Nothing in its bytes says that a text is a table, so the name must.
  @Override
  public boolean matches(Location location) {
    return !location.key().isEmpty() && matchesName(location.key()) && isText(location);
  }

  private static boolean isText(Location location) {
    if (endsWith(location.key(), ".gz")) {
      return true;
    }
    long size = location.store().size(location.key()).orElse(0);
    ByteRange head = new ByteRange.Span(0, Math.min(size, 512));
    Optional<Lease> start =
        size == 0 ? Optional.empty() : location.store().read(location.key(), head);
    if (start.isEmpty()) {
      return false;
    }
    try (Lease lease = start.get()) {
      for (byte b : lease.segment().toArray(ValueLayout.JAVA_BYTE)) {
        if (b == 0) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public boolean matchesName(String name) {
    String bare = endsWith(name, ".gz") ? name.substring(0, name.length() - 3) : name;
    return endsWith(bare, ".csv") || endsWith(bare, ".tsv");
  }

  @Override
  public boolean holdsMeaning() {
    return true;
  }

  @Override
  public StoredDataset open(Location location) {
    return CsvDataset.open(location);
  }

  @Override
  public Sink create(WriteRequest request) {
    boolean wide = request.variant().equals(WIDE);
    String url = request.url();
    return SpooledSink.checked(
        new SpooledSink("CSV", request) {
          @Override
          void check() {
            TidyRows rows = TidyRows.of(coords(), data());
            if (wide) {
              rows.requireWide();
            }
          }

          @Override
          void make(Path file) throws IOException {
            TidyRows rows = TidyRows.of(coords(), data());
            char separator = url.toLowerCase(Locale.ROOT).contains(".tsv") ? '\t' : ',';
            try (OutputStream bytes = Files.newOutputStream(file);
                OutputStream out =
                    endsWith(url, ".gz") ? new GZIPOutputStream(bytes, 1 << 16) : bytes;
                Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
              table(rows, wide, separator, text);
            } catch (java.io.UncheckedIOException e) {
              throw e.getCause();
            }
          }
        });
  }

  private static void table(TidyRows rows, boolean wide, char separator, Writer text)
      throws IOException {
    CsvWriter csv =
        CsvWriter.builder()
            .fieldSeparator(separator)
            .lineDelimiter(LineDelimiter.LF)
            .bufferSize(1 << 16)
            .build(text);
    csv.writeRecord(wide ? rows.wideHeading() : rows.heading());
    long n = wide ? rows.wideCount() : rows.count();
    for (long i = 0; i < n; i++) {
      csv.writeRecord(wide ? rows.wideRow(i) : rows.row(i));
    }
    csv.flush();
  }
}
