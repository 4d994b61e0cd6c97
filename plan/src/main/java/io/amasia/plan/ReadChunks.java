package io.amasia.plan;

import io.amasia.array.Box;
import io.amasia.array.Indexer;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.storage.Store;
import io.amasia.storage.format.ChunkLocation;
import io.amasia.storage.format.StoredArray;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// The chunks that a plan reads and that are files of their own: whether one was rewritten, of
/// which [SourceStamp] says nothing.
///
/// Each is looked at, so this is asked only before what an earlier attempt left is taken up, or of
/// few chunks: a look at one costs a call of the system, or a request of which several are under
/// way, where reading it costs as much and its bytes.
public final class ReadChunks {
  private ReadChunks() {}

  /// The first chunk found that was changed at `since` or later, or of which nobody tells; empty if
  /// there is none.
  ///
  /// @param plan optimised, so that what it selects stands above what it reads
  public static Optional<String> changedSince(Plan plan, Instant since) {
    return read(plan).flatMap(part -> changed(part.array, part.box, since)).findFirst();
  }

  /// The versions of these files, as a text that differs once one of them is another; with them
  /// files elsewhere that chunks are parts of, which [SourceStamp] looks at but once. Empty if
  /// there are more than `most`, or some of which nobody tells: so too of shards, whose indexes
  /// stay as they were first read.
  ///
  /// @param plan optimised, as for [#changedSince]
  static Optional<String> versions(Plan plan, int most) {
    if (read(plan).anyMatch(part -> !part.array.shards().isEmpty())) {
      return Optional.empty();
    }
    List<Place> places =
        read(plan).flatMap(ReadChunks::places).distinct().limit(most + 1L).toList();
    if (places.size() > most) {
      return Optional.empty();
    }
    int window = places.stream().mapToInt(at -> at.store.concurrentReads()).max().orElse(1);
    Stream<Optional<String>> versions =
        window == 1
            ? places.stream().map(Place::version)
            : places.stream().gather(Gatherers.mapConcurrent(window, Place::version));
    List<String> told = versions.takeWhile(Optional::isPresent).map(Optional::orElseThrow).toList();
    return told.size() < places.size() ? Optional.empty() : Optional.of(told.toString());
  }

  private record Part(StoredArray array, Box box) {}

  private record Place(Store store, String key) {
    Optional<String> version() {
      return store.version(key);
    }
  }

  private static Stream<Place> places(Part part) {
    Store store = part.array.store();
    boolean isWithin = part.array.keys(part.box).findAny().isEmpty();
    boolean isFar = store.concurrentReads() > 1;
    Stream<String> keys =
        isWithin && isFar && part.array.shape().size() > 0
            ? part
                .array
                .locate(new long[part.array.shape().ndim()])
                .map(ChunkLocation::key)
                .stream()
            : part.array.keys(part.box);
    return keys.map(key -> new Place(store, key));
  }

  private static Stream<Part> read(Plan plan) {
    var consumers = plan.consumers();
    return plan.nodes().stream()
        .filter(node -> node.operation() instanceof Operation.Read)
        .flatMap(node ->
            boxes(node, plan, consumers.getOrDefault(node, List.of()))
                .map(box -> new Part(((Operation.Read) node.operation()).array(), box)));
  }

  /// What is read of a stored array.
  private static Stream<Box> boxes(Node read, Plan plan, List<Node> consumers) {
    boolean whole =
        plan.roots().containsValue(read)
            || !consumers.stream().allMatch(node -> node.operation() instanceof Operation.Select);
    return whole
        ? Stream.of(Box.all(read.shape()))
        : consumers.stream()
            .map(node -> around(((Operation.Select) node.operation()).region(), read.shape()));
  }

  /// The smallest box that has all of a region.
  private static Box around(Region region, Shape shape) {
    Box box = Box.all(shape);
    for (int d = 0; d < shape.ndim(); d++) {
      Indexer indexer = region.indexers().get(d);
      long first = Long.MAX_VALUE;
      long last = -1;
      for (long i = 0; i < indexer.count(); i += step(indexer)) {
        first = Math.min(first, indexer.at(i));
        last = Math.max(last, indexer.at(i));
      }
      box = last < 0 ? box.with(d, 0, 0) : box.with(d, first, last - first + 1);
    }
    return box;
  }

  /// Of a range only the ends count.
  private static long step(Indexer indexer) {
    return switch (indexer) {
      case Indexer.Range range -> Math.max(1, range.count() - 1);
      case Indexer.Points _ -> 1;
    };
  }

  private static Stream<String> changed(StoredArray array, Box box, Instant since) {
    Store store = array.store();
    return array
        .keys(box)
        .gather(
            Gatherers.mapConcurrent(
                store.concurrentReads(), key -> isChanged(store, key, since) ? key : ""))
        .filter(key -> !key.isEmpty())
        .map(key -> address(store.url(), key));
  }

  /// Without what may be secret of a URL: the user before a host, and the query.
  static String address(String url, String key) {
    String place =
        url.contains("://") ? url.replaceFirst("[?#].*", "").replaceFirst("://[^/]*@", "://") : url;
    return place + "/" + key;
  }

  /// Why nothing is taken up, for who reads it.
  ///
  /// @param chunk that [#changedSince] found
  public static String notice(String chunk) {
    return "all is computed anew: %s was changed since the attempt that is to be resumed began, or nobody tells when"
        .formatted(chunk);
  }

  private static boolean isChanged(Store store, String key, Instant since) {
    return store.changed(key).map(at -> !at.isBefore(since)).orElse(true);
  }
}
