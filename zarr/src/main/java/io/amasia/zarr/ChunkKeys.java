package io.amasia.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How the index of a chunk becomes the key of its bytes.
///
/// Specifications:
/// <https://zarr-specs.readthedocs.io/en/latest/v3/chunk-key-encodings/default/index.html>,
/// <https://zarr-specs.readthedocs.io/en/latest/v3/chunk-key-encodings/v2/index.html>
///
/// @param initial whether keys start with `c`, as in v3's default encoding
/// @param separator between the indices: `.` or `/`
record ChunkKeys(boolean initial, char separator) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /// The encoding of a v2 array.
  static ChunkKeys v2(JsonObject array) {
    return new ChunkKeys(false, separator(array, "dimension_separator", "."));
  }

  /// The encoding that a v3 `chunk_key_encoding` names.
  static ChunkKeys v3(@Nullable JsonNode encoding, String where) {
    if (encoding == null) {
      return new ChunkKeys(true, '/');
    }
    Extension extension = Extension.of(encoding, where + ": chunk_key_encoding");
    return switch (extension.name()) {
      case "default" -> new ChunkKeys(true, separator(extension.configuration(), "separator", "/"));
      case "v2" -> new ChunkKeys(false, separator(extension.configuration(), "separator", "."));
      default ->
          throw new AmasiaException.Unsupported(
              where + ": chunk_key_encoding '" + extension.name() + "' is not supported");
    };
  }

  private static char separator(JsonObject object, String key, String otherwise) {
    String separator = object.text(key, otherwise);
    if (!separator.equals(".") && !separator.equals("/")) {
      throw object.damaged(key + " must be '.' or '/', not '" + separator + "'");
    }
    return separator.charAt(0);
  }

  /// The key of the chunk at `index`, relative to its array: `c/1/23`, `1.23`; of a scalar `c` or
  /// `0`.
  String key(long[] index) {
    if (index.length == 0) {
      return initial ? "c" : "0";
    }
    var key = new StringBuilder(initial ? "c" + separator : "");
    for (int d = 0; d < index.length; d++) {
      if (d > 0) {
        key.append(separator);
      }
      key.append(index[d]);
    }
    return key.toString();
  }

  /// The index whose [#key] is `key`; empty if there is none, as of one with leading zeros.
  Optional<long[]> index(String key, int ndim) {
    String numbers = initial && ndim > 0 && key.startsWith("c") ? key.substring(1) : key;
    long[] index = new long[ndim];
    Matcher next = NUMBER.matcher(numbers);
    for (int d = 0; d < ndim; d++) {
      if (!next.find()) {
        return Optional.empty();
      }
      index[d] = Long.parseLong(next.group());
    }
    return key(index).equals(key) ? Optional.of(index) : Optional.empty();
  }
}
