package io.amasia.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.amasia.storage.format.Attribute;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Coordinates and variables as JSON: dims, shape, dtype, units, calendar, in files other
/// attributes too, and the values flat in C order.
///
/// Missing values are `null`; infinities, for which JSON has no number, are the texts `Infinity`
/// and `-Infinity`.
public final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private JsonText() {}

  /// Writes one JSON object to `out`, value by value.
  public static void write(
      Map<String, Long> dims, List<Column> coords, List<Column> variables, Writer out)
      throws IOException {
    write(dims, Map.of(), coords, variables, out);
  }

  /// The same with attributes of all, of which the names of coordinates are said already.
  static void write(
      Map<String, Long> dims,
      Map<String, Attribute> attrs,
      List<Column> coords,
      List<Column> variables,
      Writer out)
      throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("dims");
      for (Map.Entry<String, Long> dim : dims.entrySet()) {
        json.writeNumberField(dim.getKey(), dim.getValue());
      }
      json.writeEndObject();
      JsonAttributes.write(without(attrs, "coordinates"), json);
      columns("coords", coords, json);
      columns("variables", variables, json);
      json.writeEndObject();
    }
  }

  private static void columns(String name, List<Column> columns, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Column column : columns) {
      json.writeObjectFieldStart(column.name());
      column(column, json);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void column(Column column, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("dims");
    for (String dim : column.dims()) {
      json.writeString(dim);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("shape");
    for (long size : column.shape().toArray()) {
      json.writeNumber(size);
    }
    json.writeEndArray();
    json.writeStringField("dtype", column.dtype().label());
    if (column.units().isPresent()) {
      json.writeStringField("units", column.units().get());
    }
    if (column.calendar().isPresent()) {
      json.writeStringField("calendar", column.calendar().get().label());
    }
    JsonAttributes.write(without(column.attrs(), "units", "calendar"), json);
    json.writeArrayFieldStart("values");
    long n = column.shape().size();
    for (long i = 0; i < n; i++) {
      value(column, i, json);
    }
    json.writeEndArray();
  }

  private static Map<String, Attribute> without(Map<String, Attribute> attrs, String... said) {
    Map<String, Attribute> rest = new LinkedHashMap<>(attrs);
    for (String name : said) { // texts only: said is what is a text
      rest.computeIfPresent(name, (_, value) -> value instanceof Attribute.Text ? null : value);
    }
    return rest;
  }

  private static void value(Column column, long i, JsonGenerator json) throws IOException {
    @Nullable Object value = column.cells().value(i);
    switch (value) {
      case null -> json.writeNull();
      case Double number -> number(number, json);
      // The same number as a double: JSON knows no other.
      case Float number -> number(number.doubleValue(), json);
      case Long number -> json.writeNumber(number);
      case BigInteger number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      default -> json.writeString(column.text(i));
    }
  }

  private static void number(double value, JsonGenerator json) throws IOException {
    if (Double.isInfinite(value)) {
      json.writeString(Double.toString(value));
    } else {
      json.writeNumber(value);
    }
  }
}
