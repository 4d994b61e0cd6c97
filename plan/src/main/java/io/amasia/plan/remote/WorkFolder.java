package io.amasia.plan.remote;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.plan.travel.Beside;
import io.amasia.storage.ByteRange;
import io.amasia.storage.FileStore;
import io.amasia.storage.Leftovers;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.WritableStore;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The folder of one computation in the work directory, which all its processes see.
///
/// | path | holds |
/// |---|---|
/// | `documents/SHA256` | the plan and its stages |
/// | `values/SHA256` | constants and code of the plan |
/// | `STAGE/t0-16` | what tasks 0 to 15 left: a [BatchFile] |
/// | `STAGE/f0-4` | what was folded of it |
/// | `seen/…` | what the probe tasks wrote |
///
/// Every value is written whole or not at all, and is the same whoever writes it.
final class WorkFolder implements Beside, AutoCloseable {
  private static final long MOST_DOCUMENT_BYTES = 1L << 30;

  private final WritableStore store;
  private final String folder;

  private WorkFolder(WritableStore store, String folder) {
    this.store = store;
    this.folder = folder;
  }

  /// The folder of computation `name` in the work directory `url`, for the client, whose it is; it
  /// need not be there yet.
  ///
  /// @throws AmasiaException.Unsupported if it can't be written
  static WorkFolder of(String url, String name) {
    return MemoryStore.isNamedBy(url)
        ? new WorkFolder(MemoryStore.of(url), name + "/")
        : new WorkFolder(FileStore.folder(path(url)), name + "/");
  }

  /// The same for a worker: once the client has removed the folder, a worker that is late fails
  /// instead of making it again.
  static WorkFolder asGuest(String url, String name) {
    return MemoryStore.isNamedBy(url)
        ? of(url, name)
        : new WorkFolder(FileStore.guest(path(url).resolve(name)), "");
  }

  /// The path of a work directory that is a folder.
  ///
  /// @throws AmasiaException.Unsupported if it is none
  static Path path(String url) {
    if (url.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*") && !url.startsWith("file:")) {
      throw new AmasiaException.Unsupported(
          "work directory '%s': it must be a folder that this process and all workers see under the same path"
              .formatted(url));
    }
    try {
      Path path = url.startsWith("file:") ? Path.of(URI.create(url)) : Path.of(url);
      return path.toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new AmasiaException.Usage("'" + url + "' is not a path: " + e.getReason());
    } catch (IllegalArgumentException e) {
      throw new AmasiaException.Usage("'" + url + "' is not a path: " + e.getMessage());
    }
  }

  /// Where it is, for messages.
  String url() {
    return store.url() + "/" + folder;
  }

  void write(String key, MemorySegment value) {
    store.write(folder + key, value);
  }

  Optional<Lease> read(String key, ByteRange range) {
    return store.read(folder + key, range);
  }

  boolean has(String key) {
    return store.size(folder + key).isPresent();
  }

  /// The names directly below `key`.
  Set<String> names(String key) {
    return new HashSet<>(store.list(folder + key));
  }

  /// Leaves a document; gives its name, the digest of its bytes.
  String leaveDocument(byte[] document) {
    MemorySegment bytes = MemorySegment.ofArray(document);
    String sha256 = Beside.sha256(bytes);
    if (!has("documents/" + sha256)) {
      write("documents/" + sha256, bytes);
    }
    return sha256;
  }

  /// The document of that name, checked against it.
  ///
  /// @throws AmasiaException.Format if it is not there, or was changed
  byte[] document(String sha256) {
    Optional<Lease> found = store.readSmall(folder + "documents/" + sha256, MOST_DOCUMENT_BYTES);
    if (found.isEmpty()) {
      throw new AmasiaException.Format(
          "%s has no document %s: this process does not see the work directory of the others, or it was removed; name a folder that all see with --work-dir"
              .formatted(url(), sha256));
    }
    try (Lease lease = found.get()) {
      if (!Beside.sha256(lease.segment()).equals(sha256)) {
        throw new AmasiaException.Format(
            "the document %s in %s was changed".formatted(sha256, url()));
      }
      return lease.segment().toArray(ValueLayout.JAVA_BYTE);
    }
  }

  @Override
  public void leave(String sha256, MemorySegment bytes) {
    if (!has("values/" + sha256)) {
      write("values/" + sha256, bytes);
    }
  }

  @Override
  public Lease fetch(String sha256, long length) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new AmasiaException.Format("'" + sha256 + "' is no SHA-256");
    }
    Lease lease =
        read("values/" + sha256, ByteRange.ALL)
            .orElseThrow(() ->
                new AmasiaException.Format(
                    "%s has no value %s: it was removed".formatted(url(), sha256)));
    if (lease.segment().byteSize() != length) {
      lease.close();
      throw new AmasiaException.Format(
          "the value %s in %s is not of %d bytes".formatted(sha256, url(), length));
    }
    return lease;
  }

  /// Removes what is below `key`, or all for the empty one.
  void remove(String key) {
    if (store instanceof FileStore files) {
      try {
        Leftovers.delete(files.path(trimmed(folder + key)));
      } catch (IOException _) {
        // It stays as a folder whose name says what it is.
      }
      return;
    }
    removeBelow(folder + key);
  }

  private static String trimmed(String key) {
    return key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
  }

  private void removeBelow(String prefix) {
    List<String> names = store.list(trimmed(prefix));
    for (String name : names) {
      String key = trimmed(prefix) + "/" + name;
      if (name.endsWith("/")) {
        removeBelow(key);
      } else {
        store.delete(key);
      }
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
