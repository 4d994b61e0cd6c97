package io.amasia.netcdf;

import io.amasia.storage.Beginning;
import io.amasia.storage.Journal;
import io.amasia.storage.Leftovers;
import io.amasia.storage.WriterLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// One try at writing a file: `NAME.partial-ID`, locked for as long as its writer lives, and beside
/// it `NAME.partial-ID.log`, the journal of what it holds.
final class FileAttempt implements AutoCloseable {
  /// In the journal of a file in which what was noted is being moved.
  private static final String MOVING = "moving";

  private final WriterLock file;
  private final FileChannel log;
  private final Journal journal;
  private final String work;
  private String first = "";
  private final List<WrittenBox> before = new ArrayList<>();
  private boolean isEmpty = true;

  private FileAttempt(WriterLock file, String work) throws IOException {
    this.file = file;
    this.work = work;
    Path path = Leftovers.log(file.file());
    log =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    journal = new Journal(path, log);
  }

  /// Starts on `target`.
  static FileAttempt begin(Path target, String work) throws IOException {
    WriterLock file = WriterLock.beside(target, "");
    try {
      var attempt = new FileAttempt(file, work);
      attempt.first = Beginning.with(file.file(), work).line();
      attempt.journal.add(attempt.first);
      return attempt;
    } catch (Throwable e) {
      try (file) {
        Files.deleteIfExists(file.file());
      }
      throw e;
    }
  }

  /// What a dead writer left of the same work, to go on with it.
  ///
  /// @param work its name; nothing is taken up of a work without one
  /// @param unchangedSince whether what is read has been the same since a moment
  static Optional<FileAttempt> takeUp(Path target, String work, Predicate<Instant> unchangedSince)
      throws IOException {
    for (Path path : Leftovers.beside(target)) {
      if (work.isEmpty() || !Files.isRegularFile(Leftovers.log(path))) {
        continue;
      }
      Optional<WriterLock> dead = WriterLock.take(path);
      if (dead.isPresent()) {
        var attempt = new FileAttempt(dead.get(), work);
        boolean same = false;
        try {
          same = attempt.isSameWork(unchangedSince);
        } finally {
          if (!same) {
            attempt.close();
          }
        }
        if (same) {
          return Optional.of(attempt);
        }
      }
    }
    return Optional.empty();
  }

  private boolean isSameWork(Predicate<Instant> unchangedSince) {
    List<String> lines = journal.lines();
    if (lines.isEmpty() || lines.contains(MOVING)) {
      return false;
    }
    first = lines.getFirst();
    Beginning beginning = Beginning.of(first);
    if (!beginning.work().equals(work) || !unchangedSince.test(beginning.at())) {
      return false;
    }
    for (String line : lines.subList(1, lines.size())) {
      Optional<WrittenBox> box = WrittenBox.parse(line);
      if (box.isEmpty()) {
        break;
      }
      before.add(box.get());
    }
    return true;
  }

  Path path() {
    return file.file();
  }

  /// The only channel there may be to the file that is filled.
  FileChannel channel() {
    return file.channel();
  }

  /// What an earlier attempt noted, in its order.
  List<WrittenBox> before() {
    return before;
  }

  /// Keeps of what was noted before the first, `kept`.
  void goOnAfter(List<WrittenBox> kept) {
    List<String> lines = new ArrayList<>(List.of(first));
    kept.forEach(box -> lines.add(box.line()));
    journal.goOnAfter(lines);
    isEmpty = kept.isEmpty();
  }

  void note(WrittenBox box) {
    journal.add(box.line());
    isEmpty = false;
  }

  /// Notes that from now on this can't be taken up.
  void noteMoving() {
    journal.add(MOVING);
  }

  /// Whether nothing was noted that another could take up.
  boolean isEmpty() {
    return isEmpty;
  }

  /// Removes the journal, once the file has its name.
  void removeLog() throws IOException {
    Files.deleteIfExists(Leftovers.log(file.file()));
  }

  /// Removes what was written.
  void remove() throws IOException {
    removeLog();
    Files.deleteIfExists(file.file());
  }

  /// Lets go of the files, which stay.
  @Override
  public void close() throws IOException {
    try (file) {
      log.close();
    }
  }
}
