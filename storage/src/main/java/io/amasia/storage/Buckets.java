package io.amasia.storage;

import io.amasia.array.AmasiaException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The web addresses of public buckets.
final class Buckets {
  private Buckets() {}

  static String s3(String url) {
    String endpoint = Locations.setting("s3.endpoint");
    String[] parts = parts(url);
    if (endpoint != null) {
      return address(endpoint, parts[0], parts[1]);
    }
    // Certificates cover one name below the service's, so a bucket with a dot goes into the path.
    return parts[0].contains(".")
        ? address("https://s3.amazonaws.com", parts[0], parts[1])
        : "https://" + parts[0] + ".s3.amazonaws.com/" + encoded(parts[1]);
  }

  static String gs(String url) {
    String endpoint = Locations.setting("gs.endpoint");
    String[] parts = parts(url);
    return address(
        endpoint == null ? "https://storage.googleapis.com" : endpoint, parts[0], parts[1]);
  }

  private static String address(@Nullable String endpoint, String bucket, String key) {
    String base = String.valueOf(endpoint);
    return (base.endsWith("/") ? base : base + "/") + bucket + "/" + encoded(key);
  }

  private static String encoded(String key) {
    return Arrays.stream(key.split("/", -1))
        .map(p -> URLEncoder.encode(p, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  /// Bucket and key of `scheme://bucket/key`.
  private static String[] parts(String url) {
    String rest = url.substring(url.indexOf(':') + 1);
    if (rest.startsWith("//")) {
      String[] parts = rest.substring(2).split("/", 2);
      if (parts[0].matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
        return new String[] {parts[0], parts.length == 1 ? "" : parts[1]};
      }
    }
    String scheme = url.substring(0, url.indexOf(':'));
    throw new AmasiaException.Usage(
        "'%s' names no bucket; write %s://BUCKET/KEY".formatted(url, scheme));
  }
}
