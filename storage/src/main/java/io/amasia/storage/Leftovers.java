package io.amasia.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What writers that were killed left beside their target: files they had locked, and folders with
/// a file [#LOCK] that they had. What living ones fill stays.
public final class Leftovers {
  /// The file in a folder being filled that its writer holds.
  public static final String LOCK = "lock";

  /// What the name ends in of a writer's log, by which another can take its work up: that one
  /// removes it, and what it speaks of.
  public static final String LOG = ".log";

  private Leftovers() {}

  /// Removes what dead writers of `target` left. What can't be removed stays: it is in nobody's
  /// way.
  ///
  /// @return what a living writer of it holds
  public static Optional<Path> remove(Path target) {
    return removeBut(target, Optional.empty());
  }

  /// The same, but for a file that this process has taken up.
  public static Optional<Path> removeBut(Path target, Optional<Path> taken) {
    @Nullable Path living = null;
    try {
      for (Path left : beside(target)) {
        if (left.toString().endsWith(LOG)) {
          removeAlone(left);
          continue;
        }
        if (left.equals(taken.orElse(null))) {
          continue;
        }
        boolean isFolder = Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS);
        Path held = isFolder ? left.resolve(LOCK) : left;
        if (!Files.isRegularFile(held, LinkOption.NOFOLLOW_LINKS)) {
          continue;
        }
        Optional<WriterLock> dead = WriterLock.take(held);
        if (dead.isPresent()) {
          try (WriterLock _ = dead.get()) {
            Files.deleteIfExists(log(left));
            delete(left);
          }
        } else if (Files.exists(held)) {
          living = left;
        }
      }
    } catch (IOException _) {
      // it stays, under a name that says what it is
    }
    return Optional.ofNullable(living);
  }

  /// Removes a log that speaks of nothing that is there, unless a writer holds it.
  private static void removeAlone(Path log) throws IOException {
    String name = log.toString();
    if (!Files.exists(Path.of(name.substring(0, name.length() - LOG.length())))) {
      Optional<WriterLock> dead = WriterLock.take(log);
      if (dead.isPresent()) {
        try (WriterLock _ = dead.get()) {
          Files.deleteIfExists(log);
        }
      }
    }
  }

  /// The log of the writer that fills or filled `partial`.
  public static Path log(Path partial) {
    return partial.resolveSibling(partial.getFileName() + LOG);
  }

  /// All that writers of `target` fill beside it, or filled before they were killed, by name.
  public static List<Path> beside(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    String prefix = WriterLock.prefix(target);
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(p -> p.getFileName().toString().startsWith(prefix)).sorted().toList();
    }
  }

  /// Removes `path`, a file or a folder and all in it, if it is there.
  public static void delete(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attrs)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
