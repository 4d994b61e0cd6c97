package io.amasia.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The encoded chunks that were asked for last, for clients that ask for a length first and then
/// for ranges. Thread-safe; what two ask for at the same time may be computed twice.
final class RecentChunks {
  private static final long MOST_BYTES = 32 << 20;

  private final Map<String, Optional<byte[]>> chunks = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  Optional<byte[]> get(String tag, Supplier<Optional<byte[]>> compute) {
    synchronized (this) {
      Optional<byte[]> known = chunks.get(tag);
      if (known != null) {
        return known;
      }
    }
    Optional<byte[]> made = compute.get();
    keep(tag, made);
    return made;
  }

  private synchronized void keep(String tag, Optional<byte[]> made) {
    if (chunks.put(tag, made) == null) {
      bytes += size(made);
    }
    var oldest = chunks.entrySet().iterator();
    while (bytes > MOST_BYTES && oldest.hasNext()) {
      bytes -= size(oldest.next().getValue());
      oldest.remove();
    }
  }

  /// What it takes, its tag and place included.
  private static long size(Optional<byte[]> chunk) {
    return 200L + chunk.map(b -> b.length).orElse(0);
  }
}
