package io.amasia.dataset.cf;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Values;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.HeldValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The values of a variable that are valid: from `valid_min` to `valid_max`, or both as
/// `valid_range`, ends included.
///
/// A bound is rounded to the dtype of float data; on integer data it counts only where it is one of
/// the dtype's values, as a fill does. Specification: [NetCDF User's Guide, attribute
/// conventions](https://docs.unidata.ucar.edu/nug/current/attribute_conventions.html).
///
/// @param least null if there is none, as with `most`
/// @param unpacked whether the bounds are compared with unpacked values, not with those stored
record ValidRange(@Nullable Number least, @Nullable Number most, boolean unpacked) {
  private static final String MIN = "valid_min";
  private static final String MAX = "valid_max";
  private static final String RANGE = "valid_range";

  /// The range that `attrs` say; null if they say none that counts.
  ///
  /// @param stored the dtype of stored values, after `_Unsigned`
  /// @param packing the wider dtype of scale and offset, null if there are none: bounds of this
  ///   dtype, if it is wider than `stored`, are those of unpacked values
  /// @param result the dtype of unpacked values
  static @Nullable ValidRange of(
      Map<String, Attribute> attrs,
      DType stored,
      @Nullable DType packing,
      DType result,
      Consumer<String> warn) {
    boolean both = attrs.get(RANGE) instanceof Attribute.Numbers(var _, var two) && two.size() == 2;
    Attribute least = both ? at(attrs, RANGE, 0) : at(attrs, MIN, 0);
    Attribute most = both ? at(attrs, RANGE, 1) : at(attrs, MAX, 0);
    boolean unpacked = isUnpacked(least != null ? least : most, stored, packing);
    DType compared = unpacked ? result : stored;
    Number low = held(least, compared, both ? RANGE : MIN, warn);
    Number high = held(most, compared, both ? RANGE : MAX, warn);
    return low == null && high == null ? null : new ValidRange(low, high, unpacked);
  }

  private static @Nullable Attribute at(Map<String, Attribute> attrs, String name, int i) {
    return attrs.get(name) instanceof Attribute.Numbers(var dtype, var values) && values.size() > i
        ? new Attribute.Numbers(dtype, List.of(values.get(i)))
        : null;
  }

  private static boolean isUnpacked(
      @Nullable Attribute bound, DType stored, @Nullable DType packing) {
    return bound instanceof Attribute.Numbers(var dtype, var _)
        && dtype == packing
        && (dtype.itemSize() > stored.itemSize() || (dtype.isFloating() && stored.isInteger()));
  }

  private static @Nullable Number held(
      @Nullable Attribute bound, DType dtype, String name, Consumer<String> warn) {
    if (!(bound instanceof Attribute.Numbers(var from, var values))) {
      return null;
    }
    Number held = HeldValue.of(values.getFirst(), from, dtype).orElse(null);
    if (held == null) {
      warn.accept(
          "%s %s is ignored: the data are %s, which has no such value"
              .formatted(name, values.getFirst(), dtype));
    }
    return held == null || Double.isNaN(held.doubleValue()) ? null : held;
  }

  /// Where `values`, of the dtype that the bounds are compared with, are valid: bool; NaN is not.
  Node holds(Node values) {
    Node above = least == null ? null : compare(Op.Binary.GREATER_EQUAL, values, least);
    Node below = most == null ? null : compare(Op.Binary.LESS_EQUAL, values, most);
    if (above != null && below != null) {
      return Nodes.elementwise(Op.Binary.AND, above, below);
    }
    return above != null ? above : Objects.requireNonNull(below);
  }

  private static Node compare(Op.Binary how, Node values, Number bound) {
    NdArray one = Values.fill(values.dtype(), Shape.SCALAR, List.of(bound));
    return Nodes.elementwise(how, values, Unpacking.repeated(Nodes.literal(one), values));
  }
}
