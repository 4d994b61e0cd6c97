package io.amasia.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes maps, lists and values as a line of JSON. Missing values (NaN) are `null`; infinities,
/// for which JSON has no number, are the texts `Infinity` and `-Infinity`.
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  static String line(Object value) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.writeFieldName(String.valueOf(entry.getKey()));
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case Collection<?> list -> {
        json.writeStartArray();
        for (Object item : list) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case Double d when Double.isFinite(d) -> json.writeNumber(d);
      case Double d when d.isNaN() -> json.writeNull();
      case Double d -> json.writeString(d.toString());
      case Boolean b -> json.writeBoolean(b);
      case Number n -> json.writeNumber(n.longValue());
      default -> json.writeString(value.toString());
    }
  }
}
