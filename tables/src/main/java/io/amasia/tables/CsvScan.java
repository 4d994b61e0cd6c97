package io.amasia.tables;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.Lease;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import java.lang.foreign.ValueLayout;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one pass over a table finds: its columns and their types, its rows, where parts of about a
/// megabyte begin, and the grid that the rows make.
///
/// It holds a part at a time.
final class CsvScan {
  static final int PART = 1 << 20;
  private static final Pattern OF_CALENDAR = Pattern.compile("(.+) \\[(\\w+)]");

  /// A row longer than this is no row, but a quote that doesn't end.
  private static final int LONGEST_ROW = 1 << 26;

  /// A part of the file.
  ///
  /// @param offset of its first byte
  /// @param row the number of its first row
  record Part(long offset, long row) {}

  final CsvForm form;
  final List<String> names;
  final List<ColumnType> types;

  /// The cells of the first row, none if there is no row.
  final List<String> first;

  final List<Part> parts;
  final long rows;
  final Optional<GridGuess.Grid> grid;

  private CsvScan(
      CsvForm form,
      List<String> names,
      List<ColumnType> types,
      List<String> first,
      List<Part> parts,
      long rows,
      Optional<GridGuess.Grid> grid) {
    this.form = form;
    this.names = names;
    this.types = types;
    this.first = first;
    this.parts = parts;
    this.rows = rows;
    this.grid = grid;
  }

  /// The same without the grid, whose labels may be many.
  CsvScan withoutGrid() {
    return new CsvScan(form, names, types, first, parts, rows, Optional.empty());
  }

  /// Reads all of `location` once; again as Latin-1 where it is no UTF-8.
  ///
  /// @throws AmasiaException.Format if it is no table
  static CsvScan of(Location location) {
    long size = location.store().size(location.key()).orElse(0);
    try {
      return new Scanner(location, size, StandardCharsets.UTF_8).scan();
    } catch (CharacterCodingException _) {
      try {
        return new Scanner(location, size, StandardCharsets.ISO_8859_1).scan();
      } catch (CharacterCodingException e) {
        throw new AmasiaException.Format(location.url() + ": no text: " + e, e);
      }
    }
  }

  /// One pass.
  private static final class Scanner {
    private final Location location;
    private final long size;
    private final Charset charset;
    private final List<Part> parts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<TypeGuess> guesses = new ArrayList<>();
    private List<String> first = List.of();
    private long rows;

    Scanner(Location location, long size, Charset charset) {
      this.location = location;
      this.size = size;
      this.charset = charset;
    }

    CsvScan scan() throws CharacterCodingException {
      byte[] head = bytes(0, Math.min(size, PART));
      int start = start(head);
      int line = start;
      while (line < head.length && head[line] != '\n' && head[line] != '\r') {
        line++;
      }
      String heading = new CsvForm(location.url(), ',', charset).text(head, start, line - start);
      var form = new CsvForm(location.url(), CsvForm.separator(heading), charset);
      GridGuess[] grid = new GridGuess[1];
      long offset = start;
      while (offset < size) {
        byte[] part = part(form, offset);
        Part here = new Part(offset, rows);
        form.rows(
            form.text(part, 0, part.length),
            cells -> {
              if (grid[0] == null) {
                name(cells);
                grid[0] = new GridGuess(names.size());
              } else {
                see(cells, grid[0]);
              }
              return true;
            });
        parts.add(here);
        offset += part.length;
      }
      if (grid[0] == null) {
        throw new AmasiaException.Format(location.url() + ": the table has no heading");
      }
      List<ColumnType> types = guesses.stream().map(TypeGuess::type).toList();
      return new CsvScan(form, names(types), types, first, parts, rows, grid[0].grid(rows));
    }

    /// After a byte order mark and lines of comment.
    private static int start(byte[] head) {
      boolean mark =
          head.length >= 3
              && head[0] == (byte) 0xEF
              && head[1] == (byte) 0xBB
              && head[2] == (byte) 0xBF;
      int start = mark ? 3 : 0;
      while (start < head.length && head[start] == '#') {
        while (start < head.length && head[start] != '\n') {
          start++;
        }
        start = Math.min(head.length, start + 1);
      }
      return start;
    }

    private byte[] part(CsvForm form, long offset) {
      for (long length = PART; ; length *= 2) {
        byte[] bytes = bytes(offset, Math.min(length, size - offset));
        if (offset + bytes.length == size) {
          return bytes;
        }
        int whole = form.wholeRows(bytes, bytes.length);
        if (whole > 0) {
          return Arrays.copyOf(bytes, whole);
        }
        if (length > LONGEST_ROW) {
          throw new AmasiaException.Format(
              "%s: a row at byte %d has no end; a quote may be open".formatted(form.url(), offset));
        }
      }
    }

    private byte[] bytes(long offset, long length) {
      try (Lease lease =
          location
              .store()
              .read(location.key(), new ByteRange.Span(offset, length))
              .orElseThrow(() -> new AmasiaException.Format("no such file: " + location.url()))) {
        return lease.segment().toArray(ValueLayout.JAVA_BYTE);
      }
    }

    private void name(List<String> cells) {
      for (int j = 0; j < cells.size(); j++) {
        String name = cells.get(j).strip().replace('/', '_');
        String given = name.isEmpty() ? (j == 0 ? "index" : "column_" + j) : name;
        String unique = given;
        for (int n = 2; names.contains(unique); n++) {
          unique = given + "_" + n;
        }
        names.add(unique);
        guesses.add(new TypeGuess(calendar(unique).orElse(Calendar.STANDARD)));
      }
    }

    /// The calendar that a title such as `time [360_day]` says; see [Column#title].
    private static Optional<Calendar> calendar(String title) {
      Matcher m = OF_CALENDAR.matcher(title);
      return m.matches() ? Calendar.find(m.group(2)) : Optional.empty();
    }

    /// The titles, of dates without their calendar.
    private List<String> names(List<ColumnType> types) {
      List<String> bare = new ArrayList<>(names);
      for (int j = 0; j < bare.size(); j++) {
        Matcher m = OF_CALENDAR.matcher(bare.get(j));
        if (types.get(j).cells() == CellType.TIME
            && calendar(bare.get(j)).isPresent()
            && m.matches()
            && !bare.contains(m.group(1))) {
          bare.set(j, m.group(1));
        }
      }
      return bare;
    }

    private void see(List<String> cells, GridGuess grid) {
      if (cells.size() != names.size()) {
        throw new AmasiaException.Format(
            "%s: row %d after the heading has %d cells where the heading has %d"
                .formatted(location.url(), rows + 1, cells.size(), names.size()));
      }
      for (int j = 0; j < cells.size(); j++) {
        guesses.get(j).see(cells.get(j));
      }
      if (rows == 0) {
        first = List.copyOf(cells);
      }
      grid.see(rows, cells);
      rows++;
    }
  }
}
