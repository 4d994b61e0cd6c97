package io.amasia.dataset;

import io.amasia.array.DType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Plain values as those of a dtype that are exactly the same: `-1` is no `uint8`, and `0.1` no
/// `float32`, so an array of these never holds them.
final class Among {
  private static final BigInteger UNSIGNED_END = BigInteger.ONE.shiftLeft(64);

  private Among() {}

  /// Those of `values` that `dtype` has.
  static List<Object> of(List<?> values, DType dtype) {
    return values.stream()
        .<Object>mapMulti((value, has) -> {
          Object same = value instanceof Number number ? number(number, dtype) : value;
          if (same != null) {
            has.accept(same);
          }
        })
        .toList();
  }

  /// What an array has, as plain values: whole numbers beyond `int64` too.
  static List<Object> in(DataArray array) {
    boolean wide = array.dtype() == DType.UINT64;
    Stream<Object> keys =
        new Labels(array.load(), array.variable().calendar().orElse(null)).keys().stream();
    return keys.filter(key -> !key.equals(Double.NaN))
        .map(key ->
            wide && key instanceof Long bits && bits < 0
                ? BigInteger.valueOf(bits).add(UNSIGNED_END)
                : key)
        .toList();
  }

  private static @Nullable Object number(Number value, DType dtype) {
    if (dtype.isFloating()) {
      return floating(value, dtype);
    }
    if (!dtype.isInteger()) {
      return value;
    }
    if (!Double.isFinite(value.doubleValue())) {
      return null;
    }
    BigInteger whole;
    try {
      whole = new BigDecimal(value.toString()).toBigIntegerExact();
    } catch (ArithmeticException _) {
      return null; // a fraction
    }
    return dtype.has(whole) ? (Object) whole.longValue() : null;
  }

  private static @Nullable Double floating(Number value, DType dtype) {
    double wide = value.doubleValue();
    double own = dtype.rounded(wide);
    return own == wide ? own : null;
  }
}
