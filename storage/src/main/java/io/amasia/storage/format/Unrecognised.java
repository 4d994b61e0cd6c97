package io.amasia.storage.format;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// Explains why nothing could open what lies somewhere: what it is, as far as its first bytes tell,
/// and what to do.
final class Unrecognised {
  private static final int PEEK = 512;

  private Unrecognised() {}

  static AmasiaException at(Location location, List<Format> formats) {
    OptionalLong size =
        location.key().isEmpty() ? OptionalLong.empty() : location.store().size(location.key());
    String what = size.isPresent() ? file(location, size.getAsLong(), formats) : folder(location);
    return new AmasiaException.Format(location.url() + ": " + what);
  }

  private static String folder(Location location) {
    List<String> names;
    try {
      names = location.store().list(location.key());
    } catch (AmasiaException.Unsupported e) {
      return "no dataset there: neither a file nor zarr.json, .zgroup or .zarray below it; check"
          + " the URL";
    }
    if (names.isEmpty()) {
      return "no dataset there: nothing is in it";
    }
    String some = String.join(", ", names.subList(0, Math.min(4, names.size())));
    String more = names.size() > 4 ? " and %d more".formatted(names.size() - 4) : "";
    String hint =
        names.stream().anyMatch(n -> n.endsWith(".nc"))
            ? "; give its files, such as '%s/*.nc'".formatted(location.url())
            : names.stream().anyMatch(n -> n.endsWith(".zarr/"))
                ? "; give one of the .zarr folders in it"
                : "";
    return "a folder that is no dataset (no zarr.json, .zgroup or .zarray); it holds %s%s%s"
        .formatted(some, more, hint);
  }

  private static String file(Location location, long size, List<Format> formats) {
    if (size == 0) {
      return "the file is empty; copy or download it again";
    }
    byte[] head;
    try (Lease bytes =
        location
            .store()
            .read(location.key(), new ByteRange.Span(0, Math.min(PEEK, size)))
            .orElseThrow(() -> new AmasiaException.Format("no such file: " + location.url()))) {
      head = bytes.segment().toArray(ValueLayout.JAVA_BYTE);
    }
    String known = known(head);
    if (!known.isEmpty()) {
      return known;
    }
    String byName =
        formats.stream()
            .filter(f -> f.matchesName(location.url()))
            .findFirst()
            .map(f -> "named like %s, but damaged or something else".formatted(f.name()))
            .orElse("not of a format known here");
    return "%s: it begins with %s; known formats: %s"
        .formatted(byName, shown(head), Formats.names(formats));
  }

  /// What bytes that begin so are, and what to do; empty if they are nothing that is known.
  private static String known(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String lower = text.stripLeading().toLowerCase(Locale.ROOT);
    if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
      return "a web page, not data; the download went wrong (a login, or a wrong link?)";
    }
    if (lower.startsWith("<?xml") || lower.startsWith("<error")) {
      return "an XML text, not data; is it the error answer of a server?";
    }
    if (text.startsWith("version https://git-lfs")) {
      return "a Git LFS pointer, not the data; run 'git lfs pull'";
    }
    if (text.startsWith("\u001f\u008b")) {
      return "compressed by gzip; unpack it first: gunzip FILE";
    }
    if (text.startsWith("BZh")) {
      return "compressed by bzip2; unpack it first: bunzip2 FILE";
    }
    if (text.startsWith("(\u00b5/\u00fd")) {
      return "compressed by zstd; unpack it first: unzstd FILE";
    }
    if (text.startsWith("GRIB")) {
      return "a GRIB file, which can't be read yet; convert it: cdo -f nc4 copy FILE OUT.nc";
    }
    if (text.startsWith("\u000e\u0003\u0013\u0001")) {
      return "an HDF4 file, which can't be read; convert it: h4toh5 or 'ncks -4'";
    }
    if (text.startsWith("II*\0") || text.startsWith("MM\0*") || text.startsWith("II+\0")) {
      return "a TIFF file, which can't be read yet; convert it: gdal_translate -of netCDF FILE"
          + " OUT.nc";
    }
    if (text.length() > 262 && text.startsWith("ustar", 257)) {
      return "a tar archive; unpack it first: tar xf FILE";
    }
    return "";
  }

  /// The first bytes as text if they are, else in hexadecimal digits.
  private static String shown(byte[] head) {
    int n = Math.min(16, head.length);
    boolean text = true;
    for (int i = 0; i < n; i++) {
      text &=
          (head[i] >= ' ' && head[i] < 127)
              || head[i] == '\n'
              || head[i] == '\t'
              || head[i] == '\r';
    }
    String start = new String(head, 0, n, StandardCharsets.ISO_8859_1);
    return text
        ? "the text '" + start.replaceAll("\\s+", " ") + "'"
        : "the bytes " + HexFormat.ofDelimiter(" ").formatHex(head, 0, n);
  }
}
