package io.amasia.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Paths as they are sent, decoded part by part, so that no part can hold what leads elsewhere: a
/// slash, `..`, a control character; and encoded again for who is sent elsewhere.
final class RequestPath {
  /// Longer paths are nobody's: the names of groups and variables are short.
  private static final int MOST_LENGTH = 4_096;

  /// What stands for itself in a path, by RFC 3986, section 3.3.
  private static final String SAFE =
      "/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@";

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

  /// A decoded path as it is sent: in ASCII, with what could be taken for something else by its
  /// bytes of UTF-8, as `%C3%BC`. [#decoded] gives it back.
  static String encoded(String path) {
    var text = new StringBuilder(path.length());
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (SAFE.indexOf(c) >= 0) {
        text.append(c);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return text.toString();
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
