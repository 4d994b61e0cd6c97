package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.PartialDate;
import io.amasia.array.ResultType;
import io.amasia.array.Shape;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Elementwise operations: alignment by labels, broadcasting by name, weak scalars.
public final class Arithmetic {
  private Arithmetic() {}

  public static Variable unary(Op.Unary op, Variable v) {
    return v.computed(Nodes.elementwise(op, v.data()))
        .withAttrs(ResultAttributes.ofUnary(v.attrs(), op));
  }

  static Dataset unary(Op.Unary op, Dataset dataset) {
    return dataset.mapVariables(v -> unary(op, v));
  }

  /// Both operands over all their dimensions, in order of first appearance.
  public static Variable binary(Op.Binary op, Variable left, Variable right) {
    checkCalendars(left, right);
    if (op == Op.Binary.ADD && left.dtype() == DType.STRING && right.dtype() == DType.STRING) {
      return TextParts.joined(left, right);
    }
    List<String> dims = Layout.union(List.of(left, right));
    Node data =
        Nodes.elementwise(
            op, Layout.arrange(left, dims).data(), Layout.arrange(right, dims).data());
    Variable result = Variable.of(dims, data);
    Optional<Calendar> calendar = left.calendar().or(right::calendar);
    return calendar
        .map(result::withCalendar)
        .orElse(result)
        .withAttrs(ResultAttributes.ofBinary(op, left.attrs(), right.attrs()));
  }

  private static void checkCalendars(Variable left, Variable right) {
    if (left.calendar().isPresent()
        && right.calendar().isPresent()
        && !left.calendar().equals(right.calendar())) {
      throw new AmasiaException.Alignment(
          "times of calendars %s and %s don't mix"
              .formatted(
                  left.calendar().orElseThrow().label(), right.calendar().orElseThrow().label()));
    }
  }

  /// One operand a plain number, boolean or text; `reversed` if it comes first.
  public static Variable scalar(Op.Binary op, Variable v, Object scalar, boolean reversed) {
    if (op == Op.Binary.ADD && v.dtype() == DType.STRING && scalar instanceof String) {
      Variable text = Variable.of(List.of(), Values.of(scalar));
      return reversed ? TextParts.joined(text, v) : TextParts.joined(v, text);
    }
    Node other = scalarNode(op, v, scalar);
    Node data =
        reversed ? Nodes.elementwise(op, other, v.data()) : Nodes.elementwise(op, v.data(), other);
    Map<String, Attribute> attrs =
        reversed
            ? ResultAttributes.ofBinary(op, Map.of(), v.attrs())
            : ResultAttributes.ofBinary(op, v.attrs(), null);
    return v.computed(data).withAttrs(attrs);
  }

  /// A scalar in the dtype it takes beside `v`, with axes of length 1.
  private static Node scalarNode(Op.Binary op, Variable v, Object scalar) {
    Shape ones = Shape.ones(v.ndim());
    if (scalar instanceof String text) {
      if (v.dtype() == DType.DATETIME) {
        Calendar calendar = v.calendar().orElse(Calendar.STANDARD);
        return Nodes.full(PartialDate.parse(text, calendar).start(), DType.DATETIME, ones);
      }
      return Nodes.literal(NdArray.of(ones, List.of(text)));
    }
    if (scalar instanceof Boolean flag) {
      return Nodes.full(flag ? 1L : 0L, DType.BOOL, ones);
    }
    if (!(scalar instanceof Number number)) {
      throw new AmasiaException.Usage(
          "operand '%s'; allowed are arrays, datasets, numbers, booleans and texts"
              .formatted(scalar));
    }
    Number plain =
        number instanceof Double || number instanceof Float
            ? (Number) number.doubleValue()
            : (Number) number.longValue();
    DType dtype =
        switch (op) {
          case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL ->
              ResultType.comparedWithScalar(v.dtype(), plain);
          // The quotient of integers is a float, whatever the divisor.
          case DIVIDE -> ResultType.comparedWithScalar(v.dtype(), plain);
          case LDEXP -> plain instanceof Long ? DType.INT64 : DType.FLOAT64;
          default -> ResultType.withScalar(v.dtype(), plain);
        };
    return full(plain, dtype, ones);
  }

  static Node full(Number number, DType dtype, Shape shape) {
    return Nodes.full(
        dtype.isFloating() ? (Number) number.doubleValue() : (Number) number.longValue(),
        dtype,
        shape);
  }

  /// `dataset op other`, where `other` is an array, a dataset or a scalar.
  static Dataset binary(Op.Binary op, Dataset dataset, Object other, Alignment.Join join) {
    if (other instanceof DataArray array) {
      Dataset lifted = array.toTemporary();
      List<Dataset> aligned = Alignment.align(join, List.of(dataset, lifted));
      Variable right = aligned.get(1).variable(Dataset.TEMPORARY);
      return aligned
          .getFirst()
          .mapVariables(v -> binary(op, v, right))
          .withCoords(Alignment.merge(aligned));
    }
    if (other instanceof Dataset right) {
      return binary(op, dataset, right, join);
    }
    return dataset.mapVariables(v -> scalar(op, v, other, false));
  }

  /// Rounded half to even to `decimals`, as NumPy does: scaled, rounded, scaled back.
  static Variable round(Variable v, int decimals) {
    if (decimals == 0 || (decimals > 0 && !v.dtype().isFloating())) {
      return unary(Op.Unary.ROUND, v);
    }
    Variable wide = v.dtype().isFloating() ? v : v.computed(Nodes.cast(v.data(), DType.FLOAT64));
    double scale = Math.pow(10, Math.abs(decimals));
    Op.Binary there = decimals > 0 ? Op.Binary.MULTIPLY : Op.Binary.DIVIDE;
    Op.Binary back = decimals > 0 ? Op.Binary.DIVIDE : Op.Binary.MULTIPLY;
    Variable scaled = unary(Op.Unary.ROUND, scalar(there, wide, scale, false));
    Variable rounded = scalar(back, scaled, scale, false);
    return rounded
        .computed(Nodes.cast(rounded.data(), v.dtype()))
        .withAttrs(ResultAttributes.ofUnary(v.attrs(), Op.Unary.ROUND));
  }

  /// Missing values of each variable replaced by what a map has for its name.
  static Dataset fillna(Dataset dataset, Map<?, ?> values) {
    if (!dataset.variables().keySet().containsAll(values.keySet())) {
      throw new AmasiaException.Usage(
          "fillna of %s with values for %s; all of these must be variables here"
              .formatted(dataset.variables().keySet(), values.keySet()));
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    dataset
        .variables()
        .forEach((name, v) -> {
          Object value = values.get(name);
          variables.put(name, value == null ? v : scalar(Op.Binary.FILLNA, v, value, false));
        });
    return new Dataset(variables, dataset.coords(), dataset.attrs());
  }

  private static Dataset binary(Op.Binary op, Dataset a, Dataset b, Alignment.Join join) {
    List<Dataset> aligned = Alignment.align(join, List.of(a, b));
    Dataset left = aligned.getFirst();
    Dataset right = aligned.get(1);
    if (op == Op.Binary.FILLNA && !a.variables().keySet().containsAll(b.variables().keySet())) {
      throw new AmasiaException.Usage(
          "fillna of %s with %s; all of its variables must be here"
              .formatted(a.variables().keySet(), b.variables().keySet()));
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    left.variables()
        .forEach((name, v) -> {
          Variable second = right.variables().get(name);
          if (second != null) {
            variables.put(name, binary(op, v, second));
          } else if (op == Op.Binary.FILLNA) {
            variables.put(name, v);
          }
        });
    return new Dataset(
        variables, Alignment.merge(aligned), ResultAttributes.merge(a.attrs(), b.attrs()));
  }

  /// `x` where `condition` holds, else `y`, or missing if that is null. Integers then become floats
  /// that hold NaN. Attributes are those of `x`.
  public static Variable where(Variable condition, Variable x, @Nullable Variable y) {
    if (condition.dtype() != DType.BOOL) {
      throw new AmasiaException.Usage(
          "a condition of dtype %s; compare first, as in where(x.gt(0))"
              .formatted(condition.dtype()));
    }
    // xarray puts the dimensions of the array before those of the condition.
    List<Variable> all = new ArrayList<>(List.of(x, condition));
    if (y != null) {
      all.add(y);
      checkCalendars(x, y);
    }
    return chosen(condition, x, y, Layout.union(all));
  }

  /// `x` where `condition` holds, else `y`, with the dimensions of the condition first.
  static Variable choose(Variable condition, Variable x, Variable y) {
    checkCalendars(x, y);
    return chosen(condition, x, y, Layout.union(List.of(condition, x, y)));
  }

  private static Variable chosen(
      Variable condition, Variable x, @Nullable Variable y, List<String> dims) {
    Node other;
    Node own = Layout.arrange(x, dims).data();
    if (y == null) {
      DType dtype = ResultType.missingValued(x.dtype());
      own = Nodes.cast(own, dtype);
      other = Reindexing.missing(dtype, dims.size());
    } else {
      other = Layout.arrange(y, dims).data();
    }
    Node test = Layout.arrange(condition, dims).data();
    return x.computed(dims, Nodes.elementwise(new Op.Where(), test, own, other));
  }

  /// A scalar as a variable without dimensions, in the dtype it takes beside `v`.
  static Variable scalarBeside(Variable v, Object scalar) {
    Node node = scalarNode(Op.Binary.ADD, v, scalar);
    Variable made = Variable.of(List.of(), v.ndim() == 0 ? node : Nodes.transpose(node, List.of()));
    return v.calendar().map(made::withCalendar).orElse(made);
  }
}
