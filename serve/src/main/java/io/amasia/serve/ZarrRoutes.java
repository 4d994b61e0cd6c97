package io.amasia.serve;

import io.amasia.web.Request;
import io.amasia.web.Response;
import io.amasia.web.Router;
import io.amasia.zarr.VirtualStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Datasets as Zarr stores: `/datasets/NAME/zarr/KEY` in version 3, `/datasets/NAME/zarr2/KEY` in
/// version 2.
final class ZarrRoutes {
  /// A chunk's tag says what it is made of, so clients need not ask again soon.
  private static final String CHUNK_AGE = "private, max-age=60";

  /// What has a tag of its bytes alone may be another any time.
  private static final String ASK_AGAIN = "private, no-cache";

  private final Catalog catalog;
  private final Computing work;
  private final RecentChunks recent = new RecentChunks();

  ZarrRoutes(Catalog catalog, Computing work) {
    this.catalog = catalog;
    this.work = work;
  }

  void addTo(Router router) {
    router.get("/datasets/{dataset}/zarr/{key...}", work.answering(request -> answer(request, 3)));
    router.get("/datasets/{dataset}/zarr2/{key...}", work.answering(request -> answer(request, 2)));
  }

  private Response answer(Request request, int version) {
    Optional<Served> served = catalog.find(request.part("dataset"));
    if (served.isEmpty()) {
      return InfoRoutes.unknown(request, catalog);
    }
    ServedStore store = served.get().store(version);
    String key = request.part("key");
    Optional<byte[]> document = store.document(key);
    if (document.isPresent()) {
      byte[] bytes = document.get();
      return new Response.Body(
          200,
          "application/json",
          bytes,
          Map.of("ETag", ServedStore.tag(bytes), "Cache-Control", "no-cache"));
    }
    return store
        .chunk(key)
        .map(chunk -> {
          served.get().check();
          return chunk(request, store, chunk);
        })
        .orElseGet(
            () -> Response.error(404, "no key '%s' in '%s'".formatted(key, served.get().name())));
  }

  private Response.Body chunk(Request request, ServedStore store, VirtualStore.Chunk chunk) {
    Optional<String> tag = store.tag(chunk);
    if (tag.filter(request::knows).isPresent()) {
      return answer(304, new byte[0], tag.get(), CHUNK_AGE);
    }
    work.takeRoom(store.bytes(chunk));
    Supplier<Optional<byte[]>> compute = () -> work.inTurn(() -> store.compute(chunk));
    boolean isPart = request.method().equals("HEAD") || request.header("Range").isPresent();
    return (tag.isPresent()
            ? recent.get(tag.get(), compute).map(bytes -> answer(200, bytes, tag.get(), CHUNK_AGE))
            : recent
                .passing(store.name(chunk), isPart, compute)
                .map(bytes -> answer(200, bytes, ServedStore.tag(bytes), ASK_AGAIN)))
        .orElseGet(() ->
            Response.error(404, "this chunk holds nothing but the fill value, so it is absent"));
  }

  private static Response.Body answer(int status, byte[] bytes, String tag, String age) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ETag", tag);
    headers.put("Cache-Control", age);
    headers.put("Accept-Ranges", "bytes");
    return new Response.Body(status, "application/octet-stream", bytes, headers);
  }
}
