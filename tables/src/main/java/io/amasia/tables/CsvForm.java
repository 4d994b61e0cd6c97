package io.amasia.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.List;

/// How a table is spelled: what separates its cells, and in which characters.
record CsvForm(String url, char separator, Charset charset) {
  private static final char[] SEPARATORS = {',', ';', '\t'};

  /// What takes the rows of a part.
  @FunctionalInterface
  interface Rows {
    /// Takes a row; whether more are wanted.
    boolean take(List<String> cells);
  }

  /// The separator that the heading has most of.
  static char separator(String heading) {
    char best = ',';
    long most = 0;
    for (char separator : SEPARATORS) {
      long count = heading.chars().filter(c -> c == separator).count();
      if (count > most) {
        best = separator;
        most = count;
      }
    }
    return best;
  }

  /// `bytes` as text.
  ///
  /// @throws CharacterCodingException if they are of another charset
  String text(byte[] bytes, int from, int length) throws CharacterCodingException {
    return charset.newDecoder().decode(ByteBuffer.wrap(bytes, from, length)).toString();
  }

  /// Gives the rows of `text`, which has whole rows, to `rows`; empty lines are none.
  ///
  /// @throws AmasiaException.Format if a row is no CSV
  void rows(String text, Rows rows) {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .allowUnclosedQuote(false)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text)) {
      for (CsvRecord row : reader) {
        if (!rows.take(row.getFields())) {
          return;
        }
      }
    } catch (CsvParseException | UncheckedIOException | IOException e) {
      throw new AmasiaException.Format("%s: no CSV: %s".formatted(url, e.getMessage()), e);
    }
  }

  /// Where the last row that is whole ends in `bytes`: after its line's end, outside quotes.
  ///
  /// @return 0 if there is none
  int wholeRows(byte[] bytes, int length) {
    int end = 0;
    boolean quoted = false;
    boolean start = true;
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      if (b == '"') {
        // A quote within a bare cell is a letter like any other.
        quoted = quoted ? false : start || (i > 0 && bytes[i - 1] == '"');
        start = false;
      } else if (!quoted && b == '\n') {
        end = i + 1;
        start = true;
      } else {
        start = !quoted && (b == separator || b == '\r');
      }
    }
    return end;
  }
}
