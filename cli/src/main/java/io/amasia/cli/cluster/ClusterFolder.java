package io.amasia.cli.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.array.AmasiaException;
import io.amasia.plan.Clusters;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder of one cluster: its state, what programs need to use it, and a folder for each of its
/// processes. Only its user may look into it.
final class ClusterFolder {
  private static final String STATE_FILE = "cluster.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Path path;

  /// The folder of the cluster called `name`, which may not be there.
  ///
  /// @throws AmasiaException.Usage if no cluster can be called so
  ClusterFolder(String name) {
    if (!name.matches("[A-Za-z0-9_-]+")) {
      throw new AmasiaException.Usage(
          "a cluster's name has letters, digits, - and _ only, not '" + name + "'");
    }
    this.name = name;
    path = Clusters.folder().resolve(name);
  }

  /// Commands that change a cluster take turns.
  static final class Turn implements AutoCloseable {
    private final FileChannel lock;

    private Turn(FileChannel lock) {
      this.lock = lock;
    }

    @Override
    public void close() {
      try {
        lock.close();
      } catch (IOException e) {
        throw new AmasiaException.Format("can't give up the lock of a cluster", e);
      }
    }
  }

  /// Makes the folder if it is not there; nobody else changes the cluster until the turn is over.
  ///
  /// @throws AmasiaException.Conflict if another command is changing it
  Turn take() {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(Clusters.folder());
        Files.createDirectory(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      var lock =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (lock.tryLock() != null) {
          return new Turn(lock);
        }
      } catch (OverlappingFileLockException e) {
        // Held by this very process: the same as by another.
      }
      lock.close();
      throw new AmasiaException.Conflict(
          "another command is changing the cluster '" + name + "'; wait for it");
    } catch (IOException e) {
      throw new AmasiaException.Format("can't use the cluster's folder " + path, e);
    }
  }

  Path path() {
    return path;
  }

  /// What is known of the cluster; empty if there is none.
  ///
  /// @throws AmasiaException.Format if the file is damaged
  Optional<ClusterState> read() {
    Path file = path.resolve(STATE_FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(file), ClusterState.class));
    } catch (IOException e) {
      throw new AmasiaException.Format(
          "the cluster's state " + file + " is damaged; end its processes by hand and remove it",
          e);
    }
  }

  void write(ClusterState state) {
    try {
      save(STATE_FILE, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(state));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Tells programs on this machine how to use the cluster.
  void publish(ClusterState state) {
    save(Clusters.CLIENT_FILE, Daemons.lines(ClientSettings.of(state, path)));
  }

  /// Whole or not at all, for its user only.
  private void save(String name, String text) {
    Path part = path.resolve(name + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(part, text);
      Files.move(part, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new AmasiaException.Format("can't write " + path.resolve(name), e);
    }
  }

  /// Removes all.
  void delete() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new AmasiaException.Format("can't remove " + path, e);
    }
  }
}
