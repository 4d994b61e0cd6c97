package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.storage.format.Attribute;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Statistics of files with odd values, and results as JSON.
class StatsTest {
  @TempDir Path folder;

  @Test
  void aTimeThatIsNoneIsMissingAndSaid() {
    Variable time =
        Variable.of(List.of("time"), new double[] {0, 9.96921e36, 2, Double.POSITIVE_INFINITY})
            .withAttrs(Map.of("units", Attribute.of("days since 2000-01-01")));
    Path file = write(new Dataset(Map.of(), new Coordinates(Map.of("time", time)), Map.of()));
    CommandRun run = CommandRun.of("stats", file.toString(), "--json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("\"count\":2")
        .contains("\"first\":\"2000-01-01T00:00:00\"")
        .contains("\"last\":\"2000-01-03T00:00:00\"");
    assertThat(run.err()).contains("beyond the years that can be held");
    assertThat(CommandRun.of("info", file.toString()).code()).isZero();
  }

  @Test
  void missingValuesAreNullInJsonAndInfinitiesAreTexts() {
    Variable x =
        Variable.of(List.of("n"), new double[] {1, Double.NaN, Double.NEGATIVE_INFINITY, 2.5});
    Path file = write(new Dataset(Map.of("x", x), Coordinates.NONE, Map.of()));
    CommandRun run = CommandRun.of("compute", file.toString(), "--json");
    assertThat(run.out()).contains("\"values\":[1.0,null,\"-Infinity\",2.5]");
    CommandRun stats = CommandRun.of("stats", file.toString(), "--json");
    assertThat(stats.out()).contains("\"min\":\"-Infinity\"").contains("\"std\":\"NaN\"");
  }

  private Path write(Dataset data) {
    Path file = folder.resolve("odd.nc");
    DatasetWriter.write(data, file.toString(), DatasetWriter.Options.standard());
    return file;
  }
}
