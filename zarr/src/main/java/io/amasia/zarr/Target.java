package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import io.amasia.storage.AtomicExchange;
import io.amasia.storage.Leftovers;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.BiPredicate;

/// A local folder that is to appear whole: another beside it is filled, then takes its name.
///
/// A folder that is replaced takes the other's name in the same moment, and is then removed. Where
/// the file system can't exchange names, there is a short moment in between without either; the
/// next writer ends what one that was killed in it began.
final class Target {
  private static final List<String> DOCUMENTS =
      List.of("zarr.json", ".zmetadata", ".zgroup", ".zarray");

  private final Path path;
  private final boolean overwrite;
  private final BiPredicate<Path, Path> exchange;

  /// @param exchange lets two folders take each other's names at once, if the system can
  Target(Path path, boolean overwrite, BiPredicate<Path, Path> exchange) {
    this.path = path;
    this.overwrite = overwrite;
    this.exchange = exchange;
  }

  /// The folder at `path`, if it may be written.
  ///
  /// @throws AmasiaException.Conflict if it exists and may not be replaced: without `overwrite`, or
  ///   because what is there is not Zarr
  static Target of(Path path, boolean overwrite) {
    var target = new Target(path, overwrite, AtomicExchange::exchange);
    target.checkFree();
    return target;
  }

  /// The path that `url`, a path or `file:` URL, names.
  ///
  /// @throws AmasiaException.Usage if it names none
  /// @throws AmasiaException.Unsupported if it is no local one
  static Path path(String url) {
    if (url.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*") && !url.startsWith("file:")) {
      throw new AmasiaException.Unsupported(
          "'" + url + "': Zarr is written to local folders and memory: only; give a path");
    }
    try {
      Path path = url.startsWith("file:") ? Path.of(URI.create(url)) : Path.of(url);
      Path whole = path.toAbsolutePath().normalize();
      if (whole.getFileName() != null) {
        return whole;
      }
    } catch (InvalidPathException e) {
      throw new AmasiaException.Usage("'" + url + "' is not a path: " + e.getReason());
    } catch (IllegalArgumentException e) {
      throw new AmasiaException.Usage("'" + url + "' is not a path: " + e.getMessage());
    }
    throw new AmasiaException.Usage("'" + url + "' is not the path of a folder to write");
  }

  /// Whether something is there, which is replaced.
  boolean isReplaced() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private void checkFree() {
    if (!isReplaced()) {
      return;
    }
    if (!overwrite) {
      throw new AmasiaException.Conflict(
          path + " exists; choose another name, or allow it to be overwritten (-O)");
    }
    if (DOCUMENTS.stream().noneMatch(name -> Files.exists(path.resolve(name)))) {
      throw new AmasiaException.Conflict(
          path + " exists and is not Zarr, so it is not overwritten; remove it first");
    }
  }

  /// Puts the filled folder `partial` in its place, and makes that survive a crash of the machine.
  /// What was there has the name `partial` then.
  ///
  /// @throws AmasiaException.Conflict if the place was taken meanwhile
  void publish(Path partial) {
    checkFree();
    try {
      if (!isReplaced()) {
        Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
      } else if (!exchange.test(partial, path)) {
        exchangeInSteps(partial);
      }
      try (var folder = FileChannel.open(parent(), StandardOpenOption.READ)) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw new AmasiaException.Format("can't publish " + path + ": " + e, e);
    }
  }

  private void exchangeInSteps(Path partial) throws IOException {
    Path old = old(partial);
    Files.move(path, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, path, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    Files.move(old, partial, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path old(Path partial) {
    return partial.resolveSibling(partial.getFileName() + ".old");
  }

  /// Ends an exchange in steps at which a writer of `partial` died: a free `path` is taken by what
  /// it wrote, which was whole, or else by what was there before.
  static void endExchange(Path partial, Path path) throws IOException {
    Path old = old(partial);
    if (!Files.exists(old)) {
      return;
    }
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(Files.exists(partial) ? partial : old, path, StandardCopyOption.ATOMIC_MOVE);
    }
    Leftovers.delete(old);
  }

  private Path parent() {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }
}
