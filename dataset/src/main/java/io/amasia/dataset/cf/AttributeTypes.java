package io.amasia.dataset.cf;

import io.amasia.array.DType;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives numbers of attributes that come from JSON, where they have no type, the types that netCDF
/// expects: that of the variable for those that speak of stored values ([CF
/// 2.5.1](https://cfconventions.org/cf-conventions/cf-conventions.html#missing-data)), else `int32`
/// where they fit.
final class AttributeTypes {
  private static final Set<String> STORED =
      Set.of(
          "_FillValue",
          "missing_value",
          "valid_min",
          "valid_max",
          "valid_range",
          "flag_values",
          "flag_masks");

  private AttributeTypes() {}

  /// `attrs` of a variable stored as `dtype`. Numbers that this type can't hold keep theirs.
  static Map<String, Attribute> ofVariable(Map<String, Attribute> attrs, DType dtype) {
    Map<String, Attribute> typed = new LinkedHashMap<>();
    attrs.forEach((name, value) -> {
      boolean stored = STORED.contains(name) && dtype.isNumeric();
      typed.put(name, stored ? typed(value, dtype) : typed(value, DType.INT32));
    });
    return typed;
  }

  /// `attrs` of a group.
  static Map<String, Attribute> ofGroup(Map<String, Attribute> attrs) {
    Map<String, Attribute> typed = new LinkedHashMap<>();
    attrs.forEach((name, value) -> typed.put(name, typed(value, DType.INT32)));
    return typed;
  }

  private static Attribute typed(Attribute attribute, DType dtype) {
    if (!(attribute instanceof Attribute.Numbers(DType own, List<Number> values))
        || own == dtype
        || (own != DType.INT64 && own != DType.FLOAT64)) {
      return attribute;
    }
    if (dtype.isFloating()) {
      return new Attribute.Numbers(
          dtype, values.stream().map(n -> (Number) n.doubleValue()).toList());
    }
    boolean fits = own == DType.INT64 && values.stream().allMatch(n -> fits(n.longValue(), dtype));
    return fits ? new Attribute.Numbers(dtype, values) : attribute;
  }

  private static boolean fits(long value, DType dtype) {
    int bits = 8 * dtype.itemSize();
    if (dtype.isUnsigned()) {
      return value >= 0 && (bits == 64 || value >>> bits == 0);
    }
    return value << (64 - bits) >> (64 - bits) == value;
  }
}
