package io.amasia.storage;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import java.lang.foreign.MemorySegment;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// Files below a URL of a web server or public object store, or one URL alone, by ranged GETs.
///
/// Reads wait for the network, so several at a time serve best. Failed requests are repeated a few
/// times where that can help. Servers that ignore ranges are refused, unless what they send instead
/// is small. `AMASIA_HTTP_TIMEOUT` says after how many silent seconds a connection is given up
/// (30), `AMASIA_HTTP_ATTEMPTS` how often a request is sent at most (5). Thread-safe.
public final class HttpStore implements Store {
  /// The largest whole answer that is taken in place of the range asked for.
  static final long SMALL = 16L << 20;

  private final String base;
  private final String query;
  private final @org.jspecify.annotations.Nullable String only;
  private final boolean hidesAbsent;
  private final HttpRequests requests;
  private final Map<String, Long> sizes = new ConcurrentHashMap<>();
  private final Map<String, String> tags = new ConcurrentHashMap<>();

  private HttpStore(
      URI uri,
      @org.jspecify.annotations.Nullable String only,
      boolean hidesAbsent,
      HttpRequests requests) {
    String text = uri.toString();
    String bare = text.split("[?#]", 2)[0];
    this.base = only == null && bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    this.query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    this.only = only;
    this.hidesAbsent = hidesAbsent;
    this.requests = requests;
  }

  /// The files below `url`.
  ///
  /// @param hidesAbsent whether the server answers 403 for keys that are not there, as public
  ///   object stores do
  public static HttpStore folder(String url, boolean hidesAbsent) {
    return new HttpStore(uri(url), null, hidesAbsent, HttpRequests.standard());
  }

  /// What lies at `url` alone; its key is the last part of the URL's path.
  public static HttpStore file(String url, boolean hidesAbsent) {
    return file(url, hidesAbsent, HttpRequests.standard());
  }

  static HttpStore file(String url, boolean hidesAbsent, HttpRequests requests) {
    URI uri = uri(url);
    return new HttpStore(uri, nameOf(uri), hidesAbsent, requests);
  }

  static HttpStore folder(String url, boolean hidesAbsent, HttpRequests requests) {
    return new HttpStore(uri(url), null, hidesAbsent, requests);
  }

  private static URI uri(String url) {
    try {
      URI uri = URI.create(url.replace(" ", "%20"));
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new AmasiaException.Usage("'" + url + "' is not a URL: " + e.getMessage());
    }
    throw new AmasiaException.Usage("'" + url + "' is not a URL: it names no server");
  }

  /// The last part of the path, which is the key of a store of one URL.
  static String nameOf(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? "index" : name;
  }

  @Override
  public String url() {
    return base + query;
  }

  /// The key of a store of one URL.
  Optional<String> only() {
    return Optional.ofNullable(only);
  }

  private URI target(String key) {
    if (only != null) {
      return URI.create(base + query);
    }
    var path = new StringBuilder(base);
    for (String part : Keys.checked(key).split("/", -1)) {
      path.append('/').append(URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return URI.create(path.append(query).toString());
  }

  private boolean absent(int status) {
    return status == 404 || status == 410 || (status == 403 && hidesAbsent);
  }

  @Override
  public OptionalLong size(String key) {
    if ((only != null && !only.equals(key)) || key.isEmpty()) {
      return OptionalLong.empty();
    }
    Long known = sizes.get(key);
    if (known != null) {
      return OptionalLong.of(known);
    }
    URI uri = target(key);
    HttpAnswer head = requests.send(HttpRequest.newBuilder(uri).HEAD(), 0);
    if (absent(head.status())) {
      return OptionalLong.empty();
    }
    head.headers().firstValue("ETag").ifPresent(tag -> tags.put(key, tag));
    // Some servers refuse HEAD or give it no length; they may still answer for a byte.
    OptionalLong size = head.status() == 200 ? head.length() : OptionalLong.empty();
    if (size.isEmpty()) {
      HttpAnswer first = get(uri, "bytes=0-0", 1);
      if (absent(first.status())) {
        return OptionalLong.empty();
      }
      size = first.totalLength();
      first.close();
      if (size.isEmpty()) {
        throw first.refused("the server tells no length; copy the file to disk first");
      }
    }
    sizes.put(key, size.getAsLong());
    return size;
  }

  @Override
  public Optional<String> tag(String key) {
    return size(key).isEmpty() ? Optional.empty() : Optional.ofNullable(tags.get(key));
  }

  /// Asks the server each time. By its own clock it tells how long ago that was, so that this
  /// machine's may differ. Of absent keys it can't tell whether they were ever there: they count as
  /// always absent.
  @Override
  public Optional<Instant> changed(String key) {
    HttpAnswer head = requests.send(HttpRequest.newBuilder(target(key)).HEAD(), 0);
    if (absent(head.status())) {
      return Optional.of(Instant.MIN);
    }
    if (head.status() != 200) {
      return Optional.empty(); // the times of an error page
    }
    Optional<Instant> last = head.time("Last-Modified");
    Optional<Instant> there = head.time("Date");
    return last.isEmpty() || there.isEmpty()
        ? Optional.empty()
        // its times are whole seconds
        : Optional.of(
            Instant.now().minus(Duration.between(last.get(), there.get())).plusSeconds(1));
  }

  /// Asks the server each time: the ETag, or else the length and the time of the last change. What
  /// is weak tells nothing ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-8.8)): an
  /// ETag that says so, and a time that has hardly passed, in whose second another change may
  /// follow. Nor does a server that answers no HEAD.
  @Override
  public Optional<String> version(String key) {
    HttpAnswer head;
    try {
      head = requests.send(HttpRequest.newBuilder(target(key)).HEAD(), 0);
    } catch (AmasiaException.Format _) {
      return Optional.empty();
    }
    if (head.status() == 404 || head.status() == 410) {
      return Optional.of("absent");
    }
    return head.status() != 200
        ? Optional.empty() // 403 may stand for what is there, but not for us to ask by HEAD
        : head.headers()
            .firstValue("ETag")
            .filter(tag -> !tag.startsWith("W/"))
            .or(() -> lastChange(head));
  }

  private static Optional<String> lastChange(HttpAnswer head) {
    Optional<Instant> there = head.time("Date");
    return head.time("Last-Modified")
        .filter(last -> there.isPresent() && there.get().isAfter(last.plusSeconds(1)))
        .map(last -> last + " " + head.length());
  }

  @Override
  public Optional<Lease> read(String key, ByteRange range) {
    if ((only != null && !only.equals(key)) || key.isEmpty()) {
      return Optional.empty();
    }
    URI uri = target(key);
    return switch (range) {
      case ByteRange.All _ -> readAll(uri, Long.MAX_VALUE);
      case ByteRange.Span span -> readSpan(uri, span);
      case ByteRange.Suffix(long length) -> readSuffix(uri, key, length);
    };
  }

  private HttpAnswer get(URI uri, String range, long most) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
    if (!range.isEmpty()) {
      request.setHeader("Range", range);
    }
    return requests.send(request, Math.max(most, SMALL));
  }

  @Override
  public Optional<Lease> readSmall(String key, long most) {
    return (only != null && !only.equals(key)) || key.isEmpty()
        ? Optional.empty()
        : readAll(target(key), most);
  }

  private Optional<Lease> readAll(URI uri, long most) {
    try (HttpAnswer answer = requests.send(HttpRequest.newBuilder(uri).GET(), most)) {
      if (absent(answer.status())) {
        return Optional.empty();
      }
      answer.require(200);
      if (!answer.isWhole()) {
        throw Store.tooLarge(uri.toString(), most);
      }
      return Optional.of(answer.take(0, answer.bodyLength()));
    }
  }

  private Optional<Lease> readSpan(URI uri, ByteRange.Span span) {
    if (span.length() == 0) {
      return Optional.of(MemoryPool.process().lease(0));
    }
    String wanted = "bytes=" + span.offset() + "-" + (span.end() - 1);
    try (HttpAnswer answer = get(uri, wanted, span.length())) {
      if (absent(answer.status())) {
        return Optional.empty();
      }
      if (answer.status() == 416) {
        throw answer.refused("it ends before the bytes wanted; it is truncated or damaged");
      }
      if (answer.status() == 200) {
        answer.requireWhole();
        ByteRange.Span at = ByteRange.within(span, answer.bodyLength(), uri.toString());
        return Optional.of(answer.take(at.offset(), at.length()));
      }
      answer.require(206);
      answer.requireRange(span.offset(), span.length());
      return Optional.of(answer.take(0, span.length()));
    }
  }

  private Optional<Lease> readSuffix(URI uri, String key, long length) {
    if (length == 0) {
      return size(key).isPresent() ? readSpan(uri, new ByteRange.Span(0, 0)) : Optional.empty();
    }
    try (HttpAnswer answer = get(uri, "bytes=-" + length, length)) {
      if (absent(answer.status())) {
        return Optional.empty();
      }
      if (answer.status() == 200 && answer.isWhole()) {
        ByteRange.Span at =
            ByteRange.within(new ByteRange.Suffix(length), answer.bodyLength(), uri.toString());
        return Optional.of(answer.take(at.offset(), at.length()));
      }
      if (answer.status() == 206 && answer.isSuffix(length)) {
        return Optional.of(answer.take(0, answer.bodyLength()));
      }
    }
    // Not every server knows suffix ranges.
    OptionalLong size = size(key);
    return size.isEmpty()
        ? Optional.empty()
        : readSpan(
            uri, ByteRange.within(new ByteRange.Suffix(length), size.getAsLong(), uri.toString()));
  }

  @Override
  public List<String> list(String prefix) {
    throw new AmasiaException.Unsupported(
        base
            + ": a web server can't list its files; give a file, or a Zarr with consolidated"
            + " metadata");
  }

  @Override
  public int concurrentReads() {
    return 16;
  }

  /// Does nothing: connections are shared by the process and closed when they idle.
  @Override
  public void close() {
    sizes.clear();
    tags.clear();
  }

  /// A copy of bytes that arrived, as a lease.
  static Lease copied(MemorySegment bytes) {
    Lease lease = MemoryPool.process().lease(bytes.byteSize());
    lease.segment().copyFrom(bytes);
    return lease;
  }
}
