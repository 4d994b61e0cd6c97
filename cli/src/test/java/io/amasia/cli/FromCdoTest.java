package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The right column of the guide's table for users of CDO runs, and gives the numbers that CDO's
/// line beside it gave; `make_from_cdo.py` made these.
class FromCdoTest {
  private static final Pattern ROW =
      Pattern.compile("\\| [^|]* \\| (?:`(cdo [^`]*)` )?\\| `amasia ([^`]*)` \\|");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final List<String> INPUTS =
      List.of("tas.nc", "pr.nc", "low.nc", "high.nc", "mask.nc", "daily.nc");
  private static final int SAMPLE = 50;

  @TempDir static Path folder;

  /// A row of the table.
  ///
  /// @param cdo the line for CDO, empty where it has none
  /// @param amasia the words after `amasia`
  record Row(String cdo, String amasia) {
    @Override
    public String toString() {
      return amasia;
    }
  }

  @BeforeAll
  static void copyInputs() throws IOException {
    for (String name : INPUTS) {
      try (var in = FromCdoTest.class.getResourceAsStream("fromcdo/" + name)) {
        Files.copy(in, folder.resolve(name));
      }
    }
  }

  static Stream<Row> rows() throws IOException {
    return Files.readAllLines(Document.ROOT.resolve("docs/guide/from-cdo.md")).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> new Row(row.group(1) == null ? "" : row.group(1), row.group(2)));
  }

  @Test
  void everyRowOfTheTableIsFound() throws IOException {
    long lines =
        Files.readAllLines(Document.ROOT.resolve("docs/guide/from-cdo.md")).stream()
            .filter(line -> line.startsWith("|") && line.contains("`amasia"))
            .count();
    assertThat(rows().count()).isEqualTo(lines).isGreaterThan(40);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void runsAndAgreesWithCdo(Row row) {
    CommandRun run = CommandRun.of(words(row.amasia()));
    assertThat(run.code()).as("amasia %s%n%s", row.amasia(), run.err()).isZero();
    if (row.cdo().contains("out.nc")) {
      String text = row.cdo();
      double[] expected = new ExpectedNumbers("fromcdo/expected.json").of(text);
      double scale = 0;
      for (int i = 1; i < expected.length; i++) {
        scale = Math.max(scale, Double.isNaN(expected[i]) ? 0 : Math.abs(expected[i]));
      }
      ExpectedNumbers.near(
          text, sample(folder.resolve("out.nc")), expected, tolerance(text) * scale);
    }
  }

  /// Of the largest value. Cells of CDO have great circles as edges, ours parallels, which shows on
  /// coarse grids; a trend of CDO takes all steps as equally long.
  private static double tolerance(String cdo) {
    return cdo.contains("fld") ? 5e-3 : cdo.contains("regres") ? 1e-3 : 3e-6;
  }

  /// The words of a line, its files in the folder of the test.
  private static String[] words(String line) {
    List<String> words = new ArrayList<>();
    for (MatchResult word : WORD.matcher(line).results().toList()) {
      String text = word.group(1) != null ? word.group(1) : word.group(2);
      words.add(text.replaceAll("^(\\w=)?(\\w+\\.(nc|csv|zarr))$", "$1" + folder + "/$2"));
    }
    if (words.contains("-o")) {
      words.add("-O");
    }
    return words.toArray(String[]::new);
  }

  /// As `make_from_cdo.py` samples: how many values, then about fifty at equal steps.
  private static double[] sample(Path file) {
    try (Dataset result = Opening.open(List.of(file.toString()), OpenOptions.standard())) {
      String name =
          result.variables().keySet().stream().filter(n -> !n.contains("bnds")).findFirst().get();
      double[] all = result.variable(name).load().toDoubles();
      int step = Math.ceilDiv(all.length, SAMPLE);
      List<Double> kept = new ArrayList<>(List.of((double) all.length));
      for (int i = 0; i < all.length; i += step) {
        kept.add(all[i]);
      }
      return kept.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
