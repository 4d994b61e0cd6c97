package io.amasia.netcdf;

import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.Attribute;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The fill value of a classic variable: its `_FillValue`, else the default of its type.
final class ClassicFill {
  private ClassicFill() {}

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
    ByteBuffer bytes = ByteBuffer.allocate(type.size).order(ByteOrder.nativeOrder());
    ClassicValues.put(type, value, bytes);
    // Lives as long as the array that holds it, so the collector frees it.
    MemorySegment element = Arena.ofAuto().allocate(type.size, 8);
    element.copyFrom(MemorySegment.ofArray(bytes.array()));
    return NdArray.wrap(type.dtype, Shape.SCALAR, element);
  }
}
