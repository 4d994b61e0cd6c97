package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.storage.format.Attribute;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/// The attribute `_FillValue`, which xarray keeps apart from Zarr's fill value in v3: of floats it
/// is the base64 of a little-endian `float64`.
///
/// Reference: `xarray.backends.zarr.FillValueCoder`
final class FillAttribute {
  static final String NAME = "_FillValue";

  private FillAttribute() {}

  /// The attribute that has the one element of `fill`, a number or bool.
  static Attribute of(NdArray fill) {
    DType dtype = fill.dtype();
    Number value = dtype.isFloating() ? (Number) fill.getDouble(0) : (Number) fill.getLong(0);
    return new Attribute.Numbers(dtype, List.of(value));
  }

  /// `stored`, decoded where it is the coded fill value of an array of `dtype`; else itself.
  static Attribute decoded(Attribute stored, DType dtype) {
    if (dtype.isFloating() && stored instanceof Attribute.Text(String code)) {
      try {
        byte[] bytes = Base64.getDecoder().decode(code);
        if (bytes.length == Double.BYTES) {
          double value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getDouble();
          return new Attribute.Numbers(dtype, List.of(value));
        }
      } catch (IllegalArgumentException e) {
        // not base64: some other text, which stays as it is
        return stored;
      }
    }
    if (stored instanceof Attribute.Numbers numbers && numbers.isScalar()) {
      return retyped(numbers, dtype);
    }
    return stored;
  }

  /// JSON knows no dtypes; the fill value has that of the array where it can.
  private static Attribute retyped(Attribute.Numbers numbers, DType dtype) {
    Number value = numbers.values().getFirst();
    if (dtype.isFloating()) {
      return new Attribute.Numbers(dtype, List.of(value.doubleValue()));
    }
    boolean whole = !numbers.dtype().isFloating();
    return dtype.isInteger() && whole ? new Attribute.Numbers(dtype, List.of(value)) : numbers;
  }

  /// `value` as the attribute is stored for an array of `dtype`.
  static JsonNode encoded(Attribute.Numbers value, DType dtype) {
    Number number = value.values().getFirst();
    if (!dtype.isFloating()) {
      return JsonAttributes.number(value.dtype(), number);
    }
    byte[] bytes =
        ByteBuffer.allocate(Double.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putDouble(number.doubleValue())
            .array();
    return JsonNodeFactory.instance.textNode(Base64.getEncoder().encodeToString(bytes));
  }
}
