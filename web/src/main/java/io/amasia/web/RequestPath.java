package io.amasia.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Paths as they are sent, decoded part by part, so that no part can hold what leads elsewhere: a
/// slash, `..`, a control character.
final class RequestPath {
  /// Longer paths are nobody's: the names of groups and variables are short.
  private static final int MOST_LENGTH = 4_096;

  private RequestPath() {}

  /// The decoded path, which is split at its slashes again without loss.
  ///
  /// @throws IllegalArgumentException if it is refused; says why
  static String decoded(String raw) {
    if (raw.length() > MOST_LENGTH) {
      throw new IllegalArgumentException(
          "the path has %d characters; at most %d are taken".formatted(raw.length(), MOST_LENGTH));
    }
    List<String> parts = new ArrayList<>();
    for (String part : raw.split("/", -1)) {
      parts.add(checked(text(part)));
    }
    return String.join("/", parts);
  }

  private static String checked(String part) {
    boolean leads = part.equals(".") || part.equals("..");
    if (leads || part.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          "a part of the path is '.', '..', or has a slash, backslash or control character in it");
    }
    return part;
  }

  private static String text(String part) {
    if (part.indexOf('%') < 0) {
      return part;
    }
    var bytes = new ByteArrayOutputStream(part.length());
    for (int i = 0; i < part.length(); i++) {
      if (part.charAt(i) == '%') {
        bytes.write(Integer.parseInt(hex(part, i + 1), 16));
        i += 2;
      } else {
        bytes.writeBytes(part.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException _) {
      throw new IllegalArgumentException("the path is not UTF-8");
    }
  }

  private static String hex(String part, int from) {
    if (from + 2 > part.length() || !part.substring(from, from + 2).matches("[0-9A-Fa-f]{2}")) {
      throw new IllegalArgumentException("the path has a % that is not followed by two digits");
    }
    return part.substring(from, from + 2);
  }
}
