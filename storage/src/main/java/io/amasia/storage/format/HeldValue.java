package io.amasia.storage.format;

import io.amasia.array.DType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Numbers of attributes as values of data: a `_FillValue` means something only where the data can
/// hold it.
public final class HeldValue {
  private HeldValue() {}

  /// `value`, of dtype `from`, as data of `dtype` hold it: rounded to floats, as a `Double`, and as
  /// the bits of integers, a `Long`, only where it is exactly one of theirs; else empty. A signed
  /// number of the same width stands for the same bits: `-1b` on unsigned bytes is 255.
  public static Optional<Number> of(Number value, DType from, DType dtype) {
    if (dtype.isFloating()) {
      double number =
          from == DType.UINT64 ? unsigned(value.longValue()).doubleValue() : value.doubleValue();
      return Optional.of(dtype.rounded(number));
    }
    BigInteger whole = whole(value, from);
    return whole == null
        ? Optional.empty()
        : Optional.ofNullable(
            bits(whole, from.isInteger() && from.itemSize() == dtype.itemSize(), dtype));
  }

  private static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  private static @Nullable BigInteger whole(Number value, DType from) {
    if (from == DType.UINT64) {
      return unsigned(value.longValue());
    }
    if (value instanceof Long exact) {
      return BigInteger.valueOf(exact);
    }
    double number = value.doubleValue();
    return Double.isFinite(number) && number == Math.rint(number)
        ? new BigDecimal(number).toBigInteger()
        : null;
  }

  private static @Nullable Long bits(BigInteger value, boolean sameWidth, DType dtype) {
    BigInteger span = BigInteger.ONE.shiftLeft(dtype.itemSize() * 8);
    BigInteger least = dtype.isUnsigned() ? BigInteger.ZERO : span.shiftRight(1).negate();
    BigInteger most = least.add(span).subtract(BigInteger.ONE);
    BigInteger v = value;
    if (sameWidth && v.compareTo(least) < 0) {
      v = v.add(span);
    } else if (sameWidth && v.compareTo(most) > 0) {
      v = v.subtract(span);
    }
    return v.compareTo(least) < 0 || v.compareTo(most) > 0 ? null : v.longValue();
  }
}
