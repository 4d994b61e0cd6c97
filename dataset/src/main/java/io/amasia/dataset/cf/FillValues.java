package io.amasia.dataset.cf;

import io.amasia.array.DType;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.HeldValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.LinkedHashMap;
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
/// and said, as it is said where both attributes mean something else.
final class FillValues {
  private static final List<String> ATTRIBUTES = List.of(Encoding.FILL, Encoding.MISSING);

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
    Attribute fill = attrs.get(Encoding.FILL);
    Attribute missing = attrs.get(Encoding.MISSING);
    if (fill != null && missing != null && fills.size() > 1) {
      warn.accept(
          "_FillValue %s and missing_value %s differ: values that equal either are missing"
              .formatted(text(fill), text(missing)));
    }
    return List.copyOf(fills);
  }

  /// How stored values of `dtype` spell missing where `said`, as attributes, says it: each
  /// attribute in this dtype; `_FillValue` is one value, that missing ones are written as, the
  /// first `missing_value` if nothing else is said. Empty if the dtype has none of these values.
  static Map<String, Attribute> spelt(DType dtype, Map<String, Attribute> said) {
    List<Number> fill = held(dtype, said.get(Encoding.FILL));
    List<Number> missing = held(dtype, said.get(Encoding.MISSING));
    Map<String, Attribute> spelt = new LinkedHashMap<>();
    if (!fill.isEmpty() || !missing.isEmpty()) {
      Number first = fill.isEmpty() ? missing.getFirst() : fill.getFirst();
      spelt.put(Encoding.FILL, new Attribute.Numbers(dtype, List.of(first)));
    }
    if (!missing.isEmpty()) {
      spelt.put(Encoding.MISSING, new Attribute.Numbers(dtype, missing));
    }
    return spelt;
  }

  /// The value that missing ones are written as, by what [#spelt] gives; null if there is none.
  static @Nullable Number written(Map<String, Attribute> spelt) {
    return spelt.get(Encoding.FILL) instanceof Attribute.Numbers(var _, var values)
        ? values.getFirst()
        : null;
  }

  /// The numbers of `said` that are values of `dtype`, NaN among those of floats.
  private static List<Number> held(DType dtype, @Nullable Attribute said) {
    if (said == null) {
      return List.of();
    }
    return numbers(said, dtype).stream()
        .<Number>flatMap(value -> HeldValue.of(value, typeOf(said), dtype).stream())
        .toList();
  }

  private static DType typeOf(Attribute attribute) {
    return attribute instanceof Attribute.Numbers(var dtype, var _) ? dtype : DType.FLOAT64;
  }

  private static void add(
      Set<Number> fills,
      Number value,
      DType dtype,
      String name,
      Attribute attribute,
      Consumer<String> warn) {
    Number held = HeldValue.of(value, typeOf(attribute), dtype).orElse(null);
    if (held == null) {
      warn.accept(
          "%s %s is ignored: the data are %s, which has no such value"
              .formatted(name, text(attribute), dtype));
    } else if (!Double.isNaN(held.doubleValue())) {
      fills.add(held);
    }
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
