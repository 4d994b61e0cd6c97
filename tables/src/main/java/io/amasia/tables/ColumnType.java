package io.amasia.tables;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;

/// What the cells of a column are, and if they are dates of which calendar.
record ColumnType(CellType cells, Calendar calendar) {
  DType dtype() {
    return cells.dtype;
  }

  /// What a reader must know besides the dtype.
  Map<String, Attribute> attrs() {
    return cells == CellType.TIME && calendar != Calendar.STANDARD
        ? Map.of("calendar", Attribute.of(calendar.label()))
        : Map.of();
  }

  /// The cells as an array of `shape`.
  NdArray parse(Shape shape, List<String> texts) {
    return cells.parse(shape, texts, calendar);
  }
}
