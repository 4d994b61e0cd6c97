package io.amasia.dataset.cf;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Values;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.storage.format.Attribute;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How stored numbers of one variable become values: fills and what is not valid are masked, the
/// rest is scaled. Each is a node of the plan; nothing is read.
///
/// @param stored the dtype of the numbers, after `_Unsigned`
/// @param fills what is missing, as [FillValues#of] gives it
/// @param valid what else is not missing
/// @param scale what numbers are multiplied by; null for nothing
/// @param offset what is added then; null for nothing
record Unpacking(
    DType stored,
    List<Number> fills,
    ValidRange valid,
    @Nullable Factor scale,
    @Nullable Factor offset) {
  Unpacking {
    fills = List.copyOf(fills);
  }

  /// A scale or an offset, of the dtype that its attribute has.
  record Factor(Number value, DType dtype) {}

  /// The numbers as they are.
  static Unpacking none(DType stored) {
    return new Unpacking(stored, List.of(), ValidRange.ALL, null, null);
  }

  /// What `attrs` say of numbers of dtype `stored`.
  static Unpacking of(
      DType stored, Map<String, Attribute> attrs, boolean masksInvalid, Consumer<String> warn) {
    Factor scale = factor(attrs, Encoding.SCALE, warn);
    Factor offset = factor(attrs, Encoding.OFFSET, warn);
    List<Number> fills = FillValues.of(stored, attrs, warn);
    var all = new Unpacking(stored, fills, ValidRange.ALL, scale, offset);
    if (!masksInvalid) {
      return all;
    }
    DType result = all.isPacked() ? all.unpacked(true) : stored;
    ValidRange valid = ValidRange.of(attrs, stored, all.packing(), result, warn);
    return new Unpacking(stored, fills, valid, scale, offset);
  }

  private static @Nullable Factor factor(
      Map<String, Attribute> attrs, String name, Consumer<String> warn) {
    Attribute attribute = attrs.get(name);
    if (attribute instanceof Attribute.Numbers(var dtype, var values) && values.size() == 1) {
      return new Factor(values.getFirst(), dtype);
    }
    if (attribute != null) {
      warn.accept(
          "%s %s is ignored: it is not one number".formatted(name, FillValues.text(attribute)));
    }
    return null;
  }

  /// Whether there is a scale or an offset.
  boolean isPacked() {
    return scale != null || offset != null;
  }

  /// Whether any number may be missing.
  boolean masks() {
    return !fills.isEmpty() || !valid.isAll();
  }

  /// The wider dtype of scale and offset.
  private @Nullable DType packing() {
    if (scale == null || offset == null) {
      return scale != null ? scale.dtype() : offset != null ? offset.dtype() : null;
    }
    return scale.dtype().itemSize() >= offset.dtype().itemSize() ? scale.dtype() : offset.dtype();
  }

  /// The values of `numbers`.
  Node values(Node numbers) {
    if (!isPacked()) {
      return masks() ? masked(numbers, holdingNaN(stored)) : numbers;
    }
    DType result = unpacked(masks());
    if (result.isInteger()) {
      NdArray factor = NdArray.of(Shape.SCALAR, scale == null ? 1 : scale.value().longValue());
      Node every = Nodes.broadcast(repeated(Nodes.literal(factor), numbers), numbers.shape());
      Node wide = Nodes.cast(numbers, DType.INT64);
      return Nodes.cast(Nodes.elementwise(Op.Binary.MULTIPLY, wide, every), result);
    }
    Node scaled =
        Nodes.elementwise(
            new Op.Scale(
                scale == null ? 1 : scale.value().doubleValue(),
                offset == null ? 0 : offset.value().doubleValue(),
                result),
            masks() ? masked(numbers, result) : numbers);
    return within(valid.unpacked(), scaled, scaled);
  }

  /// `numbers` as `result`, a float dtype, with NaN for those that are missing.
  Node masked(Node numbers, DType result) {
    Node floats =
        fills.isEmpty()
            ? Nodes.cast(numbers, result)
            : Nodes.elementwise(new Op.MaskFill(fills, result), numbers);
    return within(valid.stored(), numbers, floats);
  }

  /// Where `numbers` are missing, as bool.
  Node missing(Node numbers) {
    Node filled = Nodes.elementwise(new Op.IsIn(fills), numbers);
    if (valid.stored().isEmpty()) {
      return filled;
    }
    Node holds = ValidRange.holds(valid.stored(), numbers);
    return Nodes.elementwise(Op.Binary.OR, filled, Nodes.elementwise(Op.Unary.NOT, holds));
  }

  /// `floats`, with NaN where `compared`, of the same shape, is beyond `ends`.
  private static Node within(List<ValidRange.End> ends, Node compared, Node floats) {
    if (ends.isEmpty()) {
      return floats;
    }
    NdArray nan = Values.fill(floats.dtype(), Shape.SCALAR, List.of(Double.NaN));
    Node holds = ValidRange.holds(ends, compared);
    return Nodes.elementwise(new Op.Where(), holds, floats, repeated(Nodes.literal(nan), floats));
  }

  /// A scalar with as many dimensions of length 1 as `like` has.
  static Node repeated(Node scalar, Node like) {
    return Nodes.transpose(scalar, Collections.nCopies(like.shape().ndim(), -1));
  }

  /// The dtype that holds values of `stored` and NaN.
  static DType holdingNaN(DType stored) {
    return switch (stored) {
      case INT8, UINT8, INT16, UINT16 -> DType.FLOAT32;
      case INT32, UINT32, INT64, UINT64 -> DType.FLOAT64;
      default -> stored;
    };
  }

  // xarray's rule: the type of scale and offset where both are floats of one type, else double for
  // any offset; int32 needs double. Whole-number scales keep whole numbers.
  private DType unpacked(boolean masks) {
    if (scale != null && offset != null) {
      boolean same = scale.dtype() == offset.dtype() && scale.dtype().isFloating();
      return same && !(stored.isInteger() && stored.itemSize() == 4)
          ? scale.dtype()
          : DType.FLOAT64;
    }
    if (scale == null) {
      return DType.FLOAT64;
    }
    if (scale.dtype().isFloating()) {
      return scale.dtype();
    }
    return stored.isInteger() && !masks ? product(scale) : DType.FLOAT64;
  }

  /// The scale's own type if it holds all that `stored` may give, where xarray would wrap.
  private DType product(Factor scale) {
    DType scaleType = scale.dtype();
    long by = scale.value().longValue();
    int bits = 8 * stored.itemSize() - (stored.isUnsigned() ? 0 : 1);
    int more = 64 - Long.numberOfLeadingZeros(Math.abs(by));
    int room = 8 * scaleType.itemSize() - (scaleType.isUnsigned() ? 0 : 1);
    boolean fits =
        bits + more <= room && !(scaleType.isUnsigned() && !(stored.isUnsigned() && by >= 0));
    return fits ? scaleType : DType.INT64;
  }
}
