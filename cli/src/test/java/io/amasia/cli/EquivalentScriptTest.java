package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.Shared;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Scripts of other tools; `bench/scripts.py` runs them and compares values.
class EquivalentScriptTest {
  private static CommandRun script(String tool, String words) {
    List<String> line = new ArrayList<>(List.of("explain"));
    line.add(Shared.file("data/scenario/A1B_north_america.nc").toString());
    String months = Shared.file("data/era/psl_ERA5_mon_194001-202212.nc").toString();
    line.addAll(List.of(words.replace("PSL", months).split(" ")));
    line.addAll(List.of("--as", tool, "-o", "box.nc"));
    return CommandRun.of(line.toArray(String[]::new));
  }

  @Test
  void cdoGetsOneChain() {
    CommandRun run =
        script(
            "cdo",
            "--bbox -120,30,-80,50 --area-mean --yearly mean --anomaly none --base 1961..1990 --units K --as t");
    assertThat(run.code()).as(run.err()).isZero();
    String chain =
        "-yearmean -seldate,1859-12-01T00:00:00,2099-11-30T23:59:59 -fldmean -sellonlatbox,-120,-80,30,50 FILE";
    assertThat(run.out().replaceAll("\\S+/A1B_north_america.nc", "FILE"))
        .startsWith(
            "#!/bin/sh\ncdo -L -O -f nc4 -b F64 -chname,air_temperature,t -setattribute,air_temperature@units=K ")
        .contains(
            "-sub %s -timmean -seldate,1961-01-01T00:00:00,1990-12-30T23:59:59 %s box.nc"
                .formatted(chain, chain));
  }

  @Test
  void xarrayGetsAProgram() {
    CommandRun run = script("xarray", "--sel time=1990..1999 --isel longitude=0..2 --mean T");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .contains(
            "ds = ds[[\"air_temperature\"]]",
            "ds = ds.sel({\"time\": slice(\"1990-01-01T00:00:00\", \"1999-12-30T23:59:59\")})",
            "ds = ds.isel({\"longitude\": slice(0, 3)})",
            "ds = ds.mean([\"time\"], skipna=False)",
            "ds.drop_vars([\"days\", \"area\"], errors=\"ignore\").to_netcdf(\"box.nc\")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cdo|--region USA --area-mean|CDO has no equal of --region",
        "cdo|--median T|CDO has no equal of median",
        "cdo|--regrid PSL --method con|CDO has no equal of cells with gaps between them",
        "cdo|--spell fillna(air_temperature,0)>270|CDO has no equal of what the expression says of missing values",
        "xarray|--region USA --area-mean|a script for xarray has no equal of --region",
        "xarray|--regrid 5x5 --area-mean|a script for xarray has no equal of areas after --regrid",
        "xarray|--expr x=air_temperature>270|no equal of a comparison as a value",
        "xarray|--point -100,40 --cells filled|no equal of --cells filled",
        "cdo|--point -100,40 --cells filled|no equal of --cells filled",
        "xarray|--yearly mean --partial keep|no equal of --min-coverage and --partial keep"
      })
  void whatHasNoEqualIsRefused(String tool, String words, String message) {
    CommandRun run = script(tool, words);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message);
  }
}
