package io.amasia.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.Shape;
import io.amasia.plan.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Chains of xarray's calls, as `chain.py` writes them, run in our words.
final class Chains {
  /// Where functions of the package `xarray` are called.
  static final Object XR = "xr";

  /// Several values that Python wrote with round brackets.
  record Tuple(List<Object> values) {}

  /// What a word is called with.
  record Args(List<Object> positional, Map<String, Object> named) {
    /// The argument at `place`, or of that name, or `otherwise`.
    @Nullable Object get(int place, String name, @Nullable Object otherwise) {
      return place < positional.size()
          ? positional.get(place)
          : named.getOrDefault(name, otherwise);
    }

    Object need(int place, String name) {
      return Objects.requireNonNull(get(place, name, null), name);
    }

    String text(int place, String name) {
      return (String) need(place, name);
    }

    boolean flag(String name) {
      return Boolean.TRUE.equals(named.get(name));
    }

    long whole(int place, String name, long otherwise) {
      return get(place, name, otherwise) instanceof Number n ? n.longValue() : otherwise;
    }

    double number(String name, double otherwise) {
      return named.get(name) instanceof Number n ? n.doubleValue() : otherwise;
    }

    /// Names: one, a list of them, or none.
    String[] names(int place, String name) {
      return switch (get(place, name, null)) {
        case null -> new String[0];
        case String all when all.equals("...") -> new String[0];
        case String one -> new String[] {one};
        case Tuple(List<Object> several) -> several.toArray(String[]::new);
        default -> ((List<?>) need(place, name)).toArray(String[]::new);
      };
    }

    /// What stands for dimensions or variables: a map in first place, or all names but `others`.
    Map<String, Object> byName(String... others) {
      Map<String, Object> found = new LinkedHashMap<>();
      if (!positional.isEmpty() && positional.getFirst() instanceof Map<?, ?> map) {
        map.forEach((key, value) -> found.put((String) key, value));
      }
      named.forEach((key, value) -> {
        if (!List.of(others).contains(key)) {
          found.put(key, value);
        }
      });
      return found;
    }
  }

  private final ReferenceInputs inputs;
  private final JsonNode written;

  /// What a function is given while it runs.
  private @Nullable Object it;

  Chains(JsonNode written, ReferenceInputs inputs) {
    this.written = written;
    this.inputs = inputs;
  }

  Object run(JsonNode chain) {
    return Objects.requireNonNull(value(chain));
  }

  private Object steps(JsonNode steps) {
    String on = steps.get(0).get("on").asText();
    if (on.equals("it")) {
      return it != null ? steps(it, steps) : (UnaryOperator<Object>) part -> with(part, steps);
    }
    return steps(on.equals("xr") ? XR : input(on), steps);
  }

  /// What the chain of a function makes of `part`.
  private Object with(Object part, JsonNode steps) {
    it = part;
    try {
      return steps(part, steps);
    } finally {
      it = null;
    }
  }

  private Object steps(Object from, JsonNode steps) {
    Object at = from;
    for (int i = 1; i < steps.size(); i++) {
      JsonNode step = steps.get(i);
      List<Object> positional = new ArrayList<>();
      Map<String, Object> named = new LinkedHashMap<>();
      if (step.has("args")) {
        step.get("args").forEach(arg -> positional.add(value(arg)));
        step.get("kw").properties().forEach(e -> named.put(e.getKey(), value(e.getValue())));
      }
      at = ChainWords.call(at, step.get("do").asText(), new Args(positional, named));
    }
    return at;
  }

  private Object input(String name) {
    JsonNode json = written.get(name);
    boolean lone = json.has("open") ? !json.get("variable").isNull() : !json.has("variables");
    return lone ? inputs.array(name) : inputs.dataset(name);
  }

  @SuppressWarnings("NullAway") // null stands for Python's None
  private @Nullable Object value(JsonNode json) {
    if (json.isNull()) {
      return null;
    }
    if (json.isArray()) {
      return list(json);
    }
    if (json.isTextual()) {
      return json.asText();
    }
    if (json.isBoolean()) {
      return json.asBoolean();
    }
    if (json.isNumber()) {
      return json.isBigInteger()
          ? json.bigIntegerValue()
          : json.isIntegralNumber() ? (Object) json.asLong() : json.asDouble();
    }
    var entry = json.properties().iterator().next();
    JsonNode inner = entry.getValue();
    return switch (entry.getKey()) {
      case "chain" -> steps(inner);
      case "slice" ->
          new Slice(
              value(inner.get(0)),
              value(inner.get(1)),
              inner.get(2).isNull() ? 1 : inner.get(2).asLong());
      case "tuple" -> new Tuple(list(inner));
      case "map" -> {
        Map<String, Object> map = new LinkedHashMap<>();
        inner.properties().forEach(e -> map.put(e.getKey(), value(e.getValue())));
        yield map;
      }
      case "array" -> inputs.array(inner);
      case "numpy" -> inputs.array(withName(inner)).load();
      case "float" -> number(inner.asText());
      case "micros" -> inner.asDouble();
      default -> throw new IllegalArgumentException(json.toString());
    };
  }

  @SuppressWarnings("NullAway") // null stands for Python's None
  private List<Object> list(JsonNode json) {
    List<Object> list = new ArrayList<>();
    json.forEach(one -> list.add(value(one)));
    return list;
  }

  private static JsonNode withName(JsonNode values) {
    var named = ((com.fasterxml.jackson.databind.node.ObjectNode) values).deepCopy();
    named.putNull("name");
    named.putObject("coords");
    named.putObject("attrs");
    return named;
  }

  private static double number(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      default -> Double.NEGATIVE_INFINITY;
    };
  }

  /// A list of one kind of values as an array of `int64`, `float64`, truths or texts.
  static Variable along(String dim, Object values) {
    if (values instanceof List<?> list && list.isEmpty()) {
      return Variable.of(
          List.of(dim), Nodes.literal(io.amasia.array.NdArray.of(Shape.of(0), new double[0])));
    }
    return Variable.of(List.of(dim), Values.of(values));
  }
}
