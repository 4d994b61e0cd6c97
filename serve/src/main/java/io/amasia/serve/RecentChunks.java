package io.amasia.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The encoded chunks that were asked for last, for clients that ask for a length first and then
/// for ranges. Thread-safe; what two ask for at the same time may be computed twice.
final class RecentChunks {
  private static final long MOST_BYTES = 32 << 20;

  /// How long what has no tag stands for its parts: as long as a client takes to ask for them.
  private static final long PASSING_NANOS = 5_000_000_000L;

  private final Map<String, Kept> chunks = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  private record Kept(Optional<byte[]> made, long nanos) {}

  /// The chunk in the state that `tag` names.
  Optional<byte[]> get(String tag, Supplier<Optional<byte[]>> compute) {
    return get(tag, Long.MAX_VALUE, compute);
  }

  /// The chunk called `name`, of whose state nobody tells.
  ///
  /// @param isPart whether only its length or a range is wanted, which may be those of what was
  ///   made a moment ago; all of it is always made anew
  Optional<byte[]> passing(String name, boolean isPart, Supplier<Optional<byte[]>> compute) {
    return get(name, isPart ? PASSING_NANOS : 0, compute);
  }

  private Optional<byte[]> get(String key, long mostNanos, Supplier<Optional<byte[]>> compute) {
    synchronized (this) {
      Kept known = chunks.get(key);
      if (known != null && System.nanoTime() - known.nanos < mostNanos) {
        return known.made;
      }
    }
    Optional<byte[]> made = compute.get();
    keep(key, made);
    return made;
  }

  private synchronized void keep(String key, Optional<byte[]> made) {
    Kept before = chunks.put(key, new Kept(made, System.nanoTime()));
    bytes += size(made) - (before == null ? 0 : size(before.made));
    var oldest = chunks.entrySet().iterator();
    while (bytes > MOST_BYTES && oldest.hasNext()) {
      bytes -= size(oldest.next().getValue().made);
      oldest.remove();
    }
  }

  /// What it takes, its tag and place included.
  private static long size(Optional<byte[]> chunk) {
    return 200L + chunk.map(b -> b.length).orElse(0);
  }
}
