package io.amasia.plan.remote;

import io.amasia.storage.Leftovers;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.WriterLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the folder of a computation in the work directory: a new one, or one that a killed process
/// left of the same plan. It is locked for as long as its process lives, so that the others know.
///
/// @param name `PLAN-ID`: the first letters of the plan's digest, and one that nobody else has
/// @param lock held until the computation ends; null where the work directory is in memory
/// @param isTakenUp whether it was left by an earlier attempt
record ComputationFolder(String name, @Nullable WriterLock lock, boolean isTakenUp)
    implements AutoCloseable {
  /// What killed processes left is kept for this long, for those who want to resume.
  private static final Duration KEPT = Duration.ofDays(7);

  private static final String PREFIX = "amasia-";

  /// The folder for `plan` in the work directory `work`.
  ///
  /// @param plan the digest of the plan
  /// @param resume whether what an earlier attempt left is taken up; else it is removed
  /// @param unchangedSince whether what is read has been the same since that attempt began
  static ComputationFolder find(
      String work, String plan, boolean resume, Predicate<Instant> unchangedSince) {
    String prefix = PREFIX + plan.substring(0, 16) + "-";
    String name = prefix + UUID.randomUUID().toString().substring(0, 8);
    if (MemoryStore.isNamedBy(work)) {
      return new ComputationFolder(name, null, false);
    }
    Path folder = WorkFolder.path(work);
    try {
      Files.createDirectories(folder);
      for (Path left : left(folder)) {
        boolean same = left.getFileName().toString().startsWith(prefix);
        Optional<ComputationFolder> taken = takeUpOrRemove(left, same, resume, unchangedSince);
        if (taken.isPresent()) {
          return taken.get();
        }
      }
      Path own = Files.createDirectory(folder.resolve(name));
      return new ComputationFolder(name, WriterLock.of(own.resolve(Leftovers.LOCK)), false);
    } catch (IOException e) {
      throw new io.amasia.array.AmasiaException.Format(
          "the work directory %s can't be written (%s); name another with --work-dir"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /// @param same whether it is of the plan
  private static Optional<ComputationFolder> takeUpOrRemove(
      Path left, boolean same, boolean resume, Predicate<Instant> unchangedSince) {
    try {
      Optional<WriterLock> dead = WriterLock.take(left.resolve(Leftovers.LOCK));
      if (dead.isEmpty()) {
        return Optional.empty();
      }
      if (same && resume && isUnchanged(left, dead.get(), unchangedSince)) {
        return Optional.of(new ComputationFolder(left.getFileName().toString(), dead.get(), true));
      }
      try (WriterLock _ = dead.get()) {
        if (same || isOld(left)) {
          Leftovers.delete(left);
        }
      }
    } catch (IOException _) {
      // Another user's, in a work directory of several: theirs to take up or remove.
    }
    return Optional.empty();
  }

  private static List<Path> left(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().startsWith(PREFIX))
          .filter(path -> Files.exists(path.resolve(Leftovers.LOCK)))
          .sorted()
          .toList();
    }
  }

  private static boolean isUnchanged(
      Path folder, WriterLock lock, Predicate<Instant> unchangedSince) throws IOException {
    try {
      // The lock is made first and never written.
      Instant begun = Files.getLastModifiedTime(folder.resolve(Leftovers.LOCK)).toInstant();
      return unchangedSince.test(begun);
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  private static boolean isOld(Path folder) throws IOException {
    Instant changed = Files.getLastModifiedTime(folder).toInstant();
    return changed.isBefore(Instant.now().minus(KEPT));
  }

  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException _) {
      // its process holds it no longer than it lives
    }
  }
}
