package io.amasia.web;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a client asks for.
///
/// @param method such as `GET`
/// @param path decoded, from the root on, such as `/status`
/// @param query the parameters after the question mark; of several with a name the last
/// @param headers the first value of a header by its name in any case
/// @param parts what the names in the pattern of its path stand for: see [Router#get]
/// @param connection by which it came
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Function<String, Optional<String>> headers,
    Map<String, String> parts,
    Connection connection) {
  /// Longer queries are nobody's.
  private static final int MOST_QUERY = 8_192;

  public Request {
    query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    parts = Map.copyOf(parts);
  }

  /// A request whose path is no pattern's.
  public Request(
      String method,
      String path,
      Map<String, String> query,
      Function<String, Optional<String>> headers) {
    this(method, path, query, headers, Map.of(), Connection.NONE);
  }

  /// @throws IllegalArgumentException if the path leads elsewhere, or one is too long or can't be
  ///   decoded
  static Request of(String method, URI uri, Function<String, @Nullable String> headers) {
    String path = uri.getRawPath() == null ? "" : RequestPath.decoded(uri.getRawPath());
    return new Request(
        method, path, query(uri.getRawQuery()), name -> Optional.ofNullable(headers.apply(name)));
  }

  Request withParts(Map<String, String> changed) {
    return new Request(method, path, query, headers, changed, connection);
  }

  Request by(Connection changed) {
    return new Request(method, path, query, headers, parts, changed);
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> values = new LinkedHashMap<>();
    if (raw != null) {
      if (raw.length() > MOST_QUERY) {
        throw new IllegalArgumentException(
            "the query has %d characters; at most %d are taken"
                .formatted(raw.length(), MOST_QUERY));
      }
      for (String part : raw.split("&", -1)) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        values.put(decoded(name), decoded(value));
      }
    }
    return values;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  public Optional<String> header(String name) {
    return headers.apply(name);
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /// What `name` in the pattern of the path stands for.
  ///
  /// @throws IllegalArgumentException if the pattern has no such name
  public String part(String name) {
    String part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException("no {%s} in the pattern of %s".formatted(name, path));
    }
    return part;
  }

  /// Whether the client has the answer whose `ETag` is `tag`, and need not be sent it.
  public boolean knows(String tag) {
    String strong = tag.replaceFirst("^W/", "");
    for (String known : header("If-None-Match").orElse("").split(",", -1)) {
      String text = known.strip();
      if (text.equals("*") || text.replaceFirst("^W/", "").equals(strong)) {
        return true;
      }
    }
    return false;
  }

  /// The value of a parameter that is a whole number; empty if there is none, or no number.
  public Optional<Long> number(String name) {
    return parameter(name).filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
  }

  /// The value of a cookie.
  Optional<String> cookie(String name) {
    for (String part : header("Cookie").orElse("").split(";", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2 && pair[0].equals(name)) {
        return Optional.of(pair[1]);
      }
    }
    return Optional.empty();
  }
}
