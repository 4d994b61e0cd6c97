package io.amasia.plan;

import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A file of intermediate values that grows at its end. Thread-safe.
///
/// It is gone with the process: where the system can, it has no name from the start; where it can't
/// (Windows, or a process killed in the instant between), the next process that uses the folder
/// removes what dead processes left there, which it knows by their number in the name.
final class ScratchFile implements AutoCloseable {
  private static final String PREFIX = "amasia-";
  private static final String SUFFIX = ".spill";
  private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;
  private final AtomicLong end = new AtomicLong();

  /// @param folder made if it is missing
  /// @throws AmasiaException.Format if no file can be made there
  ScratchFile(Path folder) {
    try {
      Files.createDirectories(folder);
      if (SWEPT.add(folder.toAbsolutePath())) {
        sweep(folder);
      }
      String name = PREFIX + ProcessHandle.current().pid() + "-";
      path = Files.createTempFile(folder, name, SUFFIX);
      channel =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new AmasiaException.Format(
          "no file for intermediate values can be made in %s (%s); name a folder with --scratch"
              .formatted(folder, e.getMessage()));
    }
  }

  /// Removes what processes that are no more have left. What can't be removed stays.
  private static void sweep(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (Path file : files) {
        String pid = file.getFileName().toString().substring(PREFIX.length()).split("-", 2)[0];
        boolean known = pid.matches("[0-9]{1,18}");
        if (known && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          file.toFile().delete();
        }
      }
    }
  }

  /// Appends `bytes`; gives where they lie.
  ///
  /// @throws AmasiaException.Format if they can't be written, as when the disk is full
  /// @throws AmasiaException.Cancelled if this thread, or another in it, is interrupted
  long append(ByteBuffer bytes) {
    long at = end.getAndAdd(bytes.remaining());
    try {
      for (long to = at; bytes.hasRemaining(); ) {
        to += channel.write(bytes, to);
      }
      return at;
    } catch (ClosedChannelException _) {
      throw interrupted();
    } catch (IOException e) {
      throw new AmasiaException.Format(
          "%s can't be written after %d bytes (%s); name a folder with more room with --scratch"
              .formatted(path, at, e.getMessage()));
    }
  }

  /// The `length` bytes from `offset` on, which the caller closes.
  ///
  /// @throws AmasiaException.Cancelled if this thread, or another in it, is interrupted
  Lease read(long offset, int length) {
    Lease lease = MemoryPool.process().lease(length);
    try {
      ByteBuffer into = lease.segment().asByteBuffer();
      for (long from = offset; into.hasRemaining(); ) {
        int n = channel.read(into, from);
        if (n < 0) {
          throw new AmasiaException.Format(path + " ends early");
        }
        from += n;
      }
      return lease;
    } catch (ClosedChannelException _) {
      lease.close();
      throw interrupted();
    } catch (IOException e) {
      lease.close();
      throw new AmasiaException.Format("%s can't be read: %s".formatted(path, e.getMessage()));
    } catch (Throwable e) {
      lease.close();
      throw e;
    }
  }

  /// An interrupt of a thread that writes or reads closes the file for all.
  private AmasiaException.Cancelled interrupted() {
    return new AmasiaException.Cancelled("writing or reading " + path + " was interrupted");
  }

  @Override
  public String toString() {
    return path.toString();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
