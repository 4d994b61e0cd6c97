package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs what the README tells a newcomer to run, as it is written there, in an empty folder.
class ReadmeTest {
  @TempDir Path folder;

  @Test
  void everyLineOfTheReadmeRuns() throws Exception {
    Document readme = Document.read("README.md");
    assertThat(readme.fragments()).hasSize(1);
    Files.writeString(folder.resolve("Kenya.java"), readme.fragments().getFirst());
    assertThat(readme.lines()).contains("./amasia demo", "mvn verify", "./amasia run Kenya.java");
    for (String line : readme.lines()) {
      // What builds and tests the project is what runs this test.
      if (!line.equals("mvn verify")) {
        assertThat(line).startsWith("./amasia ");
        Document.amasia(folder, line);
      }
    }
    assertThat(folder.resolve("amasia-demo/anomaly.png")).isNotEmptyFile();
    assertThat(folder.resolve("kenya.csv")).isNotEmptyFile();
    assertThat(folder.resolve("map.png")).isNotEmptyFile();
    assertThat(folder.resolve("kenya-annual.png")).isNotEmptyFile();
  }

  /// The example that the API was designed by, word for word.
  @Test
  void theDesignsExampleRunsAsWritten() throws Exception {
    Path scenarios = Shared.file("data/scenario");
    Files.createSymbolicLink(folder.resolve("scenario"), scenarios);
    Files.writeString(
        folder.resolve("Annual.java"),
        """
        import static io.amasia.Amasia.*;

        void main() {
            try (var ds = open("scenario/*.nc", concat("scenario").labelledBy("@Model scenario"))) {      // lazy: metadata only
                var annual = ds.get("air_temperature")
                        .sel("time", slice("1961", "2099"))
                        .region("United States of America")                          // Natural Earth polygon → mask
                        .weighted(areaWeights()).mean("latitude", "longitude")
                        .groupBy("time.year").mean();
                IO.println(annual.explain());                                        // stages, tasks, bytes, memory
                plot(annual).save("annual.png");                                     // runs here
            }
        }
        """);
    assertThat(Document.amasia(folder, "run Annual.java"))
        .contains("reads 2.0 MB of 3.5 MB in 278 chunks");
    assertThat(folder.resolve("annual.png")).isNotEmptyFile();
  }
}
