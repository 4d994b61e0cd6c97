package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One try at writing a local target, and the log of the chunks it has written: `NAME.partial-ID`
/// is the folder that is filled, `NAME.partial-ID.log` the log.
///
/// The log's first line is the fingerprint of the work; each other line is one chunk: variable,
/// number, length and CRC-32C of its bytes, or length -1 if it is not stored. The log is locked for
/// as long as its writer lives, so that what a dead one left is known, and taken up or removed.
/// Thread-safe.
final class Attempt {
  private final Path log;
  private final FileChannel channel;
  private final FileLock held;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Integer, BitSet> written = new HashMap<>();
  private final List<Entry> before;

  private Attempt(Path log, FileChannel channel, FileLock held, List<Entry> before) {
    this.log = log;
    this.channel = channel;
    this.held = held;
    this.before = before;
  }

  /// A chunk that was written.
  record Entry(int variable, long chunk, long length, int crc) {}

  /// Starts on `target`, or takes up what a dead writer left of the same work. What dead writers
  /// left of other work is removed.
  ///
  /// @param fingerprint of the work
  /// @param resume whether an earlier attempt is taken up
  /// @param alone whether another living writer is refused
  /// @throws AmasiaException.Conflict if there is one
  static Attempt at(Path target, String fingerprint, boolean resume, boolean alone) {
    Attempt taken = null;
    try {
      for (Path log : logs(target)) {
        Attempt left = takeOver(log, target, alone);
        if (left == null) {
          continue;
        }
        if (resume && taken == null && left.matches(fingerprint)) {
          taken = left;
        } else {
          left.remove();
        }
      }
      return taken != null ? taken : create(target, fingerprint);
    } catch (IOException e) {
      throw new AmasiaException.Format("can't write beside " + target + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> logs(Path target) throws IOException {
    String start = target.getFileName() + ".partial-";
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(p -> p.getFileName().toString().startsWith(start))
          .filter(p -> p.getFileName().toString().endsWith(".log"))
          .sorted()
          .toList();
    }
  }

  private static @Nullable Attempt takeOver(Path log, Path target, boolean alone)
      throws IOException {
    var channel = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock held = tryLock(channel);
    // one without a first line is just being made
    if (held == null || channel.size() == 0) {
      channel.close();
      if (alone && held == null) {
        throw new AmasiaException.Conflict(
            target + " is being written by another process; wait until it has finished");
      }
      return null;
    }
    return new Attempt(log, channel, held, new ArrayList<>());
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // by this very process
    }
  }

  private static Attempt create(Path target, String fingerprint) throws IOException {
    String id = UUID.randomUUID().toString().substring(0, 8);
    Path log = target.resolveSibling(target.getFileName() + ".partial-" + id + ".log");
    Path folder = log.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    var channel =
        FileChannel.open(
            log, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock held = tryLock(channel);
    if (held == null) {
      channel.close();
      throw new IOException("can't lock " + log);
    }
    var attempt = new Attempt(log, channel, held, List.of());
    attempt.append(fingerprint + "\n");
    return attempt;
  }

  /// The folder to fill.
  Path partial() {
    String name = log.getFileName().toString();
    return log.resolveSibling(name.substring(0, name.length() - ".log".length()));
  }

  /// Reads the log. A last line that was not finished is cut off.
  private boolean matches(String fingerprint) throws IOException {
    String[] lines = text().split("\n", -1);
    if (!lines[0].equals(fingerprint)) {
      return false;
    }
    long end = 0;
    for (int i = 0; i < lines.length - 1; i++) {
      end += lines[i].getBytes(StandardCharsets.UTF_8).length + 1;
      String[] words = lines[i].split(" ", -1);
      if (i > 0 && words.length == 4) {
        before.add(
            new Entry(
                Integer.parseInt(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                (int) Long.parseLong(words[3], 16)));
      }
    }
    channel.truncate(end).position(end);
    return true;
  }

  // Through the channel that holds the lock: closing another one would give the lock up.
  private String text() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  /// Takes over of an earlier attempt's chunks those that `isThere` still.
  void takeUp(Predicate<Entry> isThere) {
    for (Entry entry : before) {
      if (isThere.test(entry)) {
        mark(entry);
      }
    }
  }

  private void mark(Entry entry) {
    written
        .computeIfAbsent(entry.variable(), _ -> new BitSet())
        .set(Math.toIntExact(entry.chunk()));
  }

  /// Whether an earlier attempt wrote that chunk.
  boolean has(int variable, long chunk) {
    BitSet chunks = written.get(variable);
    return chunks != null && chunks.get(Math.toIntExact(chunk));
  }

  /// Notes a chunk whose bytes are in their place.
  void note(Entry entry) {
    String line =
        "%d %d %d %08x\n".formatted(entry.variable(), entry.chunk(), entry.length(), entry.crc());
    lock.lock();
    try {
      append(line);
    } catch (IOException e) {
      throw new AmasiaException.Format("can't write " + log + ": " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private void append(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// Ends the attempt, and keeps what it wrote for another to take up.
  void leave() {
    try {
      held.release();
      channel.close();
    } catch (IOException e) {
      throw new AmasiaException.Format("can't close " + log + ": " + e.getMessage(), e);
    }
  }

  /// Ends the attempt and removes its folder and log.
  void remove() {
    try {
      Target.delete(partial());
      Files.deleteIfExists(log);
      held.release();
      channel.close();
    } catch (IOException e) {
      throw new AmasiaException.Format("can't remove " + log + ": " + e.getMessage(), e);
    }
  }
}
