package io.amasia.netcdf;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.Attribute;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The fill value of a classic variable: its `_FillValue`, else the default of its type.
public final class ClassicFill {
  private ClassicFill() {}

  /// The bytes, in this machine's order, of what netCDF writes where nothing was written: also in
  /// netCDF-4.
  ///
  /// @param dtype one that netCDF has; not text
  public static byte[] standard(DType dtype) {
    ClassicType type = ClassicType.of(dtype);
    if (type == null || type == ClassicType.CHAR) {
      throw new IllegalArgumentException("no fill value of " + dtype);
    }
    return bytes(type, type.defaultFill());
  }

  /// Whether netCDF has a standard fill value for numbers of `dtype`.
  public static boolean has(DType dtype) {
    ClassicType type = ClassicType.of(dtype);
    return type != null && type != ClassicType.CHAR;
  }

  /// The standard fill value of `dtype` as an array of shape `[]`.
  public static NdArray value(DType dtype) {
    return scalar(dtype, standard(dtype));
  }

  private static NdArray scalar(DType dtype, byte[] bytes) {
    // Lives as long as the array that holds it, so the collector frees it.
    MemorySegment element = Arena.ofAuto().allocate(bytes.length, 8);
    element.copyFrom(MemorySegment.ofArray(bytes));
    return NdArray.wrap(dtype, Shape.SCALAR, element);
  }

  private static byte[] bytes(ClassicType type, Number value) {
    ByteBuffer bytes = ByteBuffer.allocate(type.size).order(ByteOrder.nativeOrder());
    ClassicValues.put(type, value, bytes);
    return bytes.array();
  }

  /// One element, of shape `[]`; an empty text for `char`.
  static NdArray of(ClassicHeader.Var var) {
    ClassicType type = var.type();
    if (type == ClassicType.CHAR) {
      return NdArray.of(Shape.SCALAR, List.of(""));
    }
    Number value = type.defaultFill();
    if (var.attrs().get("_FillValue") instanceof Attribute.Numbers given
        && given.dtype() == type.dtype
        && given.values().size() == 1) {
      value = given.values().getFirst();
    }
    return scalar(type.dtype, bytes(type, value));
  }
}
