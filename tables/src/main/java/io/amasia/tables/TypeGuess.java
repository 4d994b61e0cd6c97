package io.amasia.tables;

import io.amasia.array.Calendar;
import java.util.EnumSet;

/// Finds the type of a column while its cells pass by. Missing values are of any type but bool and
/// whole numbers, which make them a float, or a text where digits would be lost; a column of
/// nothing else is a float too.
final class TypeGuess {
  private final EnumSet<CellType> possible = EnumSet.allOf(CellType.class);
  private final Calendar calendar;
  private boolean anyMissing;
  private boolean anyValue;

  /// @param calendar of dates
  TypeGuess(Calendar calendar) {
    this.calendar = calendar;
  }

  void see(String cell) {
    if (CellType.isMissing(cell)) {
      anyMissing = true;
      return;
    }
    anyValue = true;
    if (possible.size() > 1) {
      possible.removeIf(type -> !type.fits(cell, calendar));
    }
  }

  ColumnType type() {
    return new ColumnType(cells(), calendar);
  }

  private CellType cells() {
    if (!anyValue) {
      return CellType.DOUBLE;
    }
    CellType narrowest = possible.iterator().next();
    if (!anyMissing) {
      return narrowest;
    }
    return switch (narrowest) {
      case BOOL, UNSIGNED -> CellType.TEXT;
      case LONG -> CellType.DOUBLE;
      case DOUBLE, TIME, DURATION, TEXT -> narrowest;
    };
  }
}
