package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.HeldValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /// The value that means "missing" in data of `dtype` with `attrs`, as [HeldValue#of] gives it;
  /// empty if there is none, or none that the data can hold.
  static Optional<Number> held(Map<String, Attribute> attrs, DType dtype) {
    return dtype != DType.STRING
            && attrs.get(NAME) instanceof Attribute.Numbers numbers
            && numbers.isScalar()
        ? HeldValue.of(numbers.values().getFirst(), numbers.dtype(), dtype)
        : Optional.empty();
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

  /// Puts the attribute of `attrs`, if it is a number, into `attributes` as it is stored for an
  /// array of `dtype`; it is left out where it means nothing there.
  static void set(ObjectNode attributes, Map<String, Attribute> attrs, DType dtype) {
    if (attrs.get(NAME) instanceof Attribute.Numbers) {
      held(attrs, dtype)
          .ifPresentOrElse(
              value -> attributes.set(NAME, encoded(value, dtype)), () -> attributes.remove(NAME));
    }
  }

  private static JsonNode encoded(Number value, DType dtype) {
    if (!dtype.isFloating()) {
      return JsonAttributes.number(dtype, value);
    }
    byte[] bytes =
        ByteBuffer.allocate(Double.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putDouble(value.doubleValue())
            .array();
    return JsonNodeFactory.instance.textNode(Base64.getEncoder().encodeToString(bytes));
  }
}
