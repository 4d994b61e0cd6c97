package io.amasia.tables;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.KeptHeap;
import io.amasia.array.NdArray;
import io.amasia.array.PartialDate;
import io.amasia.array.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The flat list of an array's values in JSON, in C order, as [JsonText] writes it.
final class JsonValues {
  /// A text of a few words as Java holds it.
  private static final long TEXT_BYTES = 120;

  private JsonValues() {}

  /// @param calendar of times, by name
  /// @throws AmasiaException.Format if there are more or fewer than `shape` says, or one is no
  ///   value of `dtype`
  static NdArray read(JsonParser json, DType dtype, Shape shape, String calendar)
      throws IOException {
    if (dtype == DType.STRING) {
      return texts(json, shape);
    }
    Calendar of = Calendar.find(calendar).orElse(Calendar.STANDARD);
    NdArray array = NdArray.allocate(dtype, shape);
    try {
      flat(
          json,
          shape,
          i -> {
            if (dtype.isFloating()) {
              set(array.data(), dtype, i, floating(json));
            } else {
              set(array.data(), dtype, i, whole(json, dtype, of));
            }
          });
      return array;
    } catch (Throwable e) {
      array.close();
      throw e;
    }
  }

  private static NdArray texts(JsonParser json, Shape shape) throws IOException {
    KeptHeap.refuse(shape.size() * TEXT_BYTES, "reading %d texts".formatted(shape.size()));
    List<String> texts = new ArrayList<>();
    flat(
        json,
        shape,
        _ ->
            texts.add(json.currentToken() == JsonToken.VALUE_NULL ? "" : JsonObjects.scalar(json)));
    return NdArray.of(shape, texts);
  }

  /// Reads the value that the parser is at, which is number `i`.
  private interface Value {
    void read(long i) throws IOException;
  }

  private static void flat(JsonParser json, Shape shape, Value value) throws IOException {
    long[] count = {0};
    JsonObjects.elements(
        json,
        () -> {
          if (count[0] == shape.size()) {
            throw new AmasiaException.Format("more values than shape " + shape + " has");
          }
          value.read(count[0]++);
        });
    if (count[0] < shape.size()) {
      throw new AmasiaException.Format("%d values for shape %s".formatted(count[0], shape));
    }
  }

  private static double floating(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> Double.NaN;
      case VALUE_STRING -> Double.parseDouble(json.getText()); // Infinity
      default -> json.getDoubleValue();
    };
  }

  private static long whole(JsonParser json, DType dtype, Calendar calendar) throws IOException {
    JsonToken token = json.currentToken();
    if (dtype == DType.BOOL && token.isBoolean()) {
      return token == JsonToken.VALUE_TRUE ? 1 : 0;
    } else if (dtype.isTime() && token == JsonToken.VALUE_NULL) {
      return DType.NAT;
    } else if (dtype == DType.DATETIME && token == JsonToken.VALUE_STRING) {
      return PartialDate.parse(json.getText(), calendar).start();
    } else if (dtype == DType.TIMEDELTA && token == JsonToken.VALUE_STRING) {
      return micros(Duration.parse(json.getText()));
    } else if (dtype.isInteger() && token == JsonToken.VALUE_NUMBER_INT) {
      return fitting(json.getBigIntegerValue(), dtype);
    }
    throw JsonObjects.unexpected(json, "a value of dtype " + dtype);
  }

  private static long micros(Duration span) {
    return Math.addExact(Math.multiplyExact(span.getSeconds(), 1_000_000L), span.getNano() / 1000);
  }

  private static long fitting(BigInteger value, DType dtype) {
    if (!dtype.has(value)) {
      throw new AmasiaException.Format("%s is out of bounds for %s".formatted(value, dtype));
    }
    return value.longValue();
  }

  private static void set(MemorySegment data, DType dtype, long i, double value) {
    switch (dtype) {
      case FLOAT16 ->
          data.setAtIndex(ValueLayout.JAVA_SHORT, i, Float.floatToFloat16((float) value));
      case FLOAT32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value);
      default -> data.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
    }
  }

  private static void set(MemorySegment data, DType dtype, long i, long value) {
    switch (dtype.itemSize()) {
      case 1 -> data.set(ValueLayout.JAVA_BYTE, i, (byte) value);
      case 2 -> data.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) value);
      case 4 -> data.setAtIndex(ValueLayout.JAVA_INT, i, (int) value);
      default -> data.setAtIndex(ValueLayout.JAVA_LONG, i, value);
    }
  }
}
