package io.amasia.cli.operation;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads places from a CSV file: with a heading that names the columns (`name`, `lon`, `lat`, in
/// any order among others), or without one as `name,lon,lat` or `lon,lat[,name]`, whichever the
/// first line shows. Where that begins with three numbers, either may be meant, and a heading is
/// asked for.
///
/// Fields are parted by commas, semicolons or tabs; lines that begin with `#` are left out. Places
/// without a name are numbered from 1.
final class StationList {
  private static final Set<String> NAME = Set.of("name", "station", "station_name", "id", "site");
  private static final Set<String> LON = Set.of("lon", "longitude", "long", "x");
  private static final Set<String> LAT = Set.of("lat", "latitude", "y");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private final Path file;
  private final Map<String, Operation.Point> places = new LinkedHashMap<>();

  private StationList(Path file) {
    this.file = file;
  }

  /// Where the columns are; -1 for none.
  private record Columns(int name, int lon, int lat) {}

  /// The stations of `file`.
  ///
  /// @throws AmasiaException.Usage if it can't be read or a line is no place; says which
  static Operation.Stations read(Path file) {
    var list = new StationList(file);
    try {
      String text = Files.readString(file).replace("\uFEFF", "");
      list.read(text);
    } catch (CharacterCodingException e) {
      throw new AmasiaException.Usage(file + " is no text in UTF-8");
    } catch (CsvParseException e) {
      throw new AmasiaException.Usage(file + " is no CSV: " + e.getMessage());
    } catch (NoSuchFileException _) {
      throw new AmasiaException.Usage("there is no list of stations " + file);
    } catch (IOException e) {
      throw new AmasiaException.Usage("can't read the list of stations " + file + ": " + e);
    }
    if (list.places.isEmpty()) {
      throw new AmasiaException.Usage(
          file + " lists no station; write a line name,lon,lat for each");
    }
    return new Operation.Stations(List.copyOf(list.places.values()));
  }

  private void read(String text) throws IOException {
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator(text))
            .commentStrategy(CommentStrategy.SKIP)
            .skipEmptyLines(true)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text)) {
      Columns columns = null;
      for (CsvRecord row : csv) {
        if (columns == null) {
          Optional<Columns> plain = plain(row);
          columns = plain.orElseGet(() -> headed(row));
          if (plain.isEmpty()) {
            continue;
          }
        }
        add(row, columns);
      }
    }
  }

  private static char separator(String text) {
    String first =
        text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).findFirst().orElse("");
    return first.indexOf('\t') >= 0 ? '\t' : first.indexOf(';') >= 0 ? ';' : ',';
  }

  /// The columns of a first line that is a place already.
  ///
  /// @throws AmasiaException.Usage if it begins with three numbers, as one with a station's number
  private Optional<Columns> plain(CsvRecord row) {
    List<String> fields = row.getFields();
    if (isNumber(fields, 0) && isNumber(fields, 1)) {
      if (isNumber(fields, 2)) {
        throw wrong(
            row,
            "'%s' may be name,lon,lat or lon,lat,name; write a first line that names the columns, as name,lon,lat"
                .formatted(String.join(",", fields)));
      }
      return Optional.of(new Columns(fields.size() > 2 ? 2 : -1, 0, 1));
    }
    return isNumber(fields, 1) && isNumber(fields, 2)
        ? Optional.of(new Columns(0, 1, 2))
        : Optional.empty();
  }

  private static boolean isNumber(List<String> fields, int at) {
    return at < fields.size() && !Double.isNaN(number(fields.get(at)));
  }

  /// A decimal number, NaN if it is none: `12D` is a name, though Java reads it as 12.
  private static double number(String text) {
    String bare = text.strip();
    return DECIMAL.matcher(bare).matches() ? Double.parseDouble(bare) : Double.NaN;
  }

  private Columns headed(CsvRecord heading) {
    List<String> names =
        heading.getFields().stream().map(f -> f.strip().toLowerCase(Locale.ROOT)).toList();
    var columns = new Columns(column(names, NAME), column(names, LON), column(names, LAT));
    if (columns.lon() < 0 || columns.lat() < 0) {
      throw new AmasiaException.Usage(
          "%s has the columns %s; needed are lon and lat, and name if there are names"
              .formatted(file, String.join(", ", heading.getFields())));
    }
    return columns;
  }

  private static int column(List<String> names, Set<String> wanted) {
    for (int i = 0; i < names.size(); i++) {
      if (wanted.contains(names.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private void add(CsvRecord row, Columns columns) {
    double lon = degrees(row, columns.lon(), 720, "longitude");
    double lat = degrees(row, columns.lat(), 90, "latitude");
    String given = columns.name() >= 0 ? field(row, columns.name()) : "";
    String name = given.isEmpty() ? Integer.toString(places.size() + 1) : given;
    if (places.put(name, new Operation.Point(lon, lat, Optional.of(name))) != null) {
      throw wrong(row, "there is another station '" + name + "'; names tell results apart");
    }
  }

  private double degrees(CsvRecord row, int column, double most, String what) {
    String text = field(row, column);
    double value = number(text);
    if (!(Math.abs(value) <= most)) {
      throw wrong(row, "'%s' is no %s in degrees".formatted(text, what));
    }
    return value;
  }

  private static String field(CsvRecord row, int column) {
    return column < row.getFieldCount() ? row.getField(column).strip() : "";
  }

  private AmasiaException.Usage wrong(CsvRecord row, String what) {
    return new AmasiaException.Usage(
        "%s, line %d: %s".formatted(file, row.getStartingLineNumber(), what));
  }
}
