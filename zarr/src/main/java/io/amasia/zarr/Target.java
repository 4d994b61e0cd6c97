package io.amasia.zarr;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;

/// A local folder that is to appear whole: `NAME.partial-ID` beside it is filled, then renamed.
///
/// A folder that is replaced is first renamed to `NAME.old-ID`, and renamed back if the new one
/// can't take its place; it is deleted only when that has happened.
final class Target {
  private static final List<String> DOCUMENTS =
      List.of("zarr.json", ".zmetadata", ".zgroup", ".zarray");

  private final Path path;
  private final Path partial;
  private final Path old;
  private final boolean overwrite;
  private boolean done;

  private Target(Path path, boolean overwrite) {
    this.path = path;
    String id = UUID.randomUUID().toString().substring(0, 8);
    this.partial = path.resolveSibling(path.getFileName() + ".partial-" + id);
    this.old = path.resolveSibling(path.getFileName() + ".old-" + id);
    this.overwrite = overwrite;
  }

  /// The folder that `url`, a path or `file:` URL, names.
  ///
  /// @throws AmasiaException.Conflict if it exists and may not be replaced: without `overwrite`, or
  ///   because what is there is not Zarr
  static Target of(String url, boolean overwrite) {
    var target = new Target(path(url), overwrite);
    target.checkFree();
    try {
      Files.createDirectories(target.partial);
    } catch (IOException e) {
      throw target.failed("create", e);
    }
    return target;
  }

  private static Path path(String url) {
    if (url.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*") && !url.startsWith("file:")) {
      throw new AmasiaException.Unsupported(
          "'" + url + "': Zarr is written to local folders only; give a path");
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

  private void checkFree() {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
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

  /// The folder to fill.
  Path partial() {
    return partial;
  }

  /// Puts the filled folder in its place, and makes that survive a crash of the machine.
  ///
  /// @throws AmasiaException.Conflict if the place was taken meanwhile
  void publish() {
    checkFree();
    try {
      boolean replaces = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
      if (replaces) {
        Files.move(path, old, StandardCopyOption.ATOMIC_MOVE);
      }
      try {
        Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (replaces) {
          Files.move(old, path, StandardCopyOption.ATOMIC_MOVE);
        }
        throw e;
      }
      done = true;
      try (var folder = FileChannel.open(parent(), StandardOpenOption.READ)) {
        folder.force(true);
      }
      if (replaces) {
        delete(old);
      }
    } catch (IOException e) {
      throw failed("publish", e);
    }
  }

  private Path parent() {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  /// Removes what was written, unless it was published.
  void abandon() {
    if (!done) {
      done = true;
      try {
        delete(partial);
      } catch (IOException e) {
        throw failed("remove", e);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attrs)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, java.io.IOException e)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private AmasiaException failed(String verb, IOException e) {
    return new AmasiaException.Format("can't " + verb + " " + path + ": " + e, e);
  }
}
