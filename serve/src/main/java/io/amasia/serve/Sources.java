package io.amasia.serve;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Node;
import io.amasia.plan.Operation;
import io.amasia.plan.Plan;
import io.amasia.plan.SourceStamp;
import io.amasia.storage.format.StoredArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The local files and stores that values are read from, and whether they are still what they were
/// when they were opened: metadata was read then, and other values would not fit it. Thread-safe.
final class Sources {
  /// Looked at no more often than this.
  private static final long REST_NANOS = 1_000_000_000L;

  private final List<Source> sources;
  private volatile long lookedAt = System.nanoTime();

  private record Source(StoredArray array, List<SourceStamp> opened) {}

  private Sources(List<Source> sources) {
    this.sources = sources;
  }

  /// What `nodes` read.
  static Sources of(Map<String, Node> nodes) {
    Map<String, Source> distinct = new LinkedHashMap<>();
    for (Node node : Plan.of(nodes).nodes()) {
      if (node.operation() instanceof Operation.Read(StoredArray array) && isLocal(array.url())) {
        List<SourceStamp> stamps = SourceStamp.of(array);
        distinct.putIfAbsent(array.url() + stamps, new Source(array, stamps));
      }
    }
    return new Sources(new ArrayList<>(distinct.values()));
  }

  private static boolean isLocal(String url) {
    return url.startsWith("file:") || !url.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
  }

  /// Does nothing if all are as they were.
  ///
  /// @throws AmasiaException.Format if one is not; says which
  void check() {
    long now = System.nanoTime();
    if (now - lookedAt < REST_NANOS) {
      return;
    }
    for (Source source : sources) {
      if (!SourceStamp.of(source.array).equals(source.opened)) {
        throw new AmasiaException.Format(
            "%s is gone or has changed since it was opened; put it back, or serve it anew"
                .formatted(source.array.url()));
      }
    }
    lookedAt = now;
  }
}
