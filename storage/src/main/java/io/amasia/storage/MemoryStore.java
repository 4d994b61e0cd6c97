package io.amasia.storage;

import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Values on the Java heap, for tests and small results. Thread-safe.
///
/// `memory:NAME` is one store for the whole process: what is written there can be opened there.
public final class MemoryStore implements WritableStore {
  private static final String SCHEME = "memory:";
  private static final Map<String, MemoryStore> NAMED = new ConcurrentHashMap<>();

  private final ConcurrentSkipListMap<String, byte[]> values = new ConcurrentSkipListMap<>();
  private final String url;

  /// A new, empty store.
  public MemoryStore() {
    this(SCHEME);
  }

  private MemoryStore(String url) {
    this.url = url;
  }

  /// The process's store of that name, made when it is first asked for.
  public static MemoryStore named(String name) {
    return NAMED.computeIfAbsent(name, n -> new MemoryStore(SCHEME + n));
  }

  /// Whether `url` is `memory:NAME`.
  public static boolean isNamedBy(String url) {
    return url.startsWith(SCHEME);
  }

  /// The store that the URL `memory:NAME` names.
  public static MemoryStore of(String url) {
    return named(url.substring(SCHEME.length()));
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public OptionalLong size(String key) {
    byte[] value = values.get(Keys.checked(key));
    return value == null ? OptionalLong.empty() : OptionalLong.of(value.length);
  }

  @Override
  public Optional<Lease> read(String key, ByteRange range) {
    byte[] value = values.get(Keys.checked(key));
    if (value == null) {
      return Optional.empty();
    }
    ByteRange.Span span = ByteRange.within(range, value.length, url + "/" + key);
    Lease lease = MemoryPool.process().lease(span.length());
    MemorySegment.copy(
        value, (int) span.offset(), lease.segment(), ValueLayout.JAVA_BYTE, 0, (int) span.length());
    return Optional.of(lease);
  }

  @Override
  public List<String> list(String prefix) {
    return listed(values.navigableKeySet().tailSet(Keys.folder(prefix)), Keys.folder(prefix));
  }

  /// The names directly below `folder` among sorted `keys`; folders end in `/`.
  static List<String> listed(Iterable<String> keys, String folder) {
    var names = new TreeSet<String>();
    for (String key : keys) {
      if (!key.startsWith(folder)) {
        break;
      }
      int slash = key.indexOf('/', folder.length());
      names.add(key.substring(folder.length(), slash < 0 ? key.length() : slash + 1));
    }
    return new ArrayList<>(names);
  }

  @Override
  public void write(String key, MemorySegment value) {
    values.put(Keys.checked(key), value.toArray(ValueLayout.JAVA_BYTE));
  }

  @Override
  public void delete(String key) {
    values.remove(Keys.checked(key));
  }

  /// Does nothing: the values live as long as this object.
  @Override
  public void close() {}
}
