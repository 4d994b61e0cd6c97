package io.amasia.dataset.cf;

import io.amasia.array.DType;
import io.amasia.storage.format.Attribute;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The stored values that mean "missing": `_FillValue` and every entry of `missing_value`.
///
/// On float data a fill is rounded to the data's dtype: a double `1e20` masks a float32 `1e20f`. On
/// integer data it counts only where it is exactly one of the dtype's values; others are ignored
/// and said.
final class FillValues {
  private static final List<String> ATTRIBUTES = List.of("_FillValue", "missing_value");

  private FillValues() {}

  /// The fills of data of dtype `dtype` (after `_Unsigned`): `Long` bits for integers, `Double` for
  /// floats; NaN is left out, as it is missing anyway.
  static List<Number> of(DType dtype, Map<String, Attribute> attrs, Consumer<String> warn) {
    Set<Number> fills = new LinkedHashSet<>();
    for (String name : ATTRIBUTES) {
      Attribute attribute = attrs.get(name);
      if (attribute != null) {
        for (Number value : numbers(attribute, dtype)) {
          add(fills, value, dtype, name, attribute, warn);
        }
        if (numbers(attribute, dtype).isEmpty()) {
          warn.accept(name + " " + text(attribute) + " is ignored: it is no number");
        }
      }
    }
    return List.copyOf(fills);
  }

  private static void add(
      Set<Number> fills,
      Number value,
      DType dtype,
      String name,
      Attribute attribute,
      Consumer<String> warn) {
    if (dtype.isFloating()) {
      double rounded = round(asDouble(value, attribute), dtype);
      if (!Double.isNaN(rounded)) {
        fills.add(rounded);
      }
      return;
    }
    BigInteger whole = whole(value, attribute);
    Long bits = whole == null ? null : reinterpreted(whole, dtype, attribute);
    if (bits != null) {
      fills.add(bits);
    } else {
      warn.accept(
          "%s %s is ignored: the data are %s, which has no such value"
              .formatted(name, text(attribute), dtype));
    }
  }

  private static double round(double value, DType dtype) {
    return switch (dtype) {
      case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16((float) value));
      case FLOAT32 -> (float) value;
      default -> value;
    };
  }

  private static double asDouble(Number value, Attribute attribute) {
    return isUint64(attribute) ? unsigned(value.longValue()).doubleValue() : value.doubleValue();
  }

  private static boolean isUint64(Attribute attribute) {
    return attribute instanceof Attribute.Numbers(var dtype, var _) && dtype == DType.UINT64;
  }

  private static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  private static @Nullable BigInteger whole(Number value, Attribute attribute) {
    if (isUint64(attribute)) {
      return unsigned(value.longValue());
    }
    if (value instanceof Long exact) {
      return BigInteger.valueOf(exact);
    }
    double number = value.doubleValue();
    return Double.isFinite(number) && number == Math.rint(number)
        ? new BigDecimal(number).toBigInteger()
        : null;
  }

  // A signed fill of the same width stands for the same bits: _FillValue = -1b on unsigned bytes.
  private static @Nullable Long reinterpreted(BigInteger value, DType dtype, Attribute attribute) {
    int bits = dtype.itemSize() * 8;
    BigInteger span = BigInteger.ONE.shiftLeft(bits);
    BigInteger least = dtype.isUnsigned() ? BigInteger.ZERO : span.shiftRight(1).negate();
    BigInteger most = least.add(span).subtract(BigInteger.ONE);
    boolean sameWidth =
        attribute instanceof Attribute.Numbers(var from, var _)
            && from.isInteger()
            && from.itemSize() == dtype.itemSize();
    BigInteger v = value;
    if (sameWidth && v.compareTo(least) < 0) {
      v = v.add(span);
    } else if (sameWidth && v.compareTo(most) > 0) {
      v = v.subtract(span);
    }
    return v.compareTo(least) < 0 || v.compareTo(most) > 0 ? null : v.longValue();
  }

  // Zarr v3 files of xarray hold float fills as the base64 of their eight little-endian bytes.
  private static List<? extends Number> numbers(Attribute attribute, DType dtype) {
    return switch (attribute) {
      case Attribute.Numbers(var _, var values) -> values;
      case Attribute.Text(String text) -> fromText(text.strip(), dtype);
      case Attribute.Texts _, Attribute.Json _ -> List.of();
    };
  }

  private static List<Double> fromText(String text, DType dtype) {
    if (text.equalsIgnoreCase("nan")) {
      return List.of(Double.NaN);
    }
    if (dtype.isFloating() && text.length() == 12 && text.endsWith("=")) {
      try {
        byte[] bytes = Base64.getDecoder().decode(text);
        return List.of(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getDouble());
      } catch (IllegalArgumentException _) {
        return List.of();
      }
    }
    return List.of();
  }

  /// An attribute's value as people read it.
  static String text(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Numbers(var _, var values) ->
          values.size() == 1 ? values.getFirst().toString() : values.toString();
      case Attribute.Text(String text) -> "'" + text + "'";
      case Attribute.Texts(var texts) -> texts.toString();
      case Attribute.Json(String json) -> json;
    };
  }
}
