package io.amasia.storage;

import io.amasia.array.AmasiaException;

/// What a key may be: parts joined by `/`, none of them empty, `.` or `..`.
final class Keys {
  private Keys() {}

  /// The key itself when it is well formed.
  ///
  /// @throws AmasiaException.Format if it could lead out of its store
  static String checked(String key) {
    for (String part : key.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        throw new AmasiaException.Format(
            "key '" + key + "' is refused: its parts must be names, not empty, '.' or '..'");
      }
    }
    return key;
  }

  /// `prefix` as the start of the keys below it: empty, or ending in one `/`.
  static String folder(String prefix) {
    String bare = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    return bare.isEmpty() ? "" : checked(bare) + "/";
  }
}
