package io.amasia.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.array.Calendar;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.PartialDate;
import io.amasia.array.Shape;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import io.amasia.testkit.Shared;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The arrays and datasets that the reference names, as they are or in random chunks.
final class ReferenceInputs {
  private final JsonNode inputs;
  private final @Nullable Random random;

  ReferenceInputs(JsonNode inputs, @Nullable Random random) {
    this.inputs = inputs;
    this.random = random;
  }

  static JsonNode read(Path file) {
    boolean packed = file.toString().endsWith(".gz");
    try (InputStream plain = Files.newInputStream(file);
        InputStream in = packed ? new GZIPInputStream(plain) : plain) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DataArray array(String name) {
    return array(inputs.get(name));
  }

  DataArray array(JsonNode json) {
    if (json.has("open")) {
      DataArray found = opened(json).get(json.get("variable").asText());
      boolean raw = json.has("raw") || !found.dtype().isFloating();
      DataArray wide = raw ? found : found.astype(DType.FLOAT64);
      return wide.withVariable(chunked(wide.variable()));
    }
    JsonNode name = json.get("name");
    return new DataArray(
        name.isNull() ? null : name.asText(), chunked(variable(json)), coords(json.get("coords")));
  }

  Dataset dataset(String name) {
    JsonNode json = inputs.get(name);
    if (json.has("open")) {
      return opened(json).mapVariables(this::chunked);
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    json.get("variables")
        .properties()
        .forEach(e -> variables.put(e.getKey(), chunked(variable(e.getValue()))));
    return new Dataset(variables, coords(json.get("coords")), attrs(json.get("attrs")));
  }

  /// A real file, cut by steps along the dimensions that it has; of a lone variable the floats are
  /// in float64, so that sums of both agree to the last digits, unless they are wanted raw.
  private static Dataset opened(JsonNode json) {
    String url = Shared.file(json.get("open").asText()).toString();
    Dataset dataset = Opening.open(List.of(url), OpenOptions.standard());
    Map<String, Slice> taken = new LinkedHashMap<>();
    json.get("taken")
        .properties()
        .forEach(e -> {
          JsonNode t = e.getValue();
          if (dataset.sizes().containsKey(e.getKey())) {
            taken.put(
                e.getKey(), new Slice(t.get(0).asLong(), t.get(1).asLong(), t.get(2).asLong()));
          }
        });
    return dataset.isel(taken);
  }

  private static Coordinates coords(JsonNode json) {
    Map<String, Variable> coords = new LinkedHashMap<>();
    json.properties().forEach(e -> coords.put(e.getKey(), variable(e.getValue())));
    return new Coordinates(coords);
  }

  private static Map<String, Attribute> attrs(@Nullable JsonNode json) {
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    if (json != null) {
      json.properties().forEach(e -> attrs.put(e.getKey(), Attribute.of(e.getValue().asText())));
    }
    return attrs;
  }

  private Variable chunked(Variable v) {
    if (random == null || v.shape().size() == 0) {
      return v;
    }
    Chunks chunks = v.data().chunks();
    for (int d = 0; d < v.ndim(); d++) {
      List<Long> lengths = new ArrayList<>();
      long rest = v.shape().size(d);
      while (rest > 0) {
        long length = 1 + random.nextLong(rest);
        lengths.add(length);
        rest -= length;
      }
      long[] cut = lengths.stream().mapToLong(Long::longValue).toArray();
      chunks = chunks.with(d, new Chunks.Ragged(cut));
    }
    return v.computed(Nodes.rechunk(v.data(), chunks));
  }

  static DType dtype(String label) {
    if (label.equals("timedelta")) {
      return DType.TIMEDELTA;
    }
    if (label.startsWith("time")) {
      return DType.DATETIME;
    }
    return label.startsWith("<U") || label.startsWith("|S") || label.equals("object")
        ? DType.STRING
        : DType.of(label);
  }

  static Calendar calendar(String label) {
    return label.startsWith("time:")
        ? Calendar.find(label.substring(5)).orElseThrow()
        : Calendar.PROLEPTIC_GREGORIAN;
  }

  private static Variable variable(JsonNode json) {
    String label = json.get("dtype").asText();
    DType dtype = dtype(label);
    List<String> dims = new ArrayList<>();
    json.get("dims").forEach(d -> dims.add(d.asText()));
    List<Long> shape = new ArrayList<>();
    json.get("shape").forEach(s -> shape.add(s.asLong()));
    List<Object> values = new ArrayList<>();
    json.get("values").forEach(v -> values.add(value(v, dtype, calendar(label))));
    NdArray array =
        Values.fill(dtype, Shape.of(shape.stream().mapToLong(s -> s).toArray()), values);
    return Variable.of(dims, Nodes.literal(array))
        .withCalendar(calendar(label))
        .withAttrs(attrs(json.get("attrs")));
  }

  /// A value as it stands in the reference; NaN and infinities are texts there.
  static Object value(JsonNode json, DType dtype, Calendar calendar) {
    return switch (dtype) {
      case STRING -> json.asText();
      case BOOL -> json.asBoolean();
      case DATETIME ->
          json.asText().equals("NaT")
              ? DType.NAT
              : PartialDate.parse(json.asText(), calendar).start();
      case FLOAT16, FLOAT32, FLOAT64 ->
          json.isTextual()
              ? Double.parseDouble(json.asText())
              : json.isBoolean() ? (json.asBoolean() ? 1.0 : 0.0) : json.asDouble();
      default -> json.asLong();
    };
  }
}
