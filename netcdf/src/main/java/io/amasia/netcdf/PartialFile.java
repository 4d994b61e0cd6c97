package io.amasia.netcdf;

import io.amasia.array.AmasiaException;
import io.amasia.storage.Leftovers;
import io.amasia.storage.WriterLock;
import io.amasia.storage.format.WriteMode;
import io.amasia.storage.format.WriteRequest;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/// A file that is filled as `NAME.partial-ID` and takes its name when it is whole, so that a reader
/// sees all of it or what was there before. Of those that killed writers of it left one is taken up
/// if that is asked for, and the others are removed when it begins. The file that a symbolic link
/// leads to is replaced, not the link, and who may read and write it stays. Thread-safe.
public final class PartialFile implements AutoCloseable {
  /// What one call of the system takes at most.
  private static final long MOST_BYTES = 1L << 30;

  private static final long STRIP_BYTES = 1 << 20;

  private final String url;
  private final Path target;
  private final boolean overwrite;
  private final boolean resumes;
  private final FileAttempt partial;
  private boolean published;

  private PartialFile(WriteRequest request, String layout, boolean overwrite) {
    this.url = request.url();
    this.target = target(url);
    this.overwrite = overwrite;
    this.resumes = request.resume() && !request.fingerprint().isEmpty();
    if (Files.exists(target) && !overwrite) {
      throw exists();
    }
    try {
      partial = attempt(request, request.work(layout));
    } catch (IOException e) {
      throw failed("create", e);
    }
  }

  private FileAttempt attempt(WriteRequest request, String work) throws IOException {
    Optional<FileAttempt> taken =
        resumes ? FileAttempt.takeUp(target, work, request.unchangedSince()) : Optional.empty();
    Optional<Path> living = Leftovers.removeBut(target, taken.map(FileAttempt::path));
    if (living.isPresent()) {
      if (taken.isPresent()) {
        taken.get().close();
      }
      throw WriterLock.refusal(url, living.get());
    }
    return taken.isPresent() ? taken.get() : FileAttempt.begin(target, work);
  }

  /// Begins the file that is asked for, at a local path or `file:` URL.
  ///
  /// @param layout how its bytes are laid out, with the version of that; one of another is not
  ///   taken up
  /// @throws AmasiaException.Usage if that is no place for a file
  /// @throws AmasiaException.Conflict if it exists and may not be overwritten, or another writer of
  ///   it lives
  /// @throws AmasiaException.Unsupported if it is to be changed in place
  public static PartialFile create(WriteRequest request, String layout) {
    return switch (request.mode()) {
      case WriteMode.Create _ -> new PartialFile(request, layout, false);
      case WriteMode.Overwrite _ -> new PartialFile(request, layout, true);
      case WriteMode.Append _, WriteMode.Region _, WriteMode.Add _ ->
          throw new AmasiaException.Unsupported(
              request.url()
                  + ": parts of netCDF files can't be replaced or added; write all of it, or a .zarr");
    };
  }

  private static Path target(String url) {
    try {
      Path path = url.startsWith("file:") ? Path.of(URI.create(url)) : Path.of(url);
      if (url.contains("://") && !url.startsWith("file:")) {
        throw new AmasiaException.Unsupported(
            "'%s': netCDF is written to local files only; write .zarr there".formatted(url));
      }
      Path whole = path.toAbsolutePath();
      Path folder = whole.getParent();
      if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(whole)) {
        throw new AmasiaException.Usage(
            "can't write '%s': %s"
                .formatted(url, Files.isDirectory(whole) ? "it is a folder" : "no such folder"));
      }
      return Files.exists(whole) ? whole.toRealPath() : whole;
    } catch (IllegalArgumentException e) {
      throw new AmasiaException.Usage("'" + url + "' is not a path: " + e.getMessage());
    } catch (IOException e) {
      throw new AmasiaException.Format("can't follow %s: %s".formatted(url, e.getMessage()), e);
    }
  }

  private AmasiaException.Conflict exists() {
    return new AmasiaException.Conflict(url + " exists; give another name, or -O to overwrite it");
  }

  private AmasiaException failed(String verb, IOException e) {
    String why =
        switch (e) {
          case AccessDeniedException _ -> "permission denied";
          case NoSuchFileException _ -> "no file can be made in its folder";
          default -> e.getMessage();
        };
    return new AmasiaException.Format("can't %s %s: %s".formatted(verb, url, why), e);
  }

  /// Writes all of `bytes` at `position`, growing the file as needed.
  public void write(MemorySegment bytes, long position) {
    for (long done = 0; done < bytes.byteSize(); done += MOST_BYTES) {
      long part = Math.min(MOST_BYTES, bytes.byteSize() - done);
      write(bytes.asSlice(done, part).asByteBuffer(), position + done);
    }
  }

  /// Writes what remains in `bytes` at `position`.
  public void write(ByteBuffer bytes, long position) {
    try {
      for (long at = position; bytes.hasRemaining(); ) {
        at += partial.channel().write(bytes, at);
      }
    } catch (IOException e) {
      throw failed("write", e);
    }
  }

  /// Fills `bytes` with what was written at `position`.
  void read(ByteBuffer bytes, long position) {
    try {
      for (long at = position; bytes.hasRemaining(); ) {
        int count = partial.channel().read(bytes, at);
        if (count < 0) {
          throw new java.io.EOFException("the file is shorter than what was written to it");
        }
        at += count;
      }
    } catch (IOException e) {
      throw failed("read back", e);
    }
  }

  /// Adds the bytes from `position` on to `crc`.
  ///
  /// @return whether the file has that many
  public boolean checksum(long position, long bytes, CRC32C crc) {
    if (size() < position + bytes) {
      return false;
    }
    ByteBuffer strip = ByteBuffer.allocate((int) Math.min(bytes, STRIP_BYTES));
    for (long done = 0; done < bytes; done += strip.limit()) {
      strip.clear().limit((int) Math.min(strip.capacity(), bytes - done));
      read(strip, position + done);
      crc.update(strip.flip());
    }
    return true;
  }

  /// What an earlier attempt that was taken up noted.
  List<WrittenBox> before() {
    return partial.before();
  }

  /// Keeps of what was noted before the first, `kept`.
  void goOnAfter(List<WrittenBox> kept) {
    partial.goOnAfter(kept);
  }

  void note(WrittenBox box) {
    partial.note(box);
  }

  /// Notes that what was noted is no longer where it was, so that it can't be taken up.
  void noteMoving() {
    partial.noteMoving();
  }

  /// Cuts off what lies beyond `bytes`.
  public void truncate(long bytes) {
    try {
      partial.channel().truncate(bytes);
    } catch (IOException e) {
      throw failed("write", e);
    }
  }

  /// Bytes written so far.
  long size() {
    try {
      return partial.channel().size();
    } catch (IOException e) {
      throw failed("write", e);
    }
  }

  /// Makes the file at least `bytes` long; what was not written is zeros.
  public void extend(long bytes) {
    if (size() < bytes) {
      write(ByteBuffer.allocate(1), bytes - 1);
    }
  }

  /// Syncs the file to disk and gives it its name.
  ///
  /// @throws AmasiaException.Conflict if the name was taken meanwhile and may not be overwritten
  public synchronized void publish() {
    try {
      partial.channel().force(true);
      rename(); // while it is locked: nobody takes it for what a dead writer left
      published = true;
      partial.removeLog(); // until it had its name, another might have had to take it up
      partial.close();
      Path folder = target.getParent();
      if (folder != null) {
        try (FileChannel synced = FileChannel.open(folder, StandardOpenOption.READ)) {
          synced.force(true);
        }
      }
    } catch (IOException e) {
      throw failed("write", e);
    }
  }

  private void rename() throws IOException {
    if (overwrite) {
      keepPermissions();
      Files.move(partial.path(), target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    // A link fails where a rename would replace what another process wrote meanwhile.
    try {
      Files.createLink(target, partial.path());
      Files.delete(partial.path());
    } catch (FileAlreadyExistsException _) {
      throw exists();
    } catch (UnsupportedOperationException | IOException _) {
      Files.move(partial.path(), target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// Lets those who may read and write what is replaced do so with the new file, where files have
  /// such permissions.
  private void keepPermissions() throws IOException {
    var before = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    if (before == null || !Files.exists(target)) {
      return;
    }
    Set<PosixFilePermission> permissions = before.readAttributes().permissions();
    if (!permissions.equals(Files.getPosixFilePermissions(partial.path()))) {
      Files.setPosixFilePermissions(partial.path(), permissions);
    }
  }

  /// Removes the file unless it was published, or another attempt may take it up.
  @Override
  public synchronized void close() {
    try (partial) {
      if (!published && (!resumes || partial.isEmpty())) {
        partial.remove();
      }
    } catch (IOException e) {
      throw failed("close", e);
    }
  }
}
