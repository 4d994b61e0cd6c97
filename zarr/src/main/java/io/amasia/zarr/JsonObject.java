package io.amasia.zarr;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.Shape;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A JSON object of Zarr metadata, and where it stands, so that each complaint can say it.
///
/// @param where the document and the place in it, such as `x.zarr: tas/zarr.json`
record JsonObject(ObjectNode node, String where) {
  /// Zarr attributes in the wild hold the bare words NaN and Infinity, which JSON does not allow;
  /// zarr-python 2 takes metadata in ASCII only.
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// The object that `text` holds.
  ///
  /// @throws AmasiaException.Format if it is not JSON, or not an object
  static JsonObject parse(byte[] text, String where) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new AmasiaException.Format(where + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new AmasiaException.Format(where + " is not JSON: " + e.getMessage(), e);
    }
    return of(tree, where);
  }

  /// `tree` as an object.
  ///
  /// @throws AmasiaException.Format if it is not one
  static JsonObject of(@Nullable JsonNode tree, String where) {
    if (tree instanceof ObjectNode object) {
      return new JsonObject(object, where);
    }
    throw new AmasiaException.Format(where + " must be a JSON object");
  }

  /// The member `key`, or null where it is absent or null.
  @Nullable JsonNode find(String key) {
    JsonNode value = node.get(key);
    return value == null || value.isNull() ? null : value;
  }

  /// The member `key`.
  ///
  /// @throws AmasiaException.Format if there is none
  JsonNode need(String key) {
    JsonNode value = find(key);
    if (value == null) {
      throw damaged("has no '" + key + "'");
    }
    return value;
  }

  /// The text at `key`.
  String text(String key) {
    JsonNode value = need(key);
    if (!value.isTextual()) {
      throw damaged("'" + key + "' must be text, not " + brief(value));
    }
    return value.textValue();
  }

  /// The text at `key`, or `otherwise` where it is absent.
  String text(String key, String otherwise) {
    return find(key) == null ? otherwise : text(key);
  }

  /// The integer at `key`.
  long integer(String key) {
    JsonNode value = need(key);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw damaged("'" + key + "' must be an integer, not " + brief(value));
    }
    return value.longValue();
  }

  /// The object at `key`, or an empty one where it is absent.
  JsonObject object(String key) {
    JsonNode value = find(key);
    return value == null
        ? new JsonObject(JsonNodeFactory.instance.objectNode(), where + " " + key)
        : of(value, where + " '" + key + "'");
  }

  /// The list of lengths at `key`, each at least `least`, at most 2^53 so that sums stay exact.
  Shape lengths(String key, long least) {
    JsonNode list = need(key);
    if (!list.isArray() || list.size() > 64) {
      throw damaged("'" + key + "' must be a list of at most 64 lengths, not " + brief(list));
    }
    long[] lengths = new long[list.size()];
    for (int d = 0; d < lengths.length; d++) {
      JsonNode value = list.get(d);
      if (!value.isIntegralNumber()
          || !value.canConvertToLong()
          || value.longValue() < least
          || value.longValue() > 1L << 53) {
        throw damaged(
            "'%s' is %s; each length must be an integer from %d to 2^53"
                .formatted(key, brief(list), least));
      }
      lengths[d] = value.longValue();
    }
    return Shape.of(lengths);
  }

  /// The error that says what is wrong with this object.
  AmasiaException.Format damaged(String what) {
    return new AmasiaException.Format(where + ": " + what);
  }

  /// A short form of `value` for messages.
  static String brief(JsonNode value) {
    if (value.isContainerNode() && value.size() > 64) {
      return (value.isArray() ? "a list of " : "an object of ") + value.size();
    }
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
