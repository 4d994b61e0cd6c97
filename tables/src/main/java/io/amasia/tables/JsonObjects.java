package io.amasia.tables;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.amasia.array.AmasiaException;
import java.io.IOException;

/// JSON objects read field by field, and lists element by element.
final class JsonObjects {
  private JsonObjects() {}

  /// Reads the value of one field, which the parser is at, and leaves the parser at its end.
  interface Field {
    void read(String name) throws IOException;
  }

  /// The fields of the object that `json` is at the beginning of.
  static void fields(JsonParser json, Field field) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw unexpected(json, "an object");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      field.read(name);
    }
  }

  /// Reads one element of a list, which the parser is at, and leaves the parser at its end.
  interface Element {
    void read() throws IOException;
  }

  /// The elements of the list that `json` is at the beginning of.
  static void elements(JsonParser json, Element element) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw unexpected(json, "a list");
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      element.read();
    }
  }

  /// The text or number that `json` is at.
  static String scalar(JsonParser json) throws IOException {
    if (!json.currentToken().isScalarValue()) {
      throw unexpected(json, "a text or number");
    }
    return json.getText();
  }

  static AmasiaException.Format unexpected(JsonParser json, String wanted) {
    return new AmasiaException.Format(
        "%s where %s is needed, at line %d"
            .formatted(json.currentToken(), wanted, json.currentLocation().getLineNr()));
  }
}
