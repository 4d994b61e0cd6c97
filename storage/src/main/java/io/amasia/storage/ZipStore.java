package io.amasia.storage;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import io.amasia.storage.codec.Codec;
import io.amasia.storage.codec.DeflateCodec;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/// The files in a zip archive, read from another store by its central directory and ranges.
///
/// Ranges of stored entries are read alone; deflated entries are read whole and their checksum is
/// tested. Of entries with the same name the last counts. Thread-safe.
///
/// Specification: APPNOTE.TXT 6.3.10 by PKWARE, with zip64.
public final class ZipStore implements Store {
  private static final Codec DEFLATE = DeflateCodec.raw(6);

  private final Store store;
  private final String key;
  private final String url;
  private final NavigableMap<String, ZipDirectory.Entry> entries;
  private final ConcurrentHashMap<ZipDirectory.Entry, Long> starts = new ConcurrentHashMap<>();

  private ZipStore(Store store, String key, String url) {
    this.store = store;
    this.key = key;
    this.url = url;
    this.entries = ZipDirectory.read(store, key, url);
  }

  /// Opens the archive at `key` of `store`, which is closed with it.
  ///
  /// @throws AmasiaException.Format if it is damaged
  public static ZipStore open(Store store, String key, String url) {
    return new ZipStore(store, key, url);
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public OptionalLong size(String name) {
    ZipDirectory.Entry entry = entries.get(Keys.checked(name));
    return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.size());
  }

  /// When the archive was changed.
  @Override
  public Optional<Instant> changed(String name) {
    return store.changed(key);
  }

  /// Not told: where entries lie is known from when the archive was opened.
  @Override
  public Optional<String> version(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<Lease> read(String name, ByteRange range) {
    ZipDirectory.Entry entry = entries.get(Keys.checked(name));
    if (entry == null) {
      return Optional.empty();
    }
    ByteRange.Span span = ByteRange.within(range, entry.size(), url + "/" + name);
    return Optional.of(
        switch (entry.method()) {
          case ZipDirectory.STORED ->
              bytes(new ByteRange.Span(start(entry) + span.offset(), span.length()));
          case ZipDirectory.DEFLATED -> inflated(name, entry, span);
          default ->
              throw new AmasiaException.Unsupported(
                  "%s: '%s' is compressed by zip method %d; only stored and deflated can be read, pack it again with zip"
                      .formatted(url, name, entry.method()));
        });
  }

  private Lease bytes(ByteRange.Span span) {
    return store
        .read(key, span)
        .orElseThrow(() -> new AmasiaException.Format(url + ": the file is gone"));
  }

  /// Where an entry's bytes begin: after its local header, whose length only it tells.
  private long start(ZipDirectory.Entry entry) {
    return starts.computeIfAbsent(
        entry,
        e -> {
          try (Lease header = bytes(ByteRange.span(e.offset(), ZipDirectory.LOCAL_SIZE))) {
            return e.offset() + ZipDirectory.localLength(header.segment(), url, e);
          }
        });
  }

  private Lease inflated(String name, ZipDirectory.Entry entry, ByteRange.Span span) {
    // Deflate makes at most 1032 bytes of one: a larger claim is damage, not a reason to allocate.
    if (entry.size() > 1032 * entry.encodedSize() + 64) {
      throw new AmasiaException.Format(
          "%s: '%s' claims to be %d bytes from %d; the archive is damaged"
              .formatted(url, name, entry.size(), entry.encodedSize()));
    }
    Lease whole = MemoryPool.process().lease(entry.size());
    try (Lease encoded = bytes(ByteRange.span(start(entry), entry.encodedSize()))) {
      long n = DEFLATE.decode(encoded.segment(), whole.segment());
      if (n != entry.size() || crc(whole.segment()) != entry.crc()) {
        throw new AmasiaException.Format(
            "%s: '%s' does not fit its checksum; the archive is damaged".formatted(url, name));
      }
      if (span.length() == entry.size()) {
        return whole;
      }
      Lease part = MemoryPool.process().lease(span.length());
      MemorySegment.copy(whole.segment(), span.offset(), part.segment(), 0, span.length());
      whole.close();
      return part;
    } catch (AmasiaException.Format e) {
      whole.close();
      throw new AmasiaException.Format(
          "%s: entry '%s': %s".formatted(url, name, e.getMessage()), e);
    } catch (Throwable e) {
      whole.close();
      throw e;
    }
  }

  private static int crc(MemorySegment values) {
    var crc = new CRC32();
    if (values.byteSize() > 0) {
      crc.update(values.asByteBuffer());
    }
    return (int) crc.getValue();
  }

  @Override
  public List<String> list(String prefix) {
    String folder = Keys.folder(prefix);
    return MemoryStore.listed(entries.tailMap(folder).keySet(), folder);
  }

  @Override
  public int concurrentReads() {
    return store.concurrentReads();
  }

  @Override
  public void close() {
    store.close();
  }
}
