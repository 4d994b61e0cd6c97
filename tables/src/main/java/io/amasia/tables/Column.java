package io.amasia.tables;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An array as those see it who write texts: what it is called, where it lies, and its values.
///
/// @param calendar of times
/// @param units as people write them, where they are known
/// @param attrs all attributes, for files that hold them
public record Column(
    String name,
    List<String> dims,
    Shape shape,
    DType dtype,
    Optional<Calendar> calendar,
    Optional<String> units,
    Map<String, Attribute> attrs,
    Cells cells) {
  /// A column of values in memory, which stay the caller's.
  public static Column of(
      String name,
      List<String> dims,
      NdArray values,
      Optional<Calendar> calendar,
      Optional<String> units) {
    Cells cells = Cells.of(values, calendar.orElse(Calendar.STANDARD));
    return new Column(name, dims, values.shape(), values.dtype(), calendar, units, Map.of(), cells);
  }

  /// What a heading calls it: its name, and for times of a calendar of their own its CF name, as in
  /// `time [360_day]`.
  public String title() {
    return calendar
        .filter(own -> dtype == DType.DATETIME)
        .filter(own -> own != Calendar.STANDARD && own != Calendar.PROLEPTIC_GREGORIAN)
        .map(own -> "%s [%s]".formatted(name, own.label()))
        .orElse(name);
  }

  /// Value `i` as text that reads back as the same value; a missing one is empty.
  ///
  /// Whole numbers have no decimal point, and times at midnight are dates.
  public String text(long i) {
    return switch (cells.value(i)) {
      case null -> "";
      case Double value -> trimmed(value.toString());
      case Float value -> trimmed(value.toString());
      case String text when dtype == DType.DATETIME && text.endsWith("T00:00:00") ->
          text.substring(0, text.length() - "T00:00:00".length());
      case Object value -> value.toString();
    };
  }

  private static String trimmed(String number) {
    return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
  }
}
