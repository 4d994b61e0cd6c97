package io.amasia.cli;

import io.amasia.dataset.Dataset;
import io.amasia.testkit.Shared;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Periods and climatologies of ten years of daily temperature (noleap) against CDO.
///
/// By its bounds the record runs from 1999-12-31 to 2009-12-30. CDO keeps periods that the record
/// covers in part; Amasia drops them unless `--partial keep` is said, so what CDO gives is compared
/// with and without them.
class DailyAgainstCdoTest {
  private static final ExpectedNumbers EXPECTED = new ExpectedNumbers("expected.json");
  private static final int CELLS = 6;

  @TempDir Path folder;

  @Test
  void monthlyMeans() {
    keptAndDropped("tas monmean", "--monthly", "mean");
  }

  @Test
  void monthlyMaxima() {
    keptAndDropped("tas monmax", "--monthly", "max");
  }

  @Test
  void yearlyMeans() {
    keptAndDropped("tas yearmean", "--yearly", "mean");
  }

  @Test
  void yearlyStandardDeviations() {
    keptAndDropped("tas yearstd", "--yearly", "std");
  }

  @Test
  void seasonalMeans() {
    keptAndDropped("tas seasmean", "--seasonal", "mean");
  }

  @Test
  void climatologyOfMonths() {
    EXPECTED.check("tas ymonmean", tas("--climatology", "month:mean", "--partial", "keep"), 1e-4);
  }

  @Test
  void climatologyOfDays() {
    EXPECTED.check("tas ydaymean", tas("--climatology", "day:mean"), 1e-4);
  }

  @Test
  void climatologyOfSeasonsWithPartialSeasonsKept() {
    EXPECTED.check("tas yseasmean", tas("--climatology", "season:mean", "--partial", "keep"), 1e-4);
  }

  @Test
  void climatologyOfSeasonsDropsPartialWinters() {
    double[] kept = EXPECTED.of("tas yseasmean");
    double[] dropped = tas("--climatology", "season:mean");
    ExpectedNumbers.near(
        "MAM to SON",
        Arrays.copyOfRange(dropped, CELLS, 4 * CELLS),
        Arrays.copyOfRange(kept, CELLS, 4 * CELLS),
        1e-4);
    // Winters 2000/01 to 2008/09, each of 90 days.
    double[] seasons = EXPECTED.of("tas seasmean");
    double[] winters = new double[CELLS];
    for (int w = 1; w <= 9; w++) {
      for (int c = 0; c < CELLS; c++) {
        winters[c] += seasons[4 * w * CELLS + c] / 9;
      }
    }
    ExpectedNumbers.near("DJF", Arrays.copyOf(dropped, CELLS), winters, 1e-4);
  }

  private void keptAndDropped(String name, String... operation) {
    double[] all = EXPECTED.of(name);
    EXPECTED.check(name, tas(operation[0], operation[1], "--partial", "keep"), 1e-4);
    double[] complete = Arrays.copyOfRange(all, CELLS, all.length - CELLS);
    ExpectedNumbers.near(name + ", complete", tas(operation), complete, 1e-4);
  }

  private double[] tas(String... operations) {
    String file =
        Shared.file("data/cmip6/tas_day_CESM2-WACCM_historical_r1i1p1f1_gn_20000101-20091231.nc")
            .toString();
    try (Dataset result =
        CommandRun.computed(folder.resolve("tas.nc"), List.of(file), operations)) {
      return result.variable("tas").load().toDoubles();
    }
  }
}
