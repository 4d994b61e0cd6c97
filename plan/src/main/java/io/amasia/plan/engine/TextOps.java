package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Op;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Elementwise operations that touch text: comparison, membership, choice, texts by their
/// positions. Element by element; text is small.
final class TextOps {
  private TextOps() {}

  static NdArray apply(Op op, DType dtype, List<Block> inputs, Shape shape) {
    List<Block> same = inputs.stream().map(b -> stretched(b, shape)).toList();
    int n = Math.toIntExact(shape.size());
    if (dtype == DType.STRING) {
      return NdArray.of(shape, texts(op, same, n));
    }
    List<String> a = Copier.texts(same.getFirst());
    Set<?> wanted = op instanceof Op.IsIn(var values) ? Set.copyOf(values) : Set.of();
    NdArray result = NdArray.allocate(dtype, shape);
    for (int i = 0; i < n; i++) {
      result.data().set(ValueLayout.JAVA_BYTE, i, (byte) (test(op, a, same, wanted, i) ? 1 : 0));
    }
    return result;
  }

  private static Block stretched(Block block, Shape shape) {
    long[] strides = block.strides();
    for (int d = 0; d < strides.length; d++) {
      strides[d] = block.shape().size(d) == 1 ? 0 : strides[d];
    }
    return new Block(block.array(), block.offset(), shape, strides);
  }

  private static boolean test(Op op, List<String> a, List<Block> inputs, Set<?> wanted, int i) {
    return switch (op) {
      case Op.IsIn _ -> wanted.contains(a.get(i));
      case Op.Unary.ISNULL -> false;
      case Op.Unary.NOTNULL -> true;
      case Op.Binary binary when binary.compares() -> {
        int order = a.get(i).compareTo(text(inputs.get(1), i));
        yield switch (binary) {
          case EQUAL -> order == 0;
          case NOT_EQUAL -> order != 0;
          case LESS -> order < 0;
          case LESS_EQUAL -> order <= 0;
          case GREATER -> order > 0;
          case GREATER_EQUAL -> order >= 0;
          default -> throw new IllegalStateException(binary.name());
        };
      }
      default -> throw new AmasiaException.Unsupported(op + " does not take text");
    };
  }

  private static List<String> texts(Op op, List<Block> inputs, int n) {
    if (op == Op.Binary.FILLNA) {
      return Copier.texts(inputs.getFirst());
    }
    var texts = new ArrayList<String>(n);
    if (op instanceof Op.TextAt(var all)) {
      Block places = inputs.getFirst();
      for (int i = 0; i < n; i++) {
        texts.add(all.get(Math.toIntExact(places.array().getLong(at(places, i)))));
      }
      return texts;
    }
    if (!(op instanceof Op.Where)) {
      throw new AmasiaException.Unsupported(op + " does not give text");
    }
    for (int i = 0; i < n; i++) {
      boolean holds = inputs.get(0).array().getLong(at(inputs.get(0), i)) != 0;
      texts.add(text(inputs.get(holds ? 1 : 2), i));
    }
    return texts;
  }

  private static String text(Block block, int i) {
    return block.array().getString(at(block, i));
  }

  private static long at(Block block, long i) {
    long at = block.offset();
    long rest = i;
    long[] strides = block.strides();
    for (int d = strides.length - 1; d >= 0; d--) {
      at += rest % block.shape().size(d) * strides[d];
      rest /= block.shape().size(d);
    }
    return at;
  }
}
