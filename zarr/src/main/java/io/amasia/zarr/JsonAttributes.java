package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.storage.format.Attribute;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Attributes to JSON and back.
///
/// JSON knows no dtypes: whole numbers become `int64` (`uint64` where they need it), others
/// `float64`, a list with one fraction in it `float64` throughout. What is neither text, number,
/// bool nor a list of them stays JSON.
final class JsonAttributes {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final BigInteger MAX_UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private JsonAttributes() {}

  /// The members of `object`, in its order.
  static Map<String, Attribute> read(JsonObject object) {
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : object.node().properties()) {
      attrs.put(member.getKey(), read(member.getValue()));
    }
    return attrs;
  }

  private static Attribute read(JsonNode value) {
    if (value.isTextual()) {
      return Attribute.of(value.textValue());
    }
    if (value.isArray() && !value.isEmpty()) {
      return readList((ArrayNode) value);
    }
    return isScalar(value) ? numbers(List.of(value)) : new Attribute.Json(value.toString());
  }

  private static Attribute readList(ArrayNode list) {
    List<JsonNode> values = new ArrayList<>(list.size());
    list.forEach(values::add);
    if (values.stream().allMatch(JsonNode::isTextual)) {
      return new Attribute.Texts(values.stream().map(JsonNode::textValue).toList());
    }
    boolean plain =
        values.stream()
            .allMatch(v -> v.isBoolean() == values.getFirst().isBoolean() && isScalar(v));
    return plain ? numbers(values) : new Attribute.Json(list.toString());
  }

  private static boolean isScalar(JsonNode value) {
    return value.isBoolean()
        || value.isFloatingPointNumber()
        || (value.isIntegralNumber() && fitsUint64(value));
  }

  private static boolean fitsUint64(JsonNode value) {
    return value.canConvertToLong()
        || (value.bigIntegerValue().signum() > 0
            && value.bigIntegerValue().compareTo(MAX_UINT64) <= 0);
  }

  private static Attribute numbers(List<JsonNode> values) {
    DType dtype = dtype(values);
    List<Number> numbers = new ArrayList<>(values.size());
    for (JsonNode value : values) {
      switch (dtype) {
        case BOOL -> numbers.add(value.booleanValue() ? 1L : 0L);
        case FLOAT64 -> numbers.add(value.doubleValue());
        default -> numbers.add(value.bigIntegerValue().longValue());
      }
    }
    return new Attribute.Numbers(dtype, numbers);
  }

  private static DType dtype(List<JsonNode> values) {
    if (values.getFirst().isBoolean()) {
      return DType.BOOL;
    }
    if (values.stream().anyMatch(JsonNode::isFloatingPointNumber)) {
      return DType.FLOAT64;
    }
    if (values.stream().allMatch(JsonNode::canConvertToLong)) {
      return DType.INT64;
    }
    boolean negative = values.stream().anyMatch(v -> v.bigIntegerValue().signum() < 0);
    return negative ? DType.FLOAT64 : DType.UINT64;
  }

  /// `attrs` as a JSON object.
  static ObjectNode write(Map<String, Attribute> attrs) {
    ObjectNode object = NODES.objectNode();
    attrs.forEach((name, value) -> object.set(name, write(name, value)));
    return object;
  }

  private static JsonNode write(String name, Attribute value) {
    return switch (value) {
      case Attribute.Text(String text) -> NODES.textNode(text);
      case Attribute.Texts(List<String> texts) -> {
        ArrayNode list = NODES.arrayNode();
        texts.forEach(list::add);
        yield list;
      }
      case Attribute.Numbers numbers when numbers.isScalar() ->
          number(numbers.dtype(), numbers.values().getFirst());
      case Attribute.Numbers(DType dtype, List<Number> values) -> {
        ArrayNode list = NODES.arrayNode();
        values.forEach(v -> list.add(number(dtype, v)));
        yield list;
      }
      case Attribute.Json(String text) -> {
        try {
          yield JsonObject.MAPPER.readTree(text);
        } catch (IOException e) {
          throw new AmasiaException.Usage(
              "attribute '" + name + "' says it is JSON, but is: " + text + " (" + e + ")");
        }
      }
    };
  }

  /// `value` as JSON. NaN and infinities become the bare words that Python writes and reads.
  static JsonNode number(DType dtype, Number value) {
    if (dtype == DType.BOOL) {
      return NODES.booleanNode(value.longValue() != 0);
    }
    if (dtype == DType.UINT64) {
      return NODES.numberNode(new BigInteger(Long.toUnsignedString(value.longValue())));
    }
    return dtype.isFloating()
        ? NODES.numberNode(value.doubleValue())
        : NODES.numberNode(value.longValue());
  }
}
