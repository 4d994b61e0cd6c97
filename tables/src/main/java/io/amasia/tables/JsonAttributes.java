package io.amasia.tables;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.amasia.array.DType;
import io.amasia.storage.format.Attribute;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Attributes as JSON: texts and lists of texts as they are; numbers as `{"dtype": "float32",
/// "values": [1e20]}`, where values that JSON has no number for are texts; JSON as `{"json":
/// "null"}`. A plain number is read too, as int64 or float64.
final class JsonAttributes {
  private JsonAttributes() {}

  static void write(Map<String, Attribute> attrs, JsonGenerator json) throws IOException {
    if (attrs.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("attrs");
    for (var entry : attrs.entrySet()) {
      json.writeFieldName(entry.getKey());
      switch (entry.getValue()) {
        case Attribute.Text(String text) -> json.writeString(text);
        case Attribute.Texts(List<String> texts) -> {
          json.writeStartArray();
          for (String text : texts) {
            json.writeString(text);
          }
          json.writeEndArray();
        }
        case Attribute.Numbers(DType dtype, List<Number> values) -> {
          json.writeStartObject();
          json.writeStringField("dtype", dtype.label());
          json.writeArrayFieldStart("values");
          for (Number value : values) {
            number(value, json);
          }
          json.writeEndArray();
          json.writeEndObject();
        }
        case Attribute.Json(String text) -> {
          json.writeStartObject();
          json.writeStringField("json", text);
          json.writeEndObject();
        }
      }
    }
    json.writeEndObject();
  }

  private static void number(Number value, JsonGenerator json) throws IOException {
    if (value instanceof Long whole) {
      json.writeNumber(whole);
    } else if (Double.isFinite(value.doubleValue())) {
      json.writeNumber(value.doubleValue());
    } else {
      json.writeString(value.toString());
    }
  }

  /// The object that `json` is at the beginning of.
  static Map<String, Attribute> read(JsonParser json) throws IOException {
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    JsonObjects.fields(json, name -> attrs.put(name, value(json)));
    return attrs;
  }

  private static Attribute value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> Attribute.of(json.getText());
      case VALUE_NUMBER_INT -> Attribute.of(json.getLongValue());
      case VALUE_NUMBER_FLOAT -> Attribute.of(json.getDoubleValue());
      case START_ARRAY -> new Attribute.Texts(texts(json));
      case START_OBJECT -> object(json);
      default -> throw JsonObjects.unexpected(json, "an attribute");
    };
  }

  private static Attribute object(JsonParser json) throws IOException {
    Map<String, List<String>> found = new LinkedHashMap<>();
    JsonObjects.fields(
        json,
        name ->
            found.put(
                name,
                json.currentToken() == JsonToken.START_ARRAY
                    ? texts(json)
                    : List.of(JsonObjects.scalar(json))));
    if (found.containsKey("json")) {
      return new Attribute.Json(first(found, "json"));
    }
    DType dtype = DType.of(first(found, "dtype"));
    List<Number> values = new ArrayList<>();
    for (String one : found.getOrDefault("values", List.of())) {
      values.add(
          dtype.isFloating()
              ? (Number) Double.valueOf(one)
              : (Number) new BigDecimal(one).longValueExact());
    }
    return new Attribute.Numbers(dtype, values);
  }

  private static String first(Map<String, List<String>> found, String name) {
    return found.getOrDefault(name, List.of()).stream().findFirst().orElse("");
  }

  private static List<String> texts(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    JsonObjects.elements(json, () -> texts.add(JsonObjects.scalar(json)));
    return texts;
  }
}
