package io.amasia.dataset.group;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.Variable;

/// One group, or one window, on its own.
///
/// @param label what it is called: a number, a text, a date as text; of groups by several keys a
///   list of them
/// @param part what is in it
public record Part<T>(Object label, T part) {
  /// Label `i` of a variable along one dimension.
  static Object label(Variable labels, int i) {
    NdArray values = labels.index().values();
    DType dtype = labels.dtype();
    return switch (dtype) {
      case STRING -> values.getString(i);
      case DATETIME -> labels.calendar().orElse(Calendar.STANDARD).format(values.getLong(i));
      case FLOAT16, FLOAT32, FLOAT64 -> values.getDouble(i);
      case BOOL -> values.getLong(i) != 0;
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, TIMEDELTA -> values.getLong(i);
    };
  }
}
