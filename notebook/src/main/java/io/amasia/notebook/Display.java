package io.amasia.notebook;

import io.amasia.array.AmasiaException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What cells call to show something before they end. Imported in each: `display(tas)`.
public final class Display {
  private Display() {}

  /// Shows `value` below the cell.
  ///
  /// @throws AmasiaException.Usage if no cell was run
  public static void display(@Nullable Object value) {
    cell().show(new Output.DisplayData(Mime.of(value), Optional.empty()));
  }

  /// Shows `value` below the cell, to be replaced by [#updateDisplay].
  ///
  /// @throws AmasiaException.Usage if no cell was run
  public static void display(@Nullable Object value, String displayId) {
    cell().show(new Output.DisplayData(Mime.of(value), Optional.of(displayId)));
  }

  /// Replaces what was shown under `displayId`.
  ///
  /// @throws AmasiaException.Usage if no cell was run
  public static void updateDisplay(@Nullable Object value, String displayId) {
    cell().show(new Output.UpdateDisplay(Mime.of(value), displayId));
  }

  /// Shows HTML as it is.
  ///
  /// @throws AmasiaException.Usage if no cell was run
  public static void html(String html) {
    display(MimeBundle.html(html, "HTML"));
  }

  private static CellOutput cell() {
    return CellOutput.current()
        .orElseThrow(() ->
            new AmasiaException.Usage("display shows values below cells, and there is none here"));
  }
}
