package io.amasia.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files that stores hold open for reading: at most about a hundred idle ones in the process,
/// the least recently used are closed first. So thousands of datasets can be open at once, also
/// where a process may hold 256 files, as on macOS.
///
/// Thread-safe. Files are kept by store, so that a store opened later never sees an old file.
final class OpenFiles {
  private static final int MOST = 96;
  private static final Map<Id, Handle> HANDLES = new LinkedHashMap<>(16, 0.75f, true);

  private OpenFiles() {}

  private record Id(FileStore store, Path path) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Id that && store == that.store && path.equals(that.path);
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(store) * 31 + path.hashCode();
    }
  }

  /// An open file in use; close it to let go of it.
  static final class Handle implements AutoCloseable {
    private final FileChannel channel;
    private int users = 1;
    private boolean dropped;

    private Handle(FileChannel channel) {
      this.channel = channel;
    }

    FileChannel channel() {
      return channel;
    }

    @Override
    public void close() {
      boolean last;
      synchronized (HANDLES) {
        users--;
        last = users == 0 && dropped;
      }
      if (last) {
        shut(this);
      }
    }
  }

  /// The open file at `path`, opened when it is not.
  static Handle acquire(FileStore store, Path path) throws IOException {
    Id id = new Id(store, path);
    synchronized (HANDLES) {
      Handle known = HANDLES.get(id);
      if (known != null && known.channel.isOpen()) {
        known.users++;
        return known;
      }
    }
    Handle opened = new Handle(open(path));
    List<Handle> idle = new ArrayList<>();
    synchronized (HANDLES) {
      Handle other = HANDLES.get(id);
      if (other != null && other.channel.isOpen()) {
        opened.dropped = true; // another thread was quicker; ours is closed after this use
      } else {
        HANDLES.put(id, opened);
        takeIdle(idle, MOST);
      }
    }
    idle.forEach(OpenFiles::shut);
    return opened;
  }

  // The process may have no file left to give: then all that nobody uses are closed first.
  private static FileChannel open(Path path) throws IOException {
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      List<Handle> idle = new ArrayList<>();
      synchronized (HANDLES) {
        takeIdle(idle, 0);
      }
      idle.forEach(OpenFiles::shut);
      return FileChannel.open(path, StandardOpenOption.READ);
    }
  }

  private static void takeIdle(List<Handle> idle, int most) {
    var eldest = HANDLES.values().iterator();
    while (HANDLES.size() > most && eldest.hasNext()) {
      Handle handle = eldest.next();
      if (handle.users == 0) {
        handle.dropped = true;
        eldest.remove();
        idle.add(handle);
      }
    }
  }

  /// Forgets the file at `path`, after it was replaced or removed.
  static void forget(FileStore store, Path path) {
    synchronized (HANDLES) {
      drop(HANDLES.remove(new Id(store, path)));
    }
  }

  /// Forgets all files of `store`.
  static void forget(FileStore store) {
    synchronized (HANDLES) {
      HANDLES
          .entrySet()
          .removeIf(e -> {
            boolean own = e.getKey().store == store;
            if (own) {
              drop(e.getValue());
            }
            return own;
          });
    }
  }

  private static void drop(@org.jspecify.annotations.Nullable Handle handle) {
    if (handle != null) {
      handle.dropped = true;
      if (handle.users == 0) {
        shut(handle);
      }
    }
  }

  private static void shut(Handle handle) {
    try {
      handle.channel.close();
    } catch (IOException e) {
      // Read only: nothing can be lost.
    }
  }
}
