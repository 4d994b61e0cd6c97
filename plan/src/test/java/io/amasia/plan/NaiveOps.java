package io.amasia.plan;

import io.amasia.array.DType;
import io.amasia.array.ResultType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;

/// Operations of [NaiveEvaluator], one element at a time.
final class NaiveOps {
  private NaiveOps() {}

  static void cast(Plain in, int i, Plain out, int j) {
    if (out.floating()) {
      if (in.floating()) {
        out.set(j, in.doubles()[i]);
      } else if (out.dtype() != DType.FLOAT64) {
        BigInteger exact =
            in.dtype() == DType.UINT64
                ? new BigInteger(Long.toUnsignedString(in.longs()[i]))
                : BigInteger.valueOf(in.longs()[i]);
        out.set(j, (double) exact.floatValue());
      } else {
        out.set(j, in.asDouble(i));
      }
    } else if (in.floating()) {
      double x = in.doubles()[i];
      if (out.dtype() == DType.BOOL) {
        out.longs()[j] = x != 0 ? 1 : 0;
      } else if (out.dtype() == DType.UINT64 && x >= 0x1p63) {
        out.longs()[j] = new java.math.BigDecimal(x).toBigInteger().longValue();
      } else {
        out.set(j, (long) x);
      }
    } else if (out.dtype() == DType.BOOL) {
      out.longs()[j] = in.longs()[i] != 0 ? 1 : 0;
    } else {
      out.set(j, in.longs()[i]);
    }
  }

  private static Plain as(Plain in, int i, DType to) {
    Plain one = Plain.of(to, new int[] {1});
    cast(in, i, one, 0);
    return one;
  }

  static void apply(Op op, List<Plain> in, int[] at, Plain out, int j) {
    Plain a = in.getFirst();
    switch (op) {
      case Op.Unary u -> unary(u, a, at[0], out, j);
      case Op.Binary b -> binary(b, a, at[0], in.get(1), at[1], out, j);
      case Op.Where() -> {
        int pick = a.longs()[at[0]] != 0 ? 1 : 2;
        cast(in.get(pick), at[pick], out, j);
      }
      case Op.IsIn(var values) -> {
        boolean found = false;
        for (Object value : values) {
          found |= a.asDouble(at[0]) == ((Number) value).doubleValue();
        }
        out.longs()[j] = found ? 1 : 0;
      }
      case Op.TextAt _ -> throw new UnsupportedOperationException("text");
      case Op.MaskFill(var fills, var _) -> {
        boolean fill = false;
        for (Number value : fills) {
          fill |=
              a.floating()
                  ? a.doubles()[at[0]] == value.doubleValue()
                  : a.longs()[at[0]] == value.longValue();
        }
        if (fill) {
          out.doubles()[j] = Double.NaN;
        } else {
          cast(a, at[0], out, j);
        }
      }
      case Op.Scale(var scale, var offset, var result) -> {
        double x = as(a, at[0], result).doubles()[0];
        out.set(
            j,
            result == DType.FLOAT64
                ? x * scale + offset
                : (float) x * (float) scale + (float) offset);
      }
      case Op.DecodeTime decode -> out.longs()[j] = NaiveTimes.decode(decode, a, at[0]);
      case Op.TimeField field -> out.longs()[j] = NaiveTimes.field(field, a.longs()[at[0]]);
    }
  }

  private static void unary(Op.Unary op, Plain a, int i, Plain out, int j) {
    switch (op) {
      case ISNULL -> out.longs()[j] = a.floating() && Double.isNaN(a.doubles()[i]) ? 1 : 0;
      case NOTNULL -> out.longs()[j] = a.floating() && Double.isNaN(a.doubles()[i]) ? 0 : 1;
      case ISFINITE -> out.longs()[j] = !a.floating() || Double.isFinite(a.doubles()[i]) ? 1 : 0;
      case ISINF -> out.longs()[j] = a.floating() && Double.isInfinite(a.doubles()[i]) ? 1 : 0;
      case NOT -> out.set(j, a.dtype() == DType.BOOL ? 1 - a.longs()[i] : ~a.longs()[i]);
      default -> {
        if (!out.floating()) {
          long x = a.longs()[i];
          boolean unsigned = a.dtype().isUnsigned();
          switch (op) {
            case NEGATE -> out.set(j, -x);
            case ABS -> out.set(j, unsigned || x >= 0 ? x : -x);
            case SIGN -> out.set(j, x == 0 ? 0 : unsigned || x > 0 ? 1 : -1);
            case SQUARE -> out.set(j, x * x);
            default -> out.set(j, x);
          }
          return;
        }
        double x = as(a, i, out.dtype()).doubles()[0];
        switch (op) {
          case NEGATE -> out.set(j, -x);
          case ABS -> out.set(j, Math.abs(x));
          case SIGN -> out.set(j, Math.signum(x));
          case SQRT -> out.set(j, Math.sqrt(x));
          case SQUARE -> out.set(j, x * x);
          case EXP -> out.set(j, Math.exp(x));
          case FLOOR -> out.set(j, Math.floor(x));
          case CEIL -> out.set(j, Math.ceil(x));
          case ROUND -> out.set(j, Math.rint(x));
          default -> throw new UnsupportedOperationException(op.name());
        }
      }
    }
  }

  private static void binary(Op.Binary op, Plain a, int i, Plain b, int k, Plain out, int j) {
    if (op.compares()) {
      DType common = ResultType.promote(a.dtype(), b.dtype());
      Plain x = as(a, i, common);
      Plain y = as(b, k, common);
      boolean nan = x.floating() && (Double.isNaN(x.doubles()[0]) || Double.isNaN(y.doubles()[0]));
      int order =
          nan
              ? 0
              : x.floating()
                  ? Double.compare(x.doubles()[0] + 0.0, y.doubles()[0] + 0.0)
                  : common == DType.UINT64
                      ? Long.compareUnsigned(x.longs()[0], y.longs()[0])
                      : Long.compare(x.longs()[0], y.longs()[0]);
      boolean holds =
          switch (op) {
            case EQUAL -> !nan && order == 0;
            case NOT_EQUAL -> nan || order != 0;
            case LESS -> !nan && order < 0;
            case LESS_EQUAL -> !nan && order <= 0;
            case GREATER -> !nan && order > 0;
            default -> !nan && order >= 0;
          };
      out.longs()[j] = holds ? 1 : 0;
      return;
    }
    Plain x = as(a, i, out.dtype());
    Plain y = as(b, k, out.dtype());
    if (out.floating()) {
      out.set(j, floats(op, x.doubles()[0], y.doubles()[0], out.dtype()));
    } else {
      out.set(j, longs(op, x.longs()[0], y.longs()[0], out.dtype()));
    }
  }

  private static double floats(Op.Binary op, double a, double b, DType dtype) {
    boolean single = dtype != DType.FLOAT64;
    return switch (op) {
      case ADD -> single ? (float) a + (float) b : a + b;
      case SUBTRACT -> single ? (float) a - (float) b : a - b;
      case MULTIPLY -> single ? (float) a * (float) b : a * b;
      case DIVIDE -> single ? (float) a / (float) b : a / b;
      case MINIMUM -> Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.min(a, b);
      case MAXIMUM -> Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.max(a, b);
      case FMIN -> Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
      case FMAX -> Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
      case FILLNA -> Double.isNaN(a) ? b : a;
      case MOD -> {
        if (b == 0 || Double.isNaN(a) || Double.isNaN(b) || Double.isInfinite(a)) {
          yield Double.NaN;
        }
        double r = a % b;
        if (r == 0) {
          yield Math.copySign(0, b);
        }
        if ((r < 0) == (b < 0)) {
          yield r;
        }
        yield single ? (float) r + (float) b : r + b;
      }
      default -> throw new UnsupportedOperationException(op.name());
    };
  }

  private static long longs(Op.Binary op, long a, long b, DType dtype) {
    boolean unsigned = dtype == DType.UINT64;
    int order = unsigned ? Long.compareUnsigned(a, b) : Long.compare(a, b);
    return switch (op) {
      case ADD -> dtype == DType.BOOL ? a | b : a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case FLOOR_DIVIDE -> b == 0 ? 0 : unsigned ? Long.divideUnsigned(a, b) : Math.floorDiv(a, b);
      case MOD -> b == 0 ? 0 : unsigned ? Long.remainderUnsigned(a, b) : Math.floorMod(a, b);
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case MINIMUM, FMIN -> order <= 0 ? a : b;
      case MAXIMUM, FMAX -> order >= 0 ? a : b;
      case FILLNA -> a;
      default -> throw new UnsupportedOperationException(op.name());
    };
  }

  static void reduce(
      Reduction r, Plain in, int[] all, IntToLongFunction position, Plain out, int j) {
    boolean anyMissing = Arrays.stream(all).anyMatch(e -> missing(in, e));
    int[] present = Arrays.stream(all).filter(e -> !missing(in, e)).toArray();
    if (r.kind() == Reduction.Kind.COUNT) {
      out.longs()[j] = present.length;
      return;
    }
    if (r.kind() == Reduction.Kind.ANY || r.kind() == Reduction.Kind.ALL) {
      boolean any =
          Arrays.stream(all)
              .anyMatch(e -> in.floating() ? in.doubles()[e] != 0 : in.longs()[e] != 0);
      boolean every =
          Arrays.stream(all)
              .allMatch(e -> in.floating() ? in.doubles()[e] != 0 : in.longs()[e] != 0);
      out.longs()[j] = (r.kind() == Reduction.Kind.ANY ? any : every) ? 1 : 0;
      return;
    }
    switch (r.kind()) {
      case FIRST, LAST -> {
        int[] from = r.skipna() ? present : all;
        if (from.length == 0) {
          out.doubles()[j] = Double.NaN;
        } else {
          out.put(j, in, from[r.kind() == Reduction.Kind.FIRST ? 0 : from.length - 1]);
        }
      }
      case ARGMIN, ARGMAX -> {
        int best = -1;
        for (int e : all) {
          if (missing(in, e)) {
            if (!r.skipna()) {
              best = e;
              break;
            }
            continue;
          }
          if (best < 0 || better(r.kind() == Reduction.Kind.ARGMAX, in, e, best)) {
            best = e;
          }
        }
        out.longs()[j] = position.applyAsLong(best);
      }
      case MIN, MAX -> {
        int best = -1;
        for (int e : present) {
          if (best < 0 || better(r.kind() == Reduction.Kind.MAX, in, e, best)) {
            best = e;
          }
        }
        if (best < 0 || (anyMissing && !r.skipna())) {
          out.doubles()[j] = Double.NaN;
        } else {
          out.put(j, in, best);
        }
      }
      default -> {
        if (!out.floating() && r.kind() == Reduction.Kind.QUANTILE) {
          double[] x = Arrays.stream(present).mapToDouble(in::asDouble).toArray();
          out.set(j, (long) statistic(r, x));
          return;
        }
        if (!out.floating()) {
          long sum = r.kind() == Reduction.Kind.SUM ? 0 : 1;
          for (int e : all) {
            sum = r.kind() == Reduction.Kind.SUM ? sum + in.longs()[e] : sum * in.longs()[e];
          }
          out.longs()[j] = sum;
          return;
        }
        boolean spread = anyMissing && !r.skipna();
        double[] x = Arrays.stream(present).mapToDouble(in::asDouble).toArray();
        out.set(j, spread ? Double.NaN : statistic(r, x));
      }
    }
  }

  private static boolean missing(Plain in, int e) {
    return in.floating() && Double.isNaN(in.doubles()[e]);
  }

  private static boolean better(boolean larger, Plain in, int e, int best) {
    int order =
        in.floating()
            ? Double.compare(in.doubles()[e] + 0.0, in.doubles()[best] + 0.0)
            : in.dtype() == DType.UINT64
                ? Long.compareUnsigned(in.longs()[e], in.longs()[best])
                : Long.compare(in.longs()[e], in.longs()[best]);
    return larger ? order > 0 : order < 0;
  }

  private static double statistic(Reduction r, double[] x) {
    int n = x.length;
    double sum = Arrays.stream(x).sum();
    double mean = sum / n;
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    return switch (r.kind()) {
      case SUM -> n < r.minCount() ? Double.NaN : sum;
      case PROD -> {
        double product = 1;
        for (double v : x) {
          product *= v;
        }
        yield n < r.minCount() ? Double.NaN : product;
      }
      case MEAN -> n == 0 ? Double.NaN : mean;
      case VAR, STD -> {
        double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
        double var = n - r.ddof() <= 0 ? Double.NaN : squares / (n - r.ddof());
        yield r.kind() == Reduction.Kind.VAR ? var : Math.sqrt(var);
      }
      case MEDIAN ->
          n == 0
              ? Double.NaN
              : n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
      case QUANTILE -> {
        if (n == 0) {
          yield Double.NaN;
        }
        double at = r.method().place(r.q(), n);
        int low = (int) at;
        int high = Math.min(low + 1, n - 1);
        yield sorted[low] + (at - low) * (sorted[high] - sorted[low]);
      }
      default -> throw new UnsupportedOperationException(r.kind().name());
    };
  }
}
