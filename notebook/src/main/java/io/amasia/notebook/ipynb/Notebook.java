package io.amasia.notebook.ipynb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import io.amasia.plan.Sizes;
import io.amasia.plot.PictureFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A notebook file: [nbformat
/// 4](https://nbformat.readthedocs.io/en/latest/format_description.html), written as 4.5. Fields
/// that nothing here knows of are kept. Running changes it; not thread-safe.
public final class Notebook {
  /// Notebooks are read as a whole; beyond this they hold data that belongs in files.
  private static final int MOST_BYTES = 100_000_000;

  private static final JsonMapper JSON = mapper();

  private final ObjectNode json;

  private Notebook(ObjectNode json) {
    this.json = json;
  }

  private static JsonMapper mapper() {
    var mapper = new JsonMapper();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(MOST_BYTES).build());
    return mapper;
  }

  /// Reads the notebook at `file`.
  ///
  /// @throws AmasiaException.Usage if there is no such file, or it is beyond 100 MB
  /// @throws AmasiaException.Format if it is no notebook of format 4; says why
  public static Notebook read(Path file) {
    JsonNode json;
    try {
      if (!Files.isRegularFile(file)) {
        throw new AmasiaException.Usage("no such notebook: " + file);
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new AmasiaException.Usage(
            "%s has %s; notebooks of at most %s are read"
                .formatted(file, Sizes.text(Files.size(file)), Sizes.text(MOST_BYTES)));
      }
      json = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new AmasiaException.Format(
          "%s is no notebook, since it is no JSON: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new AmasiaException.Format("%s can't be read: %s".formatted(file, e.getMessage()), e);
    }
    if (!(json instanceof ObjectNode object)) {
      throw new AmasiaException.Format(
          file + " is no notebook: a notebook is a JSON object with nbformat and cells");
    }
    check(file, object);
    var notebook = new Notebook(object);
    notebook.toFormat45();
    return notebook;
  }

  private static void check(Path file, ObjectNode json) {
    JsonNode format = json.path("nbformat");
    if (!format.isInt()) {
      throw new AmasiaException.Format(
          file + " is no notebook: it doesn't say its nbformat, such as 4");
    }
    if (format.asInt() != 4) {
      throw new AmasiaException.Format(
          "%s has nbformat %d; 4 is read. 'jupyter nbconvert --to notebook' brings older ones to it"
              .formatted(file, format.asInt()));
    }
    if (!json.path("cells").isArray()) {
      throw new AmasiaException.Format(file + " is no notebook: it has no list of cells");
    }
    int number = 0;
    for (JsonNode cell : json.path("cells")) {
      number++;
      if (!Set.of("code", "markdown", "raw").contains(cell.path("cell_type").asText())
          || !isText(cell.path("source"))) {
        throw new AmasiaException.Format(
            "cell %d of %s is none: a cell has a cell_type (code, markdown or raw) and a source (a text or its lines)"
                .formatted(number, file));
      }
      JsonNode outputs = cell.path("outputs");
      if (!outputs.isMissingNode() && !outputs.isArray()) {
        throw new AmasiaException.Format(
            "cell %d of %s has outputs that are no list; [] says that there are none"
                .formatted(number, file));
      }
    }
  }

  private static boolean isText(JsonNode node) {
    if (!node.isArray()) {
      return node.isTextual();
    }
    for (JsonNode line : node) {
      if (!line.isTextual()) {
        return false;
      }
    }
    return true;
  }

  /// Since 4.5 every cell has an id of its own.
  private void toFormat45() {
    json.put("nbformat_minor", Math.max(5, json.path("nbformat_minor").asInt()));
    if (!json.path("metadata").isObject()) {
      json.putObject("metadata");
    }
    Set<String> ids = new HashSet<>();
    for (NotebookCell cell : cells().toList()) {
      if (!cell.json().path("metadata").isObject()) {
        cell.json().putObject("metadata");
      }
      String id = cell.json().path("id").asText();
      if (!id.matches("[a-zA-Z0-9_-]{1,64}") || !ids.add(id)) {
        String made = newId();
        cell.json().put("id", made);
        ids.add(made);
      }
    }
  }

  private String newId() {
    Set<String> taken = new HashSet<>();
    cells().forEach(cell -> taken.add(cell.json().path("id").asText()));
    return IntStream.iterate(1, i -> i + 1)
        .mapToObj(i -> "cell-" + i)
        .filter(id -> !taken.contains(id))
        .findFirst()
        .orElseThrow();
  }

  Stream<NotebookCell> cells() {
    return IntStream.range(0, size()).mapToObj(this::cell);
  }

  int size() {
    return list().size();
  }

  NotebookCell cell(int i) {
    return new NotebookCell((ObjectNode) list().get(i));
  }

  void insert(int i, NotebookCell cell) {
    cell.json().put("id", newId());
    list().insert(i, cell.json());
  }

  void remove(int i) {
    list().remove(i);
  }

  private ArrayNode list() {
    return (ArrayNode) json.path("cells");
  }

  ObjectNode metadata() {
    return (ObjectNode) json.path("metadata");
  }

  /// The language of its cells, in lower case, such as `java`; empty if it doesn't say.
  String language() {
    String said = metadata().path("kernelspec").path("language").asText();
    return (said.isEmpty() ? metadata().path("language_info").path("name").asText() : said)
        .toLowerCase(Locale.ROOT);
  }

  /// Writes it to `file`, which appears whole or not at all.
  ///
  /// @throws AmasiaException.Format if the file can't be written
  public void write(Path file) {
    PictureFile.write(file, out -> out.write((text() + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /// Its JSON, laid out as Jupyter does, so that versions of a notebook can be compared by lines.
  private String text() throws IOException {
    var indent = new DefaultIndenter(" ", "\n");
    var layout =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator(""));
    layout.indentObjectsWith(indent);
    layout.indentArraysWith(indent);
    return JSON.writer(layout).writeValueAsString(json);
  }
}
