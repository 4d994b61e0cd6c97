package io.amasia.storage;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A locked file that says that its writer lives, and the channel it is written through.
///
/// The operating system gives the lock up when the process ends, however it ends. It belongs to the
/// process, not to the channel: closing any other channel of the file would give it up too, and
/// another thread would not be refused. So what this process holds is known here, and no second
/// channel is opened to it. Thread-safe.
public final class WriterLock implements AutoCloseable {
  private static final String PARTIAL = ".partial-";
  private static final int TRIES = 100;
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final Path key;
  private final FileChannel channel;

  private WriterLock(Path file, Path key, FileChannel channel) {
    this.file = file;
    this.key = key;
    this.channel = channel;
  }

  /// What the names of all files and folders that are filled for `target` begin with; an ID
  /// follows.
  public static String prefix(Path target) {
    return target.getFileName() + PARTIAL;
  }

  /// A name beside `target` that nothing has: `NAME.partial-ID`.
  public static Path newName(Path target) {
    String id = UUID.randomUUID().toString().substring(0, 8);
    return target.resolveSibling(prefix(target) + id);
  }

  /// A new, locked file beside `target`: `NAME.partial-ID` and `ending`. Folders that lead there
  /// must exist.
  public static WriterLock beside(Path target, String ending) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      Path name = newName(target);
      WriterLock lock = create(name.resolveSibling(name.getFileName() + ending));
      if (lock != null) {
        return lock;
      }
    }
    throw new IOException("can't lock a file beside " + target);
  }

  /// The new, locked file `file`.
  public static WriterLock of(Path file) throws IOException {
    WriterLock lock = create(file);
    if (lock == null) {
      throw new IOException("can't lock " + file);
    }
    return lock;
  }

  /// A new, locked file at `file`, or null if another writer was quicker: who removes what dead
  /// writers left may lock it before it is locked here.
  private static @Nullable WriterLock create(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException _) {
      return null;
    }
    WriterLock lock = lock(file, true).orElse(null);
    if (lock != null && !Files.exists(file)) {
      lock.close();
      return null;
    }
    return lock;
  }

  /// The lock of `file`, if it is there and no living writer holds it.
  public static Optional<WriterLock> take(Path file) throws IOException {
    return lock(file, false);
  }

  /// That `target` can't be written since a living writer holds `file`, or seems to: where the
  /// system locks nothing, that of a dead one can't be told from it.
  public static AmasiaException.Conflict refusal(Object target, Path file) {
    return new AmasiaException.Conflict(
        "%s is being written by another writer; wait until it has finished, or if none lives remove what it left: %s"
            .formatted(target, file));
  }

  /// @param isNew whether this writer made the file: then it has it where the system has no locks
  private static Optional<WriterLock> lock(Path file, boolean isNew) throws IOException {
    Path key = key(file);
    if (!HELD.add(key)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      locked = isLocked(channel, isNew);
      return locked ? Optional.of(new WriterLock(file, key, channel)) : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } finally {
      if (!locked) {
        if (channel != null) {
          channel.close();
        }
        HELD.remove(key);
      }
    }
  }

  private static boolean isLocked(FileChannel channel, boolean isNew) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    } catch (IOException _) {
      return isNew; // some network file systems lock nothing
    }
  }

  private static Path key(Path file) throws IOException {
    Path whole = file.toAbsolutePath().normalize();
    Path folder = whole.getParent();
    return folder == null ? whole : folder.toRealPath().resolve(whole.getFileName());
  }

  public Path file() {
    return file;
  }

  /// The only channel there may be to the file.
  public FileChannel channel() {
    return channel;
  }

  /// Gives the lock up; the file stays.
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(key);
    }
  }
}
