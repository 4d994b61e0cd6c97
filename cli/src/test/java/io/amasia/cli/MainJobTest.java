package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.geo.GeoRegion;
import io.amasia.geo.RegionSelection;
import io.amasia.testkit.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job on real files, one command each, against xarray and CDO (`make_expected.py` made
/// the numbers).
class MainJobTest {
  private static final ExpectedNumbers EXPECTED = new ExpectedNumbers("expected.json");

  @TempDir Path folder;

  @Test
  void boxMeansOfTwoScenariosAsAnomaliesEqualXarrayAndCdo() {
    Dataset result =
        scenarios(
            "--bbox",
            "-120,30,-80,50",
            "--area-mean",
            "--yearly",
            "mean",
            "--anomaly",
            "none",
            "--base",
            "1961..1990");
    double[] a1b = series(result, 0);
    double[] e1 = series(result, 1);
    EXPECTED.check("box A1B xarray", a1b, 1e-6);
    EXPECTED.check("box E1 xarray", e1, 1e-6);
    // CDO computes on float32 what was read as float32.
    EXPECTED.check("box A1B cdo", a1b, 1e-4);
    EXPECTED.check("box E1 cdo", e1, 1e-4);
    assertThat(years(result)).startsWith(1860).endsWith(2099).hasSize(240);
    assertThat(result.coords().get("scenario").load().getString(1)).isEqualTo("E1");
  }

  @Test
  void meansOfTheUnitedStatesEqualXarrayWithTheSameWeights() {
    Dataset result =
        scenarios(
            "--region",
            "United States of America",
            "--area-mean",
            "--yearly",
            "mean",
            "--anomaly",
            "none",
            "--base",
            "1961..1990");
    EXPECTED.check("usa A1B xarray", series(result, 0), 1e-5);
    EXPECTED.check("usa E1 xarray", series(result, 1), 1e-5);
  }

  @Test
  void orderOfAreaYearAndAnomalyDoesNotMatter() {
    Dataset result =
        scenarios(
            "--region",
            "USA",
            "--anomaly",
            "none",
            "--base",
            "1990..1961",
            "--yearly",
            "mean",
            "--area-mean");
    EXPECTED.check("usa A1B xarray", series(result, 0), 1e-4);
  }

  @Test
  void theWeightsThatXarrayUsedAreOurs() {
    var usa = new ExpectedNumbers("usa_weights.json");
    String file = Shared.file("data/scenario/E1_north_america.nc").toString();
    try (Dataset data = Opening.open(List.of(file), OpenOptions.standard())) {
      var weights =
          RegionSelection.of(data, "air_temperature", GeoRegion.of("United States of America"))
              .areaWeights();
      double[] ours = weights.variable().load().toDoubles();
      usa.check("weights", ours, 1e-6 * Arrays.stream(ours).max().orElseThrow());
    }
  }

  @Test
  void meanAndSpreadOfFiveMembersDropTheIncompleteYear() {
    Dataset result =
        CommandRun.computed(
            folder.resolve("ensemble.nc"),
            files("data/ensemble"),
            "--concat",
            "member",
            "--area-mean",
            "--yearly",
            "mean",
            "--reduce",
            "mean,std,min:member");
    EXPECTED.check("ensemble mean", values(result, "tasmax_mean"), 1e-4);
    EXPECTED.check("ensemble std", values(result, "tasmax_std"), 1e-5);
    EXPECTED.check("ensemble min", values(result, "tasmax_min"), 1e-4);
    assertThat(years(result)).startsWith(1981).endsWith(1990).hasSize(10);
  }

  @Test
  void threeFilesOfA360DayCalendarMakeOneSeriesOfCompleteYears() {
    Dataset result =
        CommandRun.computed(folder.resolve("h.nc"), files("data/hadgem"), "--yearly", "mean");
    EXPECTED.check("hadgem yearly", values(result, "mrsos"), 1e-5);
    assertThat(Arrays.stream(years(result)).asDoubleStream().toArray())
        .containsExactly(EXPECTED.of("hadgem years"));
  }

  @Test
  void oceanModelFilesJoinByTheirRealTimeToAMap() {
    Dataset result = CommandRun.computed(folder.resolve("n.nc"), files("data/nemo"), "--mean", "T");
    Variable tos = result.variable("tos");
    assertThat(tos.dims()).containsExactly("y", "x");
    double[] all = tos.load().toDoubles();
    double[] some = new double[11 * 12];
    for (int i = 0; i < some.length; i++) {
      some[i] = all[i / 12 * 30 * 360 + i % 12 * 30];
    }
    EXPECTED.check("nemo mean, every 30th cell", some, 1e-5);
    assertThat(Arrays.stream(all).filter(v -> !Double.isNaN(v)).count())
        .isEqualTo((long) EXPECTED.of("nemo cells with values")[0]);
  }

  private Dataset scenarios(String... operations) {
    List<String> words = new java.util.ArrayList<>(List.of("--concat", "scenario=A1B,E1"));
    words.addAll(List.of(operations));
    return CommandRun.computed(
        folder.resolve("scenario.nc"), files("data/scenario"), words.toArray(String[]::new));
  }

  private static double[] series(Dataset result, long scenario) {
    return result.isel("scenario", scenario).variable("air_temperature").load().toDoubles();
  }

  static double[] values(Dataset result, String name) {
    return result.variable(name).load().toDoubles();
  }

  static int[] years(Dataset result) {
    Variable time = result.coords().get("time");
    return Arrays.stream(time.load().toLongs())
        .mapToObj(time.calendar().orElseThrow()::fields)
        .mapToInt(fields -> (int) fields.year())
        .toArray();
  }

  static List<String> files(String shared) {
    try (var names = Files.list(Shared.file(shared))) {
      return names.map(Path::toString).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
