package io.amasia.serve;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.Structure;
import io.amasia.plan.watch.JsonText;
import io.amasia.web.Request;
import io.amasia.web.Response;
import io.amasia.web.Router;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What there is: the list of datasets, and the structure of each, for people and for programs.
final class InfoRoutes {
  private final Catalog catalog;
  private final Computing work;
  private final boolean needsToken;

  InfoRoutes(Catalog catalog, Computing work, boolean needsToken) {
    this.catalog = catalog;
    this.work = work;
    this.needsToken = needsToken;
  }

  void addTo(Router router) {
    router.get("/datasets", _ -> Response.json(list()));
    router.get("/datasets/", _ -> DatasetPages.list(catalog));
    router.get("/datasets/{dataset}", each((_, served) -> Response.redirect(path(served))));
    router.get("/datasets/{dataset}/", each(this::page));
    router.get("/datasets/{dataset}/info", each(InfoRoutes::info));
    router.get("/health", _ -> Response.json(JsonText.of(Map.of("status", "ok"))));
    router.get("/sitemap.json", _ -> Response.json(JsonText.of(Map.of("paths", router.paths()))));
    if (!router.paths().contains("/")) {
      router.get("/", _ -> DatasetPages.list(catalog));
    }
  }

  /// An answer about one dataset.
  interface About {
    Response answer(Request request, Served served);
  }

  private Function<Request, Response> each(About about) {
    return about(catalog, work, about);
  }

  /// A handler for paths with `{dataset}`.
  static Function<Request, Response> about(Catalog catalog, Computing work, About about) {
    return work.answering(request ->
        catalog
            .find(request.part("dataset"))
            .map(served -> about.answer(request, served))
            .orElseGet(() -> unknown(request, catalog)));
  }

  static Response unknown(Request request, Catalog catalog) {
    return Response.error(
        404,
        "no dataset '%s'; there are: %s"
            .formatted(request.part("dataset"), catalog.all().stream().map(Served::name).toList()));
  }

  static String path(Served served) {
    return "/datasets/" + served.name() + "/";
  }

  private String list() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Served served : catalog.all()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", served.name());
      one.put("source", served.title());
      one.put("page", path(served));
      for (String part : List.of("info", "values", "zarr", "zarr2")) {
        one.put(part, path(served) + part);
      }
      all.add(one);
    }
    return JsonText.of(Map.of("datasets", all));
  }

  private static Response info(Request request, Served served) {
    return Response.json(JsonText.of(Structure.of(served.title(), group(request, served))) + "\n");
  }

  private Response page(Request request, Served served) {
    String group = request.parameter("group").orElse("");
    String structure = work.inTurn(() -> served.group(group).toHtml());
    return DatasetPages.of(served, group, structure, request, needsToken);
  }

  /// The group that `?group=` names, else the root.
  static Dataset group(Request request, Served served) {
    return served.group(request.parameter("group").orElse(""));
  }
}
