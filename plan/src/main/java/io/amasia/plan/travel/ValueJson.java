package io.amasia.plan.travel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Base64;

/// Numbers and arrays of values, bit by bit.
///
/// A whole number is a JSON number, a floating one a text such as `"0.1"` or `"NaN"`, which gives
/// the same bits back. Arrays are little-endian bytes in C order, in base64 up to 4 KiB and else
/// beside the document; texts are listed.
///
/// @param beside where large values lie
record ValueJson(Beside beside) {
  private static final int MOST_INLINE = 4096;

  static JsonNode write(Number number) {
    return switch (number) {
      case Long whole -> LongNode.valueOf(whole);
      case Double real -> TextNode.valueOf(real.toString());
      default ->
          throw new AmasiaException.Unsupported(
              "a %s in a plan can't be sent to other processes; use a long or a double"
                  .formatted(number.getClass().getSimpleName()));
    };
  }

  static Number number(JsonNode in, String where) {
    if (in.isIntegralNumber() && in.canConvertToLong()) {
      return in.longValue();
    }
    if (in.isTextual()) {
      try {
        return Double.valueOf(in.textValue());
      } catch (NumberFormatException _) {
        // said below
      }
    }
    throw new AmasiaException.Format(where + " must be a number");
  }

  static Number number(Document in, String key) {
    return number(in.node().path(key), in.where() + "." + key);
  }

  /// A number or a text.
  static JsonNode writeAny(Object value) {
    return switch (value) {
      case String text -> Document.object().put("text", text);
      case Number number -> write(number);
      default ->
          throw new AmasiaException.Unsupported(
              "'%s' in a plan can't be sent to other processes".formatted(value));
    };
  }

  static Object any(JsonNode in, String where) {
    return in.path("text").isTextual() ? in.path("text").textValue() : number(in, where);
  }

  ObjectNode write(NdArray values) {
    ObjectNode out = Document.object().put("dtype", values.dtype().label());
    out.set("shape", GridJson.write(values.shape()));
    if (values.dtype() == DType.STRING) {
      out.set("texts", Document.list(values.toStrings(), TextNode::valueOf));
    } else if (values.nbytes() <= MOST_INLINE) {
      byte[] bytes = values.data().toArray(ValueLayout.JAVA_BYTE);
      out.put("base64", Base64.getEncoder().encodeToString(bytes));
    } else {
      out.put("sha256", beside.leave(values.data()));
    }
    return out;
  }

  ObjectNode write(int[] values) {
    try (NdArray array = NdArray.of(Shape.of(values.length), values)) {
      return write(array);
    }
  }

  ObjectNode write(long[] values) {
    try (NdArray array = NdArray.of(Shape.of(values.length), values)) {
      return write(array);
    }
  }

  ObjectNode write(double[] values) {
    try (NdArray array = NdArray.of(Shape.of(values.length), values)) {
      return write(array);
    }
  }

  /// The array that member `key` holds, which the caller closes.
  NdArray array(Document from, String key) {
    Document in = from.object(key);
    DType dtype = DType.of(in.text("dtype"));
    Shape shape = GridJson.shape(in, "shape");
    if (dtype == DType.STRING) {
      return NdArray.of(shape, in.texts("texts"));
    }
    long bytes = Math.multiplyExact(shape.size(), (long) dtype.itemSize());
    if (!in.has("base64")) {
      return leased(dtype, shape, beside.fetchChecked(in.text("sha256"), bytes));
    }
    byte[] inline = Base64.getDecoder().decode(in.text("base64"));
    if (inline.length != bytes) {
      throw in.wrong("base64", bytes + " bytes");
    }
    NdArray array = NdArray.allocate(dtype, shape);
    array.data().copyFrom(MemorySegment.ofArray(inline));
    return array;
  }

  private static NdArray leased(DType dtype, Shape shape, Lease bytes) {
    try {
      return NdArray.leased(dtype, shape, bytes);
    } catch (Throwable e) {
      bytes.close();
      throw e;
    }
  }

  private NdArray list(Document in, String key, DType dtype) {
    NdArray array = array(in, key);
    if (array.dtype() != dtype || array.shape().ndim() != 1) {
      array.close();
      throw in.wrong(key, "a list of " + dtype);
    }
    return array;
  }

  int[] ints(Document in, String key) {
    try (NdArray array = list(in, key, DType.INT32)) {
      return array.data().toArray(ValueLayout.JAVA_INT);
    }
  }

  long[] longs(Document in, String key) {
    try (NdArray array = list(in, key, DType.INT64)) {
      return array.data().toArray(ValueLayout.JAVA_LONG);
    }
  }

  double[] doubles(Document in, String key) {
    try (NdArray array = list(in, key, DType.FLOAT64)) {
      return array.data().toArray(ValueLayout.JAVA_DOUBLE);
    }
  }

  /// Few whole numbers as they are, many as an array.
  JsonNode positions(long[] values) {
    return values.length <= 16 ? Document.numbers(values) : write(values);
  }

  /// The reverse of [#positions].
  long[] positions(Document in, String key) {
    return in.node().path(key).isArray() ? in.numbers(key) : longs(in, key);
  }

  static long[] toLongs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }
}
