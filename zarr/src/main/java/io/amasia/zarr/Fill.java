package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.NumpyTimeUnit;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fill values in their JSON forms: numbers, `"NaN"`, `"Infinity"`, `"-Infinity"`, `"0x7fc00000"`,
/// `"NaT"`, base64 for bytes.
///
/// Specification:
/// <https://zarr-specs.readthedocs.io/en/latest/v3/data-types/index.html#permitted-fill-values>
final class Fill {
  private Fill() {}

  /// One element of `type`'s dtype in memory that lives as long as the array; zero, false or empty
  /// text for null.
  ///
  /// @throws AmasiaException.Format if `value` is none of that type
  static NdArray of(ElementType type, @Nullable JsonNode value, String where) {
    try {
      return switch (type) {
        case ElementType.Plain(DType dtype) -> one(dtype, value == null ? 0 : bits(dtype, value));
        case ElementType.Time(DType dtype, NumpyTimeUnit unit) ->
            one(dtype, value == null ? DType.NAT : unit.toMicros(count(value)));
        case ElementType.FixedBytes _ -> text(value == null ? "" : bytes(value));
        case ElementType.FixedUtf32 _, ElementType.Text _ ->
            text(value == null ? "" : words(value));
      };
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new AmasiaException.Format(
          "%s: fill_value %s is no %s"
              .formatted(
                  where, value == null ? "null" : JsonObject.brief(value), type.dtype().label()),
          e);
    }
  }

  /// One element of `dtype` with these bits, in memory that the garbage collector frees.
  static NdArray one(DType dtype, long bits) {
    MemorySegment data = Arena.ofAuto().allocate(dtype.itemSize(), 8);
    switch (dtype.itemSize()) {
      case 1 -> data.set(ValueLayout.JAVA_BYTE, 0, (byte) bits);
      case 2 -> data.set(ValueLayout.JAVA_SHORT, 0, (short) bits);
      case 4 -> data.set(ValueLayout.JAVA_INT, 0, (int) bits);
      default -> data.set(ValueLayout.JAVA_LONG, 0, bits);
    }
    return NdArray.wrap(dtype, Shape.SCALAR, data);
  }

  private static NdArray text(String value) {
    return NdArray.of(Shape.SCALAR, List.of(value));
  }

  private static long bits(DType dtype, JsonNode value) {
    return switch (dtype) {
      case BOOL -> truth(value) ? 1 : 0;
      case FLOAT64 -> isHex(value) ? hex(value, 64) : Double.doubleToRawLongBits(real(value));
      case FLOAT32 -> isHex(value) ? hex(value, 32) : Float.floatToRawIntBits((float) real(value));
      case FLOAT16 ->
          // through float32: no decimal in use is so close to a tie that this rounds twice
          isHex(value) ? hex(value, 16) : Float.floatToFloat16((float) real(value));
      default -> whole(value, dtype);
    };
  }

  private static boolean truth(JsonNode value) {
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    // zarr-python 2 wrote 0 and 1 too
    return whole(value, DType.UINT8) != 0;
  }

  private static boolean isHex(JsonNode value) {
    return value.isTextual() && value.textValue().startsWith("0x");
  }

  private static long hex(JsonNode value, int width) {
    String digits = value.textValue().substring(2);
    if (digits.length() != width / 4) {
      throw new IllegalArgumentException("hex of " + digits.length() + " digits");
    }
    return Long.parseUnsignedLong(digits, 16);
  }

  private static double real(JsonNode value) {
    if (value.isTextual()) {
      return switch (value.textValue()) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> throw new IllegalArgumentException("text");
      };
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException("not a number");
    }
    return value.doubleValue();
  }

  private static long whole(JsonNode value, DType dtype) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw new IllegalArgumentException("not a whole number");
    }
    // zarr-python 2 wrote fills of integers as 0.0 at times; 1e999999999 must not be expanded
    BigInteger whole =
        value.isIntegralNumber()
            ? value.bigIntegerValue()
            : BigDecimal.valueOf(value.doubleValue()).toBigIntegerExact();
    if (!dtype.has(whole)) {
      throw new IllegalArgumentException("out of range");
    }
    return whole.longValue();
  }

  private static long count(JsonNode value) {
    return value.isTextual() && value.textValue().equals("NaT")
        ? DType.NAT
        : whole(value, DType.INT64);
  }

  private static String bytes(JsonNode value) {
    if (value.isNumber() && value.doubleValue() == 0) {
      return "";
    }
    byte[] bytes = Base64.getDecoder().decode(words(value));
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private static String words(JsonNode value) {
    if (value.isNumber() && value.doubleValue() == 0) {
      // zarr-python 2 writes 0 for objects that have no fill value
      return "";
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException("not text");
    }
    return value.textValue();
  }
}
