package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.storage.Beginning;
import io.amasia.storage.Journal;
import io.amasia.storage.Leftovers;
import io.amasia.storage.WriterLock;
import io.amasia.storage.format.WriteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// One try at writing a local target, and the log of the chunks it has written: `NAME.partial-ID`
/// is the folder that is filled, `NAME.partial-ID.log` the log.
///
/// The log's first line names the work; each other line is one chunk: variable, number, length and
/// CRC-32C of its bytes, or length -1 if it is not stored; a last line may say that the folder is
/// taking its place. The log is locked for as long as its writer lives, so that what a dead one
/// left is known, and taken up or removed. Thread-safe.
final class Attempt {
  private static final String PUBLISHING = "publishing";

  private final Path target;
  private final WriterLock log;
  private final Journal journal;
  private final Map<Integer, BitSet> written = new HashMap<>();
  private final List<Entry> before = new ArrayList<>();
  private String work = "";
  private volatile boolean isEmpty = true;

  private Attempt(Path target, WriterLock log) {
    this.target = target;
    this.log = log;
    this.journal = new Journal(log.file(), log.channel());
  }

  /// A chunk that was written.
  record Entry(int variable, long chunk, long length, int crc) {
    /// The entry that a line of the log holds.
    static Entry of(String line) {
      String[] words = line.split(" ", 4);
      return new Entry(
          Integer.parseInt(words[0]),
          Long.parseLong(words[1]),
          Long.parseLong(words[2]),
          (int) Long.parseLong(words[3], 16));
    }

    /// As a line of the log.
    String line() {
      return "%d %d %d %08x".formatted(variable, chunk, length, crc);
    }
  }

  /// Starts on `target`, or takes up what a dead writer left of the same work. What dead writers
  /// left of other work is removed.
  ///
  /// @param works what an earlier attempt at this may call it; a new one takes the first, others
  ///   are of one that had finished
  /// @param request whether an earlier attempt is taken up, and of which moment its sources must be
  /// @throws AmasiaException.Conflict if another writer of the target lives, or one had finished
  ///   whose sources may have changed since
  static Attempt at(Path target, List<String> works, WriteRequest request) {
    boolean resume = isTakenUp(request);
    Attempt taken = null;
    try {
      for (Path path : logs(target)) {
        Attempt left = takeOver(path, target);
        if (resume && taken == null && isOf(left, works, request)) {
          taken = left;
        } else {
          left.remove();
        }
      }
      return taken != null ? taken : create(target, works.getFirst());
    } catch (IOException e) {
      throw new AmasiaException.Format("can't write beside " + target + ": " + e.getMessage(), e);
    } catch (AmasiaException.Conflict e) {
      if (taken != null) {
        taken.leave();
      }
      throw e;
    }
  }

  private static boolean isOf(Attempt left, List<String> works, WriteRequest request) {
    try {
      return left.isOf(works, request);
    } catch (Throwable e) {
      left.leave();
      throw e;
    }
  }

  /// Gives a target that is missing back what a writer has of it that was killed between taking it
  /// away and putting another in its place.
  static void restore(Path target) {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      for (Path path : logs(target)) {
        Optional<WriterLock> dead = WriterLock.take(path);
        if (dead.isPresent()) {
          try (WriterLock log = dead.get()) {
            Target.endExchange(new Attempt(target, log).partial(), target);
          }
        }
      }
    } catch (IOException e) {
      throw new AmasiaException.Format("can't restore " + target + ": " + e.getMessage(), e);
    }
  }

  /// Whether an earlier attempt at what is asked for is taken up, and this one kept if it fails.
  static boolean isTakenUp(WriteRequest request) {
    return request.resume() && !request.fingerprint().isEmpty();
  }

  private static List<Path> logs(Path target) throws IOException {
    return Leftovers.beside(target).stream()
        .filter(path -> path.toString().endsWith(Leftovers.LOG))
        .toList();
  }

  private static Attempt takeOver(Path path, Path target) throws IOException {
    Optional<WriterLock> dead = WriterLock.take(path);
    if (dead.isEmpty()) {
      throw WriterLock.refusal(target, path);
    }
    return new Attempt(target, dead.get());
  }

  private static Attempt create(Path target, String work) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    var attempt = new Attempt(target, WriterLock.beside(target, Leftovers.LOG));
    try {
      attempt.work = work;
      attempt.journal.add(Beginning.with(attempt.log.file(), work).line());
      // What was appended must be known as such even if the machine crashes.
      attempt.journal.sync();
      for (Path path : logs(target)) {
        if (!path.equals(attempt.log.file())) {
          throw WriterLock.refusal(target, path); // another one began at the same moment
        }
      }
      return attempt;
    } catch (Throwable e) {
      attempt.remove();
      throw e;
    }
  }

  /// The name of the work, one of those it was begun with.
  String work() {
    return work;
  }

  /// The folder to fill.
  Path partial() {
    String name = log.file().getFileName().toString();
    return log.file().resolveSibling(name.substring(0, name.length() - Leftovers.LOG.length()));
  }

  /// The folder within `folder` for values that have no name yet, emptied of what a killed writer
  /// left there.
  Path temporaries(Path folder) {
    String name = partial().getFileName().toString();
    Path path = folder.resolve(name.substring(name.lastIndexOf(".partial-")));
    try {
      Leftovers.delete(path);
    } catch (IOException e) {
      throw failed("remove " + path, e);
    }
    return path;
  }

  private AmasiaException failed(String what, IOException e) {
    return new AmasiaException.Format("can't " + what + ": " + e.getMessage(), e);
  }

  /// Reads the log; whether it is of one of `works` and can be taken up.
  private boolean isOf(List<String> works, WriteRequest request) {
    List<String> lines = journal.lines();
    // of one that was publishing the folder may have what was at the target before
    if (lines.isEmpty() || lines.contains(PUBLISHING)) {
      return false;
    }
    Beginning beginning = Beginning.of(lines.getFirst());
    boolean isFinished = works.indexOf(beginning.work()) > 0;
    boolean isUnchanged =
        works.contains(beginning.work()) && request.unchangedSince().test(beginning.at());
    if (!isUnchanged && !isFinished) {
      return false;
    }
    work = beginning.work();
    for (String line : lines.subList(1, lines.size())) {
      if (line.split(" ", -1).length == 4) {
        before.add(Entry.of(line));
      }
    }
    if (!isUnchanged) { // what is there may be of other values: neither add to it nor replace it
      throw new AmasiaException.Conflict(
          "%s has what was to be appended: its writer was killed when it had finished, and what it read may have changed since; if what is there is right remove %s, to append again do so without resuming"
              .formatted(target, log.file()));
    }
    journal.goOnAfter(lines);
    return true;
  }

  /// Takes over of an earlier attempt's chunks those that `isThere` still.
  void takeUp(Predicate<Entry> isThere) {
    for (Entry entry : before) {
      if (isThere.test(entry)) {
        written
            .computeIfAbsent(entry.variable(), _ -> new BitSet())
            .set(Math.toIntExact(entry.chunk()));
      }
    }
  }

  /// Whether an earlier attempt wrote that chunk.
  boolean has(int variable, long chunk) {
    BitSet chunks = written.get(variable);
    return chunks != null && chunks.get(Math.toIntExact(chunk));
  }

  /// Notes a chunk whose bytes are in their place.
  void note(Entry entry) {
    note(entry.line());
  }

  /// Notes that the folder is whole and takes the place of another, which gets the folder's name.
  void notePublishing() {
    note(PUBLISHING);
  }

  private void note(String line) {
    journal.add(line);
    isEmpty = false;
  }

  /// Ends the attempt, and keeps what it and an earlier one wrote, if anything, for another to take
  /// up.
  void leave() {
    if (isEmpty && before.isEmpty()) {
      remove();
      return;
    }
    try {
      log.close();
    } catch (IOException e) {
      throw failed("close " + log.file(), e);
    }
  }

  /// Ends the attempt and removes its folders and log.
  void remove() {
    try (log) {
      Target.endExchange(partial(), target);
      temporaries(target);
      Leftovers.delete(partial());
      Files.deleteIfExists(log.file());
    } catch (IOException e) {
      throw failed("remove " + log.file(), e);
    }
  }
}
