package io.amasia.storage;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files below a folder, or one file alone as a store of one key.
///
/// Files are read by position into pooled memory and never mapped: a mapped file that is truncated
/// meanwhile kills the process under a native decoder. A value is written to a temporary file
/// beside it and renamed, so readers see the old or the new one. Thread-safe.
public final class FileStore implements WritableStore {
  private static final String PARTIAL = ".partial-";
  private static final int STEP = 1 << 30;
  private static final int SYNCS = 16;

  private final Path folder;
  private final @Nullable String only;
  private final @Nullable Path temporaries;
  private final boolean isUnseen;
  private final boolean isGuest;

  private FileStore(
      Path folder,
      @Nullable String only,
      @Nullable Path temporaries,
      boolean isUnseen,
      boolean isGuest) {
    this.folder = folder.toAbsolutePath().normalize();
    this.only = only;
    this.temporaries = temporaries;
    this.isUnseen = isUnseen;
    this.isGuest = isGuest;
  }

  /// The files below `folder`, which need not exist yet.
  public static FileStore folder(Path folder) {
    return new FileStore(folder, null, null, false, false);
  }

  /// The same, where each value is put together in the folder `temporaries`, of the same file
  /// system, before it gets its name; so that who removes that folder removes all that a killed
  /// writer left.
  public static FileStore folder(Path folder, Path temporaries) {
    return new FileStore(folder, null, temporaries, false, false);
  }

  /// The files below `folder`, which nobody reads before all are there: values get their names at
  /// once, so that one that was broken off is there in part.
  public static FileStore unseen(Path folder) {
    return new FileStore(folder, null, null, true, false);
  }

  /// The files below `folder`, which is another's: where that one has removed it, writing fails
  /// instead of making it again.
  public static FileStore guest(Path folder) {
    return new FileStore(folder, null, null, false, true);
  }

  /// The file at `path` alone; its key is its name.
  public static FileStore file(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    Path parent = whole.getParent();
    if (parent == null) {
      throw new AmasiaException.Usage("'" + path + "' is not the path of a file");
    }
    return new FileStore(parent, String.valueOf(whole.getFileName()), null, false, false);
  }

  @Override
  public String url() {
    return (only == null ? folder : folder.resolve(only)).toString();
  }

  /// The path of the file that holds the value at `key`.
  ///
  /// @throws AmasiaException.Format if the key leads out of this store
  public Path path(String key) {
    Path path = folder.resolve(Keys.checked(key)).normalize();
    if (!path.startsWith(folder) || (only != null && !only.equals(key))) {
      throw new AmasiaException.Format("key '" + key + "' is not in " + url());
    }
    return path;
  }

  @Override
  public OptionalLong size(String key) {
    if (only != null && !only.equals(key)) {
      return OptionalLong.empty();
    }
    Path path = path(key);
    return Files.isRegularFile(path)
        ? OptionalLong.of(path.toFile().length())
        : OptionalLong.empty();
  }

  /// The later of the times of its content and of its name, so that an older file that took its
  /// place counts as changed; for an absent key that of the nearest folder.
  @Override
  public Optional<Instant> changed(String key) {
    for (Path path = path(key); path != null; path = path.getParent()) {
      try {
        return Optional.of(changed(path));
      } catch (NoSuchFileException _) {
        // its folder tells
      } catch (IOException e) {
        throw failed("look at", path, e);
      }
    }
    return Optional.empty();
  }

  /// Its time. What is read after this is the file that was there then or a later one, not one that
  /// is held open though another took its place.
  @Override
  public Optional<String> version(String key) {
    Optional<Instant> time = changed(key);
    OpenFiles.forget(this, path(key));
    return time.map(Instant::toString);
  }

  private static Instant changed(Path path) throws IOException {
    FileTime content = Files.getLastModifiedTime(path);
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return content.toInstant();
    }
    FileTime name = (FileTime) Files.getAttribute(path, "unix:ctime");
    return (name.compareTo(content) > 0 ? name : content).toInstant();
  }

  @Override
  public Optional<Lease> read(String key, ByteRange range) {
    if (only != null && !only.equals(key)) {
      return Optional.empty();
    }
    Path path = path(key);
    // A channel closed because some other thread was interrupted in it is opened anew.
    for (int attempt = 0; ; attempt++) {
      try (var file = OpenFiles.acquire(this, path)) {
        return Optional.of(readFrom(file.channel(), path, range));
      } catch (ClosedByInterruptException e) {
        throw new AmasiaException.Cancelled("reading " + path + " was interrupted");
      } catch (ClosedChannelException e) {
        if (attempt == 10) {
          throw failed("read", path, e);
        }
      } catch (NoSuchFileException e) {
        return Optional.empty();
      } catch (IOException e) {
        if (!Files.isRegularFile(path) && !(e instanceof AccessDeniedException)) {
          return Optional.empty();
        }
        throw failed("read", path, e);
      }
    }
  }

  private static Lease readFrom(FileChannel channel, Path path, ByteRange range)
      throws IOException {
    ByteRange.Span span = ByteRange.within(range, channel.size(), path.toString());
    Lease lease = MemoryPool.process().lease(span.length());
    try {
      long done = 0;
      while (done < span.length()) {
        ByteBuffer part =
            lease.segment().asSlice(done, Math.min(STEP, span.length() - done)).asByteBuffer();
        int n = channel.read(part, span.offset() + done);
        if (n < 0) {
          throw new AmasiaException.Format(
              "%s became shorter while it was read: it ends at byte %d"
                  .formatted(path, span.offset() + done));
        }
        done += n;
      }
      return lease;
    } catch (Throwable e) {
      lease.close();
      throw e;
    }
  }

  @Override
  public List<String> list(String prefix) {
    if (only != null) {
      return prefix.isEmpty() && Files.exists(path(only)) ? List.of(only) : List.of();
    }
    String below = Keys.folder(prefix);
    Path at = below.isEmpty() ? folder : folder.resolve(below);
    try (Stream<Path> entries = Files.list(at)) {
      return entries
          .filter(p -> !p.getFileName().toString().contains(PARTIAL))
          .map(p -> p.getFileName() + (Files.isDirectory(p) ? "/" : ""))
          .sorted()
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw failed("list", at, e);
    }
  }

  @Override
  public void write(String key, MemorySegment value) {
    Path path = path(key);
    Path filled = isUnseen ? path : partial(path);
    try {
      inItsFolder(filled, () -> fill(filled, value));
      if (!isUnseen) {
        inItsFolder(path, () -> Files.move(filled, path, StandardCopyOption.ATOMIC_MOVE));
      }
      OpenFiles.forget(this, path);
    } catch (IOException e) {
      filled.toFile().delete();
      throw failed("write", path, e);
    }
  }

  private Path partial(Path path) {
    String name = path.getFileName() + PARTIAL + UUID.randomUUID();
    return temporaries == null ? path.resolveSibling(name) : temporaries.resolve(name);
  }

  private static void fill(Path path, MemorySegment value) throws IOException {
    try (var channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (long done = 0; done < value.byteSize(); ) {
        long n = Math.min(STEP, value.byteSize() - done);
        ByteBuffer part = value.asSlice(done, n).asByteBuffer();
        while (part.hasRemaining()) {
          done += channel.write(part);
        }
      }
    }
  }

  private interface Making {
    void make() throws IOException;
  }

  /// Makes the file at `path`; its folder first only where that is not there, which is rare.
  private void inItsFolder(Path path, Making making) throws IOException {
    try {
      making.make();
    } catch (NoSuchFileException _) {
      makeFolder(folderOf(path));
      making.make();
    }
  }

  private void makeFolder(Path path) throws IOException {
    if (!isGuest) {
      Files.createDirectories(path);
    } else if (!path.equals(folder)) {
      makeFolder(folderOf(path));
      try {
        Files.createDirectory(path);
      } catch (FileAlreadyExistsException _) {
        // by another, meanwhile
      }
    }
  }

  private static Path folderOf(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  @Override
  public void delete(String key) {
    Path path = path(key);
    try {
      Files.deleteIfExists(path);
      OpenFiles.forget(this, path);
    } catch (IOException e) {
      throw failed("delete", path, e);
    }
  }

  @Override
  public void sync() {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = only == null ? Files.walk(folder) : Stream.of(path(only), folder)) {
      force(all.toList());
    } catch (IOException e) {
      throw failed("sync", folder, e);
    }
  }

  @Override
  public void sync(Iterable<String> keys) {
    var paths = new LinkedHashSet<Path>();
    for (String key : keys) {
      paths.add(path(key));
    }
    force(paths);
    var folders = new LinkedHashSet<Path>();
    paths.forEach(path -> folders.add(folderOf(path)));
    force(folders);
  }

  /// Several at a time: a file system writes its journal once for all that wait for it.
  private static void force(Collection<Path> paths) {
    try (var threads = Executors.newFixedThreadPool(SYNCS, Thread.ofVirtual().factory())) {
      List<Future<?>> waiting = new ArrayList<>();
      paths.forEach(path -> waiting.add(threads.submit(() -> force(path))));
      for (Future<?> one : waiting) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    }
  }

  private static void force(Path path) {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (NoSuchFileException _) {
      // absent, and that is kept by its folder
    } catch (IOException e) {
      throw failed("sync", path, e);
    }
  }

  private static AmasiaException failed(String verb, Path path, IOException e) {
    String why =
        switch (e) {
          case AccessDeniedException _ -> "permission denied";
          case NoSuchFileException _ -> "no such folder";
          default -> {
            String text = String.valueOf(e.getMessage());
            yield text.toLowerCase(Locale.ROOT).contains("too many open files")
                ? "too many open files; raise the limit with 'ulimit -n'"
                : text.startsWith(path + ": ")
                    ? text.substring(path.toString().length() + 2)
                    : text;
          }
        };
    return new AmasiaException.Format("can't " + verb + " " + path + ": " + why, e);
  }

  /// Lets go of the files held open for reading.
  @Override
  public void close() {
    OpenFiles.forget(this);
  }
}
