package io.amasia.tables;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What a `.npy` file of a variable holds.
final class NpyContent {
  private static final int BUFFER = 1 << 16;

  private final Schema.Variable variable;
  private final Spool spool;
  private final int characters;

  /// The content of `variable`, whose values are in `spool`.
  NpyContent(Schema.Variable variable, Spool spool) {
    this.variable = variable;
    this.spool = spool;
    this.characters =
        switch (spool) {
          case SpooledTexts texts -> Math.max(1, texts.longest());
          case Spool.Numbers _ -> 0;
        };
  }

  /// Tests that NumPy knows the calendar of times.
  ///
  /// @throws AmasiaException.Unsupported if it doesn't
  static void requireGregorian(Schema.Variable variable) {
    String calendar =
        variable.attrs().get("calendar") instanceof Attribute.Text(String name) ? name : "";
    boolean known =
        calendar.isEmpty()
            || Calendar.find(calendar)
                .filter(c -> c == Calendar.STANDARD || c == Calendar.PROLEPTIC_GREGORIAN)
                .isPresent();
    if (variable.dtype() == DType.DATETIME && !known) {
      throw new AmasiaException.Unsupported(
          "'%s' is in calendar %s, which NumPy's times don't know; write .nc, .zarr or .csv"
              .formatted(variable.name(), calendar));
    }
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(NpyHeader.of(variable.dtype(), variable.shape(), characters));
    switch (spool) {
      case SpooledTexts texts -> write(texts, out);
      case Spool.Numbers numbers -> write(numbers, out);
    }
  }

  private void write(SpooledTexts texts, OutputStream out) throws IOException {
    Cells cells = texts.cells(Calendar.STANDARD);
    ByteBuffer one = ByteBuffer.allocate(4 * characters).order(ByteOrder.LITTLE_ENDIAN);
    for (long i = 0; i < variable.shape().size(); i++) {
      java.util.Arrays.fill(one.array(), (byte) 0);
      one.clear();
      String.valueOf(cells.value(i)).codePoints().forEach(one::putInt);
      out.write(one.array());
    }
  }

  private void write(Spool.Numbers numbers, OutputStream out) throws IOException {
    long bytes = variable.shape().size() * variable.dtype().itemSize();
    byte[] buffer = new byte[BUFFER];
    for (long at = 0; at < bytes; at += BUFFER) {
      int n = (int) Math.min(BUFFER, bytes - at);
      numbers.read(ByteBuffer.wrap(buffer, 0, n), at);
      out.write(buffer, 0, n);
    }
  }
}
