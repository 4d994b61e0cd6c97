package io.amasia.storage;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A server's answer: status, headers, and the body in leased memory.
///
/// @param cut whether the body was longer than would be taken, and was not read to its end
record HttpAnswer(URI uri, int status, HttpHeaders headers, Body body, boolean cut)
    implements AutoCloseable {
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  /// The bytes that came. The lease may be longer than they are.
  static final class Body {
    @Nullable Lease lease;
    long length;

    Body(@Nullable Lease lease, long length) {
      this.lease = lease;
      this.length = length;
    }
  }

  long bodyLength() {
    return body.length;
  }

  /// Hands over `length` bytes from `offset` of the body, without a copy when they are the lease.
  Lease take(long offset, long length) {
    Lease lease = body.lease;
    if (lease == null) {
      throw new IllegalStateException("the body is taken already");
    }
    if (offset == 0 && lease.segment().byteSize() == length) {
      body.lease = null;
      return lease;
    }
    return HttpStore.copied(lease.segment().asSlice(offset, length));
  }

  /// The time that a header holds; empty if there is none, or it is none.
  Optional<Instant> time(String header) {
    try {
      return headers
          .firstValue(header)
          .map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// The length the server states for what it sends.
  OptionalLong length() {
    try {
      OptionalLong length = headers.firstValueAsLong("Content-Length");
      return length.isPresent() && length.getAsLong() >= 0 ? length : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /// The length of the whole value, from a partial or a whole answer.
  OptionalLong totalLength() {
    Matcher range = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    if (status == 206 && range.matches() && !range.group(3).equals("*")) {
      return OptionalLong.of(Long.parseLong(range.group(3)));
    }
    if (status == 416) {
      return OptionalLong.of(0); // not even a first byte
    }
    if (status != 200) {
      throw refused("");
    }
    return cut ? length() : OptionalLong.of(body.length);
  }

  /// Whether this is a range that ends where the value ends, of at most `length` bytes.
  boolean isSuffix(long length) {
    Matcher range = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    if (!range.matches() || range.group(3).equals("*")) {
      return false;
    }
    long first = Long.parseLong(range.group(1));
    long end = Long.parseLong(range.group(2)) + 1;
    long total = Long.parseLong(range.group(3));
    return end == total && end - first == body.length && body.length == Math.min(length, total);
  }

  boolean isWhole() {
    return !cut;
  }

  /// Tests that this is the range that was asked for.
  void requireRange(long offset, long length) {
    String stated = headers.firstValue("Content-Range").orElse("no Content-Range");
    Matcher range = RANGE.matcher(stated);
    if (!range.matches() || Long.parseLong(range.group(1)) != offset) {
      throw refused(
          "asked for bytes %d-%d, got '%s'".formatted(offset, offset + length - 1, stated));
    }
    if (body.length != length || cut) {
      throw refused(
          "%d bytes from %d wanted, %s came ('%s'): it is truncated or damaged"
              .formatted(length, offset, cut ? "more" : String.valueOf(body.length), stated));
    }
  }

  /// Tests that the whole value came where a range of it was asked for.
  void requireWhole() {
    if (cut) {
      throw new AmasiaException.Unsupported(
          "%s: the server ignores Range requests (it answered 200 with %s); copy the file to disk first"
              .formatted(
                  uri, length().isPresent() ? length().getAsLong() + " bytes" : "all of it"));
    }
    requireNoPage();
  }

  void require(int wanted) {
    if (status != wanted) {
      throw refused("");
    }
    requireNoPage();
  }

  /// Tests that this is not a page for people where data were asked for.
  private void requireNoPage() {
    boolean data = uri.getPath().toLowerCase(Locale.ROOT).matches(".*\\.html?");
    if (!data && isPage()) {
      throw refused(
          "it sent a web page, not data; look at it in a browser (a login, or a missing file?)");
    }
  }

  private boolean isPage() {
    String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith("text/html");
  }

  /// The one clear error for an answer that is of no use.
  AmasiaException refused(String why) {
    String reason =
        !why.isEmpty()
            ? why
            : switch (status) {
              case 401, 403, 407 ->
                  "access is refused; only public data can be read, or give a signed URL";
              case 404, 410 -> "there is nothing at this address; check the URL";
              case 429 -> "too many requests; try again later";
              default ->
                  status >= 500
                      ? "the server failed, also when asked again; try again later"
                      : status >= 300 && status < 400
                          ? "redirected too often, or from https to http"
                          : "an answer of no use here";
            };
    return new AmasiaException.Format("%s: HTTP status %d: %s".formatted(uri, status, reason));
  }

  @Override
  public void close() {
    if (body.lease != null) {
      body.lease.close();
      body.lease = null;
    }
  }
}
