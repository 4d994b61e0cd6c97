package io.amasia.plan.travel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import io.amasia.plan.SourceStamp;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Arrays of files and stores: the URL they were opened from, the path within, and what they were,
/// which is checked when they are opened again. Thread-safe.
///
/// Arrays that were opened apart stay apart, also if they are of the same file.
public final class StoredSources implements Sources, AutoCloseable {
  private final IdentityHashMap<StoredArray, Integer> numbers = new IdentityHashMap<>();
  private final Map<List<Object>, Integer> sameNames = new HashMap<>();
  private final Map<List<Object>, StoredDataset> opened = new HashMap<>();

  @Override
  public synchronized ObjectNode write(StoredArray array) {
    String url = absolute(array.url());
    if (url.startsWith("memory:")) {
      throw new AmasiaException.Unsupported(
          "%s of %s lies in the memory of this process, which other processes can't see; write it to a file that they all see, or use --engine local"
              .formatted(array.path(), url));
    }
    // The how-manieth array of that name it is: one by one opening makes it the same again.
    int number =
        numbers.computeIfAbsent(
            array, _ -> sameNames.merge(List.of(url, array.path()), 1, Integer::sum) - 1);
    ObjectNode out =
        Document.object()
            .put("url", url)
            .put("path", array.path())
            .put("number", number)
            .put("dtype", array.dtype().label())
            .put("codecs", array.codecs());
    out.set("chunks", GridJson.write(array.chunks()));
    return out.set("stamps", Document.list(SourceStamp.of(array), StoredSources::write));
  }

  private static ObjectNode write(SourceStamp stamp) {
    ObjectNode out =
        Document.object()
            .put("of", stamp.of())
            .put("bytes", stamp.bytes())
            .put("millis", stamp.millis());
    return stamp.tag().isEmpty() ? out : out.put("tag", stamp.tag());
  }

  private static SourceStamp stamp(Document in) {
    return new SourceStamp(
        in.text("of"),
        in.number("bytes", 0, Long.MAX_VALUE),
        in.number("millis", 0, Long.MAX_VALUE),
        in.has("tag") ? in.text("tag") : "");
  }

  /// A path from the root, so that it means the same in every folder; other URLs as they are.
  private static String absolute(String url) {
    try {
      boolean scheme = url.matches("(?s)[a-zA-Z][a-zA-Z0-9+.-]+:.*");
      return scheme && !Files.exists(Path.of(url))
          ? url
          : Path.of(url).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException _) {
      return url;
    }
  }

  @Override
  public synchronized StoredArray open(Document in) {
    String url = in.text("url");
    String path = in.text("path");
    StoredDataset dataset =
        opened.computeIfAbsent(List.of(url, in.count("number")), _ -> Formats.open(url));
    StoredArray array =
        find(dataset.root(), "", path)
            .orElseThrow(() ->
                new AmasiaException.Conflict(
                    "%s had an array %s when the plan was made; here it has none"
                        .formatted(url, path)));
    String what = path + " of " + url;
    same(what, "dtype", in.text("dtype"), array.dtype().label());
    same(what, "codecs", in.text("codecs"), array.codecs());
    same(what, "chunks", GridJson.chunks(in, "chunks"), array.chunks());
    List<SourceStamp> before = in.objects("stamps", StoredSources::stamp);
    List<SourceStamp> now = SourceStamp.of(array);
    same(what, "number of files", before.size(), now.size());
    for (int i = 0; i < now.size(); i++) {
      same(what, "file", text(before.get(i)), text(now.get(i)));
    }
    return array;
  }

  private static String text(SourceStamp stamp) {
    String time = stamp.millis() == 0 ? "" : " of " + Instant.ofEpochMilli(stamp.millis());
    String tag = stamp.tag().isEmpty() ? "" : " with the ETag " + stamp.tag();
    return "%s%d bytes%s%s"
        .formatted(stamp.of() + (stamp.of().isEmpty() ? "" : ": "), stamp.bytes(), time, tag);
  }

  private static void same(String what, String which, Object before, Object now) {
    if (!before.equals(now)) {
      throw new AmasiaException.Conflict(
          "%s changed: its %s was %s when the plan was made, and is %s where it is read; run again"
              .formatted(what, which, before, now));
    }
  }

  private static Optional<StoredArray> find(StoredGroup group, String above, String path) {
    for (StoredArray array : group.arrays()) {
      if (array.path().equals(path)) {
        return Optional.of(array);
      }
    }
    for (StoredGroup child : group.groups()) {
      String own = above + "/" + child.name();
      if (path.startsWith(own + "/")) {
        return find(child, own, path);
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized void close() {
    opened.values().forEach(StoredDataset::close);
    opened.clear();
  }
}
