package io.amasia.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Which path is answered by what: whole paths first, then patterns in the order they were added.
/// What a pattern's names stand for is one part of a path each, or all that follow; no part is `..`
/// or holds a slash, so none leads out of what is offered. Not changed once it serves.
public final class Router {
  /// The types of the files that pages consist of. Browsers refuse a style sheet of another type.
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json");

  private final Map<String, Function<Request, Response>> routes = new LinkedHashMap<>();
  private final Map<PathTemplate, Function<Request, Response>> templates = new LinkedHashMap<>();
  private boolean jsonErrors;

  /// Answers `path` by `handler`. It may be a pattern such as `/datasets/{dataset}/zarr/{key...}`:
  /// what its names stand for the handler finds by [Request#part].
  public Router get(String path, Function<Request, Response> handler) {
    if (routes.putIfAbsent(path, handler) != null) {
      throw new IllegalArgumentException(path + " is answered already");
    }
    if (PathTemplate.isOne(path)) {
      templates.put(PathTemplate.of(path), handler);
    }
    return this;
  }

  /// Answers `/folder/NAME` by the resource NAME beside `anchor`, for each of `names`.
  public Router files(String folder, Class<?> anchor, List<String> names) {
    for (String name : names) {
      byte[] bytes = resource(anchor, name);
      String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
      get(
          folder + name,
          _ -> new Response.Body(200, type, bytes, Map.of("Cache-Control", "no-cache")));
    }
    return this;
  }

  private static byte[] resource(Class<?> anchor, String name) {
    try (InputStream in = anchor.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name + " beside " + anchor);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Tells errors as JSON, `{"error": "…", "status": 404}`, rather than as text.
  public Router errorsAsJson() {
    jsonErrors = true;
    return this;
  }

  boolean tellsErrorsAsJson() {
    return jsonErrors;
  }

  /// All paths and patterns, in the order they were added.
  public Set<String> paths() {
    return routes.keySet();
  }

  Response answer(Request request) {
    Function<Request, Response> handler = routes.get(request.path());
    if (handler != null && !PathTemplate.isOne(request.path())) {
      return handler.apply(request);
    }
    for (var entry : templates.entrySet()) {
      Optional<Map<String, String>> parts = entry.getKey().match(request.path());
      if (parts.isPresent()) {
        return entry.getValue().apply(request.withParts(parts.get()));
      }
    }
    return Response.error(404, "nothing at " + request.path());
  }
}
