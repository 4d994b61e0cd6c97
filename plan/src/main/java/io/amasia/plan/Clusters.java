package io.amasia.plan;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// The clusters that `amasia cluster start` made on this machine: a folder each, named as the
/// cluster. In it, [#CLIENT_FILE] tells engines how to use the cluster.
public final class Clusters {
  /// A cluster's settings for its clients, in Spark's own syntax; only its user may read it, since
  /// it holds the secret.
  public static final String CLIENT_FILE = "client.conf";

  /// Which of those settings is the cluster's URL.
  public static final String URL_KEY = "spark.master";

  private Clusters() {}

  /// Where the folders are: `AMASIA_CLUSTERS`, or the user's folder for state.
  public static Path folder() {
    String own = System.getenv("AMASIA_CLUSTERS");
    if (own != null && !own.isBlank()) {
      return Path.of(own).toAbsolutePath();
    }
    String state = System.getenv("XDG_STATE_HOME");
    Path home =
        state == null || state.isBlank()
            ? Path.of(System.getProperty("user.home", "."), ".local", "state")
            : Path.of(state);
    return home.resolve("amasia").resolve("clusters").toAbsolutePath();
  }

  /// What the cluster at `url` asks of its clients, if it is one of these.
  ///
  /// @throws AmasiaException.Format if its file can't be read
  public static Optional<Properties> settings(String url) {
    return settings(folder(), url);
  }

  /// What was written last counts: a cluster whose machine was switched off may have had the same
  /// URL, and another secret.
  static Optional<Properties> settings(Path folder, String url) {
    for (Path file : files(folder)) {
      var settings = new Properties();
      try (Reader text = Files.newBufferedReader(file)) {
        settings.load(text);
      } catch (NoSuchFileException _) {
        continue; // stopped just now
      } catch (IOException e) {
        throw new AmasiaException.Format("can't read the cluster's settings " + file, e);
      }
      if (url.equals(settings.getProperty(URL_KEY))) {
        return Optional.of(settings);
      }
    }
    return Optional.empty();
  }

  /// The newest first.
  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .map(f -> f.resolve(CLIENT_FILE))
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparingLong(file -> -file.toFile().lastModified()))
          .toList();
    } catch (IOException e) {
      throw new AmasiaException.Format("can't list the clusters in " + folder, e);
    }
  }
}
