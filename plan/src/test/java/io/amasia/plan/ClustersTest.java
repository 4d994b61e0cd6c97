package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClustersTest {
  private static final String URL = "spark://127.0.0.1:7077";

  @TempDir Path folder;

  private void cluster(String name, String secret, long millis) throws IOException {
    Path file = Files.createDirectory(folder.resolve(name)).resolve(Clusters.CLIENT_FILE);
    Files.writeString(file, "spark.master " + URL + "\nsecret " + secret + "\n");
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }

  @Test
  void theNewestOfAUrlCounts() throws IOException {
    assertThat(Clusters.settings(folder, URL)).isEmpty();
    cluster("switched-off", "old", 1_000_000);
    cluster("that-runs", "new", 2_000_000);
    cluster("another-switched-off", "older", 500_000);
    assertThat(Clusters.settings(folder, URL).orElseThrow()).containsEntry("secret", "new");
    assertThat(Clusters.settings(folder, "spark://127.0.0.1:7078")).isEmpty();
  }
}
