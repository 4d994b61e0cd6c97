package io.amasia.netcdf;

import io.amasia.array.DType;
import org.jspecify.annotations.Nullable;

/// The external types of the classic formats, with their code in the header.
///
/// The last five exist in CDF-5 only. Text is stored as [#CHAR], one byte each.
enum ClassicType {
  BYTE(1, DType.INT8, 1),
  CHAR(2, DType.STRING, 1),
  SHORT(3, DType.INT16, 2),
  INT(4, DType.INT32, 4),
  FLOAT(5, DType.FLOAT32, 4),
  DOUBLE(6, DType.FLOAT64, 8),
  UBYTE(7, DType.UINT8, 1),
  USHORT(8, DType.UINT16, 2),
  UINT(9, DType.UINT32, 4),
  INT64(10, DType.INT64, 8),
  UINT64(11, DType.UINT64, 8);

  final int code;
  final DType dtype;
  final int size;

  ClassicType(int code, DType dtype, int size) {
    this.code = code;
    this.dtype = dtype;
    this.size = size;
  }

  boolean isCdf5Only() {
    return code > DOUBLE.code;
  }

  /// The type of `code`, or null when there is none.
  static @Nullable ClassicType of(long code) {
    return code >= 1 && code <= values().length ? values()[(int) code - 1] : null;
  }

  /// The type that stores `dtype`, or null when none does.
  static @Nullable ClassicType of(DType dtype) {
    for (ClassicType type : values()) {
      if (type.dtype == dtype) {
        return type;
      }
    }
    return null;
  }

  /// The number that netCDF writes where nothing was written; see `NC_FILL_*` in netcdf.h.
  Number defaultFill() {
    return switch (this) {
      case BYTE -> -127L;
      case CHAR -> 0L;
      case SHORT -> -32767L;
      case INT -> -2147483647L;
      case FLOAT, DOUBLE -> 9.9692099683868690e+36;
      case UBYTE -> 255L;
      case USHORT -> 65535L;
      case UINT -> 4294967295L;
      case INT64 -> -9223372036854775806L;
      case UINT64 -> -2L;
    };
  }
}
