package io.amasia.plan.travel;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A JSON object that is read, and where it stands, so that each complaint can say it.
///
/// @param node the object
/// @param where the document and the place in it, such as `plan: nodes[3]`
public record Document(ObjectNode node, String where) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /// A new, empty object to be written.
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// A new list of whole numbers.
  public static ArrayNode numbers(long... values) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (long value : values) {
      list.add(value);
    }
    return list;
  }

  /// A new list of what `write` makes of each of `values`.
  public static <T> ArrayNode list(Iterable<T> values, Function<T, JsonNode> write) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> list.add(write.apply(value)));
    return list;
  }

  /// The text of `node` in UTF-8, the same bytes for the same content.
  public static byte[] bytes(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The object that `text` holds, which must be of `format` in its version `version`.
  ///
  /// @throws AmasiaException.Format if it is not JSON, or of another format
  /// @throws AmasiaException.Unsupported if it is of another version
  public static Document parse(byte[] text, String where, String format, int version) {
    Document document = parse(text, where);
    if (!document.text("format").equals(format)) {
      throw document.wrong("format", "'" + format + "'");
    }
    long found = document.number("version", 0, Integer.MAX_VALUE);
    if (found != version) {
      throw new AmasiaException.Unsupported(
          "%s is of version %d of the format '%s', this program reads version %d; use the same version of Amasia everywhere"
              .formatted(where, found, format, version));
    }
    return document;
  }

  /// The object that `text` holds.
  ///
  /// @throws AmasiaException.Format if it is not a JSON object
  public static Document parse(byte[] text, String where) {
    try {
      return of(MAPPER.readTree(text), where);
    } catch (JacksonException e) {
      throw new AmasiaException.Format(where + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new AmasiaException.Format(where + " is not JSON: " + e.getMessage(), e);
    }
  }

  /// What `read` makes of this, whose parts it has taken for granted to fit together.
  ///
  /// @throws AmasiaException.Format if they don't
  <T> T reading(Function<Document, T> read) {
    try {
      return read.apply(this);
    } catch (AmasiaException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new AmasiaException.Format(where + " is damaged: " + e.getMessage(), e);
    }
  }

  private static Document of(JsonNode tree, String where) {
    if (tree instanceof ObjectNode object) {
      return new Document(object, where);
    }
    throw new AmasiaException.Format(where + " must be a JSON object");
  }

  /// Whether the member `key` is there and not null.
  public boolean has(String key) {
    return node.hasNonNull(key);
  }

  /// The object that is member `key`.
  public Document object(String key) {
    return of(node.path(key), where + "." + key);
  }

  public String text(String key) {
    JsonNode value = node.path(key);
    if (!value.isTextual()) {
      throw wrong(key, "a text");
    }
    return value.textValue();
  }

  public boolean flag(String key) {
    JsonNode value = node.path(key);
    if (!value.isBoolean()) {
      throw wrong(key, "true or false");
    }
    return value.booleanValue();
  }

  /// The whole number that is member `key`, `least` to `most`.
  public long number(String key, long least, long most) {
    return whole(node.path(key), key, least, most);
  }

  /// The same for what counts or numbers things in memory.
  public int count(String key) {
    return (int) number(key, 0, Integer.MAX_VALUE);
  }

  private long whole(JsonNode value, String key, long least, long most) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(key, "a whole number");
    }
    long number = value.longValue();
    if (number < least || number > most) {
      throw wrong(key, "a whole number from %d to %d".formatted(least, most));
    }
    return number;
  }

  /// The whole numbers that member `key` lists.
  public long[] numbers(String key) {
    JsonNode list = items(key);
    long[] numbers = new long[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = whole(list.get(i), key, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    return numbers;
  }

  /// The small whole numbers that member `key` lists: axes, counts.
  public List<Integer> integers(String key) {
    JsonNode list = items(key);
    var integers = new ArrayList<Integer>();
    list.forEach(
        value -> integers.add((int) whole(value, key, Integer.MIN_VALUE, Integer.MAX_VALUE)));
    return integers;
  }

  /// The objects that member `key` lists, each as `read` makes it.
  public <T> List<T> objects(String key, Function<Document, T> read) {
    return values(key, (value, place) -> read.apply(of(value, place)));
  }

  /// What member `key` lists, each as `read` makes it of the value and its place.
  <T> List<T> values(String key, BiFunction<JsonNode, String, T> read) {
    JsonNode list = items(key);
    var read0 = new ArrayList<T>();
    for (int i = 0; i < list.size(); i++) {
      read0.add(read.apply(list.get(i), "%s.%s[%d]".formatted(where, key, i)));
    }
    return read0;
  }

  /// The texts that member `key` lists.
  public List<String> texts(String key) {
    return values(
        key,
        (value, place) -> {
          if (!value.isTextual()) {
            throw new AmasiaException.Format(place + " must be a text");
          }
          return value.textValue();
        });
  }

  private JsonNode items(String key) {
    JsonNode list = node.path(key);
    if (!list.isArray()) {
      throw wrong(key, "a list");
    }
    return list;
  }

  /// The one of `values`, an enum's, that member `key` names.
  public <E extends Enum<E>> E one(String key, Class<E> values) {
    String name = text(key);
    for (E value : values.getEnumConstants()) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    throw wrong(key, "one of " + List.of(values.getEnumConstants()));
  }

  /// The error of a member that is not what it must be.
  public AmasiaException.Format wrong(String key, String wanted) {
    String found = node.path(key).toString();
    String shown = found.length() > 60 ? found.substring(0, 60) + "…" : found;
    return new AmasiaException.Format(
        "%s: '%s' must be %s, not %s"
            .formatted(where, key, wanted, shown.isEmpty() ? "absent" : shown));
  }
}
