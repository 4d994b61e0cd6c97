package io.amasia.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.cli.Main;
import io.amasia.spark.TestCluster.Ran;
import io.amasia.testkit.Shared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the lines of the guide for a cluster on a laptop, with a cluster of the test's own.
class ClusterGuideTest {
  private static final Path ROOT =
      Path.of(System.getProperty("amasia.root", "..")).toAbsolutePath().normalize();

  @TempDir Path folder;
  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void stop() {
    SparkConnection.close();
    cluster.close();
  }

  @Test
  void aClusterOnALaptopRunsAsWritten() throws IOException {
    String url = "";
    for (String line : lines("## A cluster on a laptop")) {
      String[] words = line.replace("amasia ", "").split(" ");
      if (words[0].equals("cluster")) {
        Ran ran = cluster.amasia(List.of(words).subList(1, words.length).toArray(String[]::new));
        assertThat(ran.code()).as("%s%n%s", line, ran.err()).isZero();
        url = words[1].equals("start") ? ran.out().strip() : url;
      } else {
        compute(line, url);
      }
    }
    assertThat(folder.resolve("mean.nc")).exists();
  }

  private void compute(String line, String url) {
    String here =
        line.replace("amasia ", "")
            .replace("'tas_*.nc'", Shared.file("data/scenario/E1_north_america.nc").toString())
            .replace("spark://127.0.0.1:7077", url)
            .replace("mean.nc", folder.resolve("mean.nc").toString());
    amasia(here.split(" "));
  }

  /// What the command prints, which must end well.
  private static String amasia(String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            words);
    assertThat(code)
        .as("%s%n%s", String.join(" ", words), err.toString(StandardCharsets.UTF_8))
        .isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theNotebookAboutClustersRunsOnSpark() {
    String notebook = ROOT.resolve("docs/notebooks/on-a-cluster.ipynb").toString();
    String[] words = {
      "notebook",
      "run",
      notebook,
      "-p",
      "engine=spark-local[2]",
      "-p",
      "size=1000",
      "-p",
      "chunk=500"
    };
    assertThat(amasia(words)).contains("spark-local[2]", "the same, to the last bit");
  }

  /// The block after a heading.
  private static List<String> lines(String heading) throws IOException {
    String page = Files.readString(ROOT.resolve("docs/guide/cluster.md"));
    String block = page.substring(page.indexOf(heading)).split("```", -1)[1];
    return block.lines().skip(1).toList();
  }
}
