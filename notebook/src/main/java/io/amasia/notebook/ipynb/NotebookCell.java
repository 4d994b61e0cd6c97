package io.amasia.notebook.ipynb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.StreamSupport;

/// A cell of a notebook file, by the JSON that it is.
///
/// @param json is changed by what changes the cell
record NotebookCell(ObjectNode json) {
  /// What a cell holds.
  enum Type {
    CODE,
    MARKDOWN,
    RAW
  }

  /// A new cell of code.
  static NotebookCell code(String source, String tag) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("cell_type", "code");
    json.putObject("metadata").putArray("tags").add(tag);
    json.set("source", lines(source));
    var cell = new NotebookCell(json);
    cell.clear();
    return cell;
  }

  Type type() {
    return switch (json.path("cell_type").asText()) {
      case "code" -> Type.CODE;
      case "markdown" -> Type.MARKDOWN;
      case "raw" -> Type.RAW;
      case String other -> throw new IllegalStateException(other + " was let in");
    };
  }

  String source() {
    return text(json.path("source"));
  }

  /// Whether there is something to run.
  boolean runs() {
    return type() == Type.CODE && !source().isBlank();
  }

  boolean hasTag(String tag) {
    return StreamSupport.stream(json.path("metadata").path("tags").spliterator(), false)
        .anyMatch(each -> each.asText().equals(tag));
  }

  ArrayNode outputs() {
    return json.withArray("outputs");
  }

  /// Forgets that it was run.
  void clear() {
    if (type() == Type.CODE) {
      json.putNull("execution_count");
      json.putArray("outputs");
    }
  }

  /// A text as nbformat keeps it: its lines, or one string.
  static String text(JsonNode node) {
    if (!node.isArray()) {
      return node.asText();
    }
    var text = new StringBuilder();
    node.forEach(line -> text.append(line.asText()));
    return text.toString();
  }

  /// The lines of a text, each with its end.
  static ArrayNode lines(String text) {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    for (int begin = 0; begin < text.length(); ) {
      int newline = text.indexOf('\n', begin);
      int end = newline < 0 ? text.length() : newline + 1;
      lines.add(text.substring(begin, end));
      begin = end;
    }
    return lines;
  }
}
