package io.amasia.plan.engine;

import io.amasia.array.DType;

/// In which Java type a program computes values of a dtype.
enum Domain {
  /// `float32` and `float16`.
  FLOAT,
  /// `float64`.
  DOUBLE,
  /// Integers, bool as 0 and 1, times; `uint64` as its bits.
  LONG;

  static Domain of(DType dtype) {
    return switch (dtype) {
      case FLOAT16, FLOAT32 -> FLOAT;
      case FLOAT64 -> DOUBLE;
      case BOOL, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, DATETIME, TIMEDELTA ->
          LONG;
      case STRING -> throw new IllegalArgumentException("text is computed apart");
    };
  }
}
