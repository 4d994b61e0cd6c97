package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;

/// A named part of v3 metadata: a data type, chunk grid, chunk key encoding or codec, written as
/// its name or as an object of `name`, `configuration` and `must_understand`.
///
/// Specification:
/// <https://zarr-specs.readthedocs.io/en/latest/v3/core/index.html#extension-definition>
record Extension(String name, JsonObject configuration, boolean mustUnderstand) {
  /// The extension that `value` describes.
  ///
  /// @throws io.amasia.array.AmasiaException.Format if it is neither text nor an object with a name
  static Extension of(JsonNode value, String where) {
    if (value.isTextual()) {
      return new Extension(
          value.textValue(), JsonObject.of(JsonObject.MAPPER.createObjectNode(), where), true);
    }
    JsonObject object = JsonObject.of(value, where);
    return new Extension(
        object.text("name"), object.object("configuration"), mustUnderstand(value));
  }

  /// Whether a reader that does not know `value` has to give up.
  static boolean mustUnderstand(JsonNode value) {
    JsonNode flag = value.get("must_understand");
    return flag == null || !flag.isBoolean() || flag.booleanValue();
  }
}
