package io.amasia.plan.engine;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.ResultType;
import io.amasia.plan.Op;
import io.amasia.plan.Operation;
import io.amasia.plan.engine.Program.Instruction;
import io.amasia.plan.engine.Program.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// One operation as instructions: operands converted to the type it computes in, the loop, the
/// result rounded to its dtype.
final class Translation {
  /// An input: where it lies, and what it is.
  record Operand(Slot slot, DType dtype) {}

  private final List<Operand> inputs;
  private final DType dtype;
  private final Function<Domain, Slot> allocate;
  private final Consumer<Instruction> emit;
  private final List<Slot> temporaries = new ArrayList<>();

  Translation(
      List<Operand> inputs,
      DType dtype,
      Function<Domain, Slot> allocate,
      Consumer<Instruction> emit) {
    this.inputs = inputs;
    this.dtype = dtype;
    this.allocate = allocate;
    this.emit = emit;
  }

  /// Registers that are free again once the operation is done, the result's among them perhaps.
  List<Slot> temporaries() {
    return temporaries;
  }

  static Instruction fill(Number value, DType dtype, Slot slot) {
    return switch (slot.domain()) {
      case FLOAT ->
          (r, _) -> {
            Arrays.fill(r.floats(slot.register()), value.floatValue());
            if (dtype == DType.FLOAT16) {
              FloatLoops.roundToHalf(r.floats(slot.register()), r.length());
            }
          };
      case DOUBLE -> (r, _) -> Arrays.fill(r.doubles(slot.register()), value.doubleValue());
      case LONG ->
          (r, _) -> {
            long whole =
                dtype == DType.BOOL ? (value.doubleValue() != 0 ? 1 : 0) : value.longValue();
            Arrays.fill(r.longs(slot.register()), whole);
            LongLoops.wrap(dtype, r.longs(slot.register()), r.length());
          };
    };
  }

  /// `notnull` of a float input, as numbers: two operations in one loop.
  Slot present() {
    Slot in = inputs.getFirst().slot();
    int a = in.register();
    Slot out = allocate.apply(Domain.DOUBLE);
    int b = out.register();
    emit.accept(
        in.domain() == Domain.FLOAT
            ? (r, n) -> Predicates.present(r.floats(a), r.doubles(b), n)
            : (r, n) -> Predicates.present(r.doubles(a), r.doubles(b), n));
    return out;
  }

  /// The product of [#present] with float64 weights, the second input: three operations in one
  /// loop.
  Slot weighed() {
    Slot in = inputs.getFirst().slot();
    int a = in.register();
    int w = inputs.get(1).slot().register();
    Slot out = allocate.apply(Domain.DOUBLE);
    int b = out.register();
    emit.accept(
        in.domain() == Domain.FLOAT
            ? (r, n) -> Predicates.weigh(r.floats(a), r.doubles(w), r.doubles(b), n)
            : (r, n) -> Predicates.weigh(r.doubles(a), r.doubles(w), r.doubles(b), n));
    return out;
  }

  Slot translate(Operation operation) {
    return switch (operation) {
      case Operation.Cast _ -> {
        Operand in = inputs.getFirst();
        yield in.dtype() == dtype ? copy(in) : convert(in, dtype);
      }
      case Operation.Elementwise(var op) ->
          switch (op) {
            case Op.Unary unary -> unary(unary);
            case Op.Binary binary -> binary(binary);
            case Op.Where() -> where();
            case Op.IsIn isIn -> isIn(isIn);
            case Op.TextAt _ -> throw new IllegalArgumentException("not numeric: " + operation);
            case Op.MaskFill mask -> maskFill(mask);
            case Op.Scale scale -> scale(scale);
            case Op.DecodeTime decode -> decodeTime(decode);
            case Op.TimeField field -> {
              int a = inputs.getFirst().slot().register();
              yield longs(r -> r.longs(a), (x, out, n) -> TimeLoops.field(field, x, out, n));
            }
          };
      default -> throw new IllegalArgumentException("not elementwise: " + operation);
    };
  }

  private interface LongLoop {
    void run(long[] x, long[] out, int n);
  }

  private Slot longs(Function<Registers, long[]> in, LongLoop loop) {
    Slot out = allocate.apply(Domain.LONG);
    emit.accept((r, n) -> loop.run(in.apply(r), r.longs(out.register()), n));
    return out;
  }

  private Slot copy(Operand in) {
    Slot out = allocate.apply(in.slot().domain());
    int a = in.slot().register();
    int b = out.register();
    emit.accept(
        switch (out.domain()) {
          case FLOAT -> (r, n) -> System.arraycopy(r.floats(a), 0, r.floats(b), 0, n);
          case DOUBLE -> (r, n) -> System.arraycopy(r.doubles(a), 0, r.doubles(b), 0, n);
          case LONG -> (r, n) -> System.arraycopy(r.longs(a), 0, r.longs(b), 0, n);
        });
    return out;
  }

  /// The operand as `to`: itself, or a converted copy.
  private Slot as(Operand in, DType to) {
    if (in.dtype() == to) {
      return in.slot();
    }
    Slot converted = convert(in, to);
    temporaries.add(converted);
    return converted;
  }

  private Slot convert(Operand in, DType to) {
    Slot out = allocate.apply(Domain.of(to));
    emit.accept(Casts.instruction(in.dtype(), in.slot(), to, out));
    return out;
  }

  /// Rounds or wraps the result to its dtype.
  private Slot rounded(Slot out) {
    int register = out.register();
    if (dtype == DType.FLOAT16) {
      emit.accept((r, n) -> FloatLoops.roundToHalf(r.floats(register), n));
    } else if (dtype.isInteger() && dtype.itemSize() < 8) {
      emit.accept((r, n) -> LongLoops.wrap(dtype, r.longs(register), n));
    }
    return out;
  }

  private Slot unary(Op.Unary op) {
    Operand in = inputs.getFirst();
    switch (op) {
      case ISNULL, NOTNULL, ISFINITE, ISINF -> {
        return predicate(op, in);
      }
      default -> {}
    }
    DType within = dtype == DType.BOOL || op == Op.Unary.BIT_COUNT ? in.dtype() : dtype;
    boolean half = dtype == DType.FLOAT16 && op == Op.Unary.SPACING;
    int a = as(in, within).register();
    Slot out = allocate.apply(Domain.of(dtype));
    int b = out.register();
    emit.accept(
        switch (out.domain()) {
          case FLOAT ->
              half
                  ? (r, n) -> Neighbours.halfSpacing(r.floats(a), r.floats(b), n)
                  : (r, n) -> FloatLoops.unary(op, r.floats(a), r.floats(b), n);
          case DOUBLE -> (r, n) -> DoubleLoops.unary(op, r.doubles(a), r.doubles(b), n);
          case LONG ->
              dtype.isTime()
                  ? (r, n) -> TimeLoops.unary(op, r.longs(a), r.longs(b), n)
                  : (r, n) -> LongLoops.unary(op, within, r.longs(a), r.longs(b), n);
        });
    return rounded(out);
  }

  private Slot predicate(Op.Unary op, Operand in) {
    Slot out = allocate.apply(Domain.LONG);
    int a = in.slot().register();
    int b = out.register();
    boolean time = in.dtype().isTime();
    emit.accept(
        switch (in.slot().domain()) {
          case FLOAT -> (r, n) -> Predicates.of(op, r.floats(a), r.longs(b), n);
          case DOUBLE -> (r, n) -> Predicates.of(op, r.doubles(a), r.longs(b), n);
          case LONG -> (r, n) -> Predicates.of(op, time, r.longs(a), r.longs(b), n);
        });
    return out;
  }

  private Slot binary(Op.Binary op) {
    DType x = inputs.get(0).dtype();
    DType y = inputs.get(1).dtype();
    if (x.isTime() != y.isTime() || (x.isTime() && op == Op.Binary.DIVIDE)) {
      return scaled(op);
    }
    if (op == Op.Binary.LDEXP) {
      return ldexp();
    }
    boolean compares = op.compares();
    DType common = x.isTime() ? x : compares ? ResultType.promote(x, y) : dtype;
    int a = as(inputs.get(0), x.isTime() ? x : common).register();
    int b = as(inputs.get(1), y.isTime() ? y : common).register();
    Slot out = allocate.apply(Domain.of(dtype));
    int c = out.register();
    if (compares) {
      emit.accept(
          switch (Domain.of(common)) {
            case FLOAT -> (r, n) -> FloatLoops.compare(op, r.floats(a), r.floats(b), r.longs(c), n);
            case DOUBLE ->
                (r, n) -> DoubleLoops.compare(op, r.doubles(a), r.doubles(b), r.longs(c), n);
            case LONG ->
                common.isTime()
                    ? (r, n) -> TimeLoops.compare(op, r.longs(a), r.longs(b), r.longs(c), n)
                    : (r, n) ->
                        LongLoops.compare(op, common, r.longs(a), r.longs(b), r.longs(c), n);
          });
      return out;
    }
    emit.accept(
        switch (out.domain()) {
          case FLOAT ->
              dtype == DType.FLOAT16 && op == Op.Binary.NEXTAFTER
                  ? (r, n) -> Neighbours.nextHalf(r.floats(a), r.floats(b), r.floats(c), n)
                  : (r, n) -> FloatLoops.binary(op, r.floats(a), r.floats(b), r.floats(c), n);
          case DOUBLE ->
              (r, n) -> DoubleLoops.binary(op, r.doubles(a), r.doubles(b), r.doubles(c), n);
          case LONG ->
              x.isTime()
                  ? (r, n) -> TimeLoops.binary(op, r.longs(a), r.longs(b), r.longs(c), n)
                  : (r, n) -> LongLoops.binary(op, dtype, r.longs(a), r.longs(b), r.longs(c), n);
        });
    return rounded(out);
  }

  private Slot ldexp() {
    int a = as(inputs.get(0), dtype).register();
    int b = as(inputs.get(1), DType.INT64).register();
    Slot out = allocate.apply(Domain.of(dtype));
    int c = out.register();
    emit.accept(
        out.domain() == Domain.FLOAT
            ? (r, n) -> FloatLoops.ldexp(r.floats(a), r.longs(b), r.floats(c), n)
            : (r, n) -> DoubleLoops.ldexp(r.doubles(a), r.longs(b), r.doubles(c), n));
    return rounded(out);
  }

  /// A time difference times or by a number, or the ratio of two.
  private Slot scaled(Op.Binary op) {
    boolean swap = !inputs.get(0).dtype().isTime();
    Operand time = inputs.get(swap ? 1 : 0);
    Operand other = inputs.get(swap ? 0 : 1);
    int a = time.slot().register();
    if (other.dtype().isTime()) {
      Slot out = allocate.apply(Domain.DOUBLE);
      int b = other.slot().register();
      emit.accept((r, n) -> TimeLoops.ratio(r.longs(a), r.longs(b), r.doubles(out.register()), n));
      return out;
    }
    boolean divide = op == Op.Binary.DIVIDE || op == Op.Binary.FLOOR_DIVIDE;
    if (op == Op.Binary.FLOOR_DIVIDE || op == Op.Binary.MOD) {
      throw new AmasiaException.Unsupported(
          op + " of a time difference by a number is not supported; divide instead");
    }
    if (other.slot().domain() == Domain.LONG) {
      int b = other.slot().register();
      Slot out = allocate.apply(Domain.LONG);
      int c = out.register();
      emit.accept(
          divide
              ? (r, n) -> TimeLoops.divide(r.longs(a), r.longs(b), r.longs(c), n)
              : (r, n) -> TimeLoops.binary(op, r.longs(a), r.longs(b), r.longs(c), n));
      return out;
    }
    int b = as(other, DType.FLOAT64).register();
    Slot out = allocate.apply(Domain.LONG);
    int c = out.register();
    emit.accept((r, n) -> TimeLoops.scale(r.longs(a), r.doubles(b), divide, r.longs(c), n));
    return out;
  }

  private Slot where() {
    int c = inputs.get(0).slot().register();
    int x = as(inputs.get(1), dtype).register();
    int y = as(inputs.get(2), dtype).register();
    Slot out = allocate.apply(Domain.of(dtype));
    int o = out.register();
    emit.accept(
        switch (out.domain()) {
          case FLOAT ->
              (r, n) -> FloatLoops.where(r.longs(c), r.floats(x), r.floats(y), r.floats(o), n);
          case DOUBLE ->
              (r, n) -> DoubleLoops.where(r.longs(c), r.doubles(x), r.doubles(y), r.doubles(o), n);
          case LONG -> (r, n) -> LongLoops.where(r.longs(c), r.longs(x), r.longs(y), r.longs(o), n);
        });
    return out;
  }

  private Slot isIn(Op.IsIn op) {
    Operand in = inputs.getFirst();
    Slot out = allocate.apply(Domain.LONG);
    int a = in.slot().register();
    int b = out.register();
    var set = new Membership(op.values(), in.dtype());
    emit.accept(
        switch (in.slot().domain()) {
          case FLOAT -> (r, n) -> set.test(r.floats(a), r.longs(b), n);
          case DOUBLE -> (r, n) -> set.test(r.doubles(a), r.longs(b), n);
          case LONG -> (r, n) -> set.test(r.longs(a), r.longs(b), n);
        });
    return out;
  }

  private Slot maskFill(Op.MaskFill op) {
    Operand in = inputs.getFirst();
    int a = in.slot().register();
    var fills = new Membership(op.fills(), in.dtype());
    if (fills.only().isPresent() && in.dtype() == dtype) {
      return maskOnly(in.slot(), fills.only().getAsDouble());
    }
    Slot mask = allocate.apply(Domain.LONG);
    temporaries.add(mask);
    emit.accept(
        switch (in.slot().domain()) {
          case FLOAT -> (r, n) -> fills.test(r.floats(a), r.longs(mask.register()), n);
          case DOUBLE -> (r, n) -> fills.test(r.doubles(a), r.longs(mask.register()), n);
          case LONG -> (r, n) -> fills.test(r.longs(a), r.longs(mask.register()), n);
        });
    Slot out = in.dtype() == dtype ? copy(in) : convert(in, dtype);
    int b = out.register();
    int m = mask.register();
    emit.accept(
        switch (out.domain()) {
          case FLOAT -> (r, n) -> Predicates.maskNaN(r.longs(m), r.floats(b), n);
          case DOUBLE -> (r, n) -> Predicates.maskNaN(r.longs(m), r.doubles(b), n);
          case LONG -> (r, n) -> Predicates.maskNaT(r.longs(m), r.longs(b), n);
        });
    return out;
  }

  /// The usual fill, one float in values of its own dtype: one loop.
  private Slot maskOnly(Slot in, double only) {
    int a = in.register();
    Slot out = allocate.apply(in.domain());
    int b = out.register();
    emit.accept(
        in.domain() == Domain.FLOAT
            ? (r, n) -> Predicates.maskOnly((float) only, r.floats(a), r.floats(b), n)
            : (r, n) -> Predicates.maskOnly(only, r.doubles(a), r.doubles(b), n));
    return out;
  }

  private Slot scale(Op.Scale op) {
    int a = as(inputs.getFirst(), dtype).register();
    Slot out = allocate.apply(Domain.of(dtype));
    int b = out.register();
    if (out.domain() == Domain.DOUBLE) {
      emit.accept(
          (r, n) -> Predicates.scale(r.doubles(a), op.scale(), op.offset(), r.doubles(b), n));
      return out;
    }
    float scale = (float) op.scale();
    float offset = (float) op.offset();
    emit.accept((r, n) -> Predicates.scale(r.floats(a), scale, offset, r.floats(b), n));
    return rounded(out);
  }

  private Slot decodeTime(Op.DecodeTime op) {
    Operand in = inputs.getFirst();
    Slot out = allocate.apply(Domain.LONG);
    int b = out.register();
    if (in.slot().domain() == Domain.LONG && in.dtype() != DType.UINT64) {
      int a = in.slot().register();
      emit.accept((r, n) -> TimeLoops.decode(op, r.longs(a), r.longs(b), n));
      return out;
    }
    int a = as(in, DType.FLOAT64).register();
    emit.accept((r, n) -> TimeLoops.decode(op, r.doubles(a), r.longs(b), n));
    return out;
  }
}
