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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The values of a variable that are valid: from `valid_min` to `valid_max`, or both as
/// `valid_range`, ends included.
///
/// An end is rounded to the dtype of float data; on integer data it counts only where it is one of
/// the dtype's values, as a fill does. Specification: [NetCDF User's Guide, attribute
/// conventions](https://docs.unidata.ucar.edu/nug/current/attribute_conventions.html).
///
/// @param stored the ends that stored values are compared with
/// @param unpacked the ends that unpacked values are compared with
record ValidRange(List<End> stored, List<End> unpacked) {
  /// All values are valid.
  static final ValidRange ALL = new ValidRange(List.of(), List.of());

  ValidRange {
    stored = List.copyOf(stored);
    unpacked = List.copyOf(unpacked);
  }

  /// The least or the greatest valid value.
  ///
  /// @param holds how valid values compare with it
  record End(Op.Binary holds, Number value) {}

  /// The range that `attrs` say. Each end's own dtype tells what it is compared with.
  ///
  /// @param stored the dtype of stored values, after `_Unsigned`
  /// @param packing the wider dtype of scale and offset, null if there are none: ends of this
  ///   dtype, if it is wider than `stored`, are those of unpacked values
  /// @param result the dtype of unpacked values
  static ValidRange of(
      Map<String, Attribute> attrs,
      DType stored,
      @Nullable DType packing,
      DType result,
      Consumer<String> warn) {
    boolean both =
        attrs.get("valid_range") instanceof Attribute.Numbers(var _, var two) && two.size() == 2;
    List<End> ofStored = new ArrayList<>();
    List<End> ofUnpacked = new ArrayList<>();
    for (Op.Binary holds : List.of(Op.Binary.GREATER_EQUAL, Op.Binary.LESS_EQUAL)) {
      boolean isLeast = holds == Op.Binary.GREATER_EQUAL;
      String name = both ? "valid_range" : isLeast ? "valid_min" : "valid_max";
      int i = both && !isLeast ? 1 : 0;
      if (attrs.get(name) instanceof Attribute.Numbers(var dtype, var values)
          && values.size() > i) {
        boolean isUnpacked = isUnpacked(dtype, stored, packing);
        Number value = held(name, values.get(i), dtype, isUnpacked ? result : stored, warn);
        if (value != null) {
          (isUnpacked ? ofUnpacked : ofStored).add(new End(holds, value));
        }
      }
    }
    return new ValidRange(ofStored, ofUnpacked);
  }

  private static boolean isUnpacked(DType end, DType stored, @Nullable DType packing) {
    return end == packing
        && (end.itemSize() > stored.itemSize() || (end.isFloating() && stored.isInteger()));
  }

  /// `value`, of dtype `from`, as one of `to`; null if there is none, or it is NaN.
  private static @Nullable Number held(
      String name, Number value, DType from, DType to, Consumer<String> warn) {
    Number held = HeldValue.of(value, from, to).orElse(null);
    if (held == null) {
      warn.accept(
          "%s %s is ignored: the data are %s, which has no such value".formatted(name, value, to));
    }
    return held == null || Double.isNaN(held.doubleValue()) ? null : held;
  }

  boolean isAll() {
    return stored.isEmpty() && unpacked.isEmpty();
  }

  /// Where `values` are on the valid side of all of `ends`, of which there is one at least: bool;
  /// NaN is not.
  static Node holds(List<End> ends, Node values) {
    return ends.stream()
        .map(end -> compare(end, values))
        .reduce((least, most) -> Nodes.elementwise(Op.Binary.AND, least, most))
        .orElseThrow();
  }

  private static Node compare(End end, Node values) {
    NdArray one = Values.fill(values.dtype(), Shape.SCALAR, List.of(end.value()));
    return Nodes.elementwise(end.holds(), values, Unpacking.repeated(Nodes.literal(one), values));
  }
}
