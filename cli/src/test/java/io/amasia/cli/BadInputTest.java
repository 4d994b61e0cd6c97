package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.testkit.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong gives one clear line, exit 1 or 2, and never a stack trace.
class BadInputTest {
  @TempDir Path folder;

  /// `E1` stands for a file of 240 years, `TAS` for ten years of days, `NEMO` for a curvilinear
  /// grid.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          2 | compute | Missing required parameter
          1 | compute no-such-file.nc | no-such-file.nc
          2 | compute no-such-*.nc | no-such-*.nc
          1 | compute FOLDER | FOLDER
          1 | compute TRUNCATED | truncated.nc
          1 | compute GARBAGE | garbage.nc
          1 | compute EMPTY | empty.nc
          1 | compute E1 -v nothing | air_temperature
          2 | compute E1 -v a,,b | empty name
          1 | compute E1 --sel nodim=3 | latitude
          2 | compute E1 --sel latitude | DIM=
          2 | compute E1 --sel latitude=north | number
          1 | compute E1 --sel latitude=33.33 | latitude
          1 | compute E1 --sel latitude=-80..-70 | runs from
          1 | compute E1 --sel time=1700..1800 | 1860
          1 | compute E1 --sel time=year..1900 | year
          1 | compute E1 --isel time=1000 | 240
          1 | compute E1 --isel time=500..600 | 240
          2 | compute E1 --isel time=x | whole number
          2 | compute E1 --isel time=0..10..0 | step
          1 | compute E1 --nearest nodim=1 | nodim
          2 | compute E1 --bbox 1,2,3 | W,S,E,N
          2 | compute E1 --bbox 0,95,10,99 | latitude
          2 | compute E1 --bbox 0,50,10,40 | south
          1 | compute E1 --bbox 0,-60,10,-50 --area-mean | no
          1 | compute E1 --region Atlantis | Atlantis
          1 | compute E1 --region Mongolia --area-mean | Mongolia
          1 | compute E1 --region no-such.geojson --area-mean | no-such.geojson
          2 | compute E1 --point 200 | numbers
          2 | compute E1 --point 200,40, | name is empty
          2 | compute E1 --point @no-such.csv | there is no list of stations no-such.csv
          1 | compute E1 --region USA:mainlnd | USA:mainland
          1 | compute E1 --interp latitude=80,90 | runs from
          2 | compute E1 --season XYZ | season
          2 | compute E1 --yearly avergae | no statistic
          2 | compute E1 --monthly mean | longer period
          2 | compute E1 --climatology year:mean | cycle
          2 | compute E1 --climatology month | CYCLE:M
          2 | compute E1 --resample 5Q7:mean | frequency
          2 | compute E1 --anomaly week | cycle
          1 | compute E1 --anomaly none --base 1800..1810 | base period
          2 | compute E1 --anomaly none --base 1961 | both ends
          2 | compute E1 --base 1961..1990 | --anomaly
          2 | compute E1 --yearly mean --min-coverage 2 | share
          2 | compute E1 --yearly mean --partial maybe | drop or keep
          2 | compute E1 --time-weights days | length or none
          1 | compute E1 --mean nodim | nodim
          2 | compute E1 --reduce mean,foo:time | no statistic
          2 | compute E1 --reduce q101:time | no statistic
          2 | compute E1 --expr `x = ` | expected
          1 | compute E1 --expr `x = nope + 1` | nope
          2 | compute a=E1 b=E1 --yearly mean | --expr
          2 | compute a=E1 E1 | name all inputs
          1 | compute a=E1 b=TAS --expr `d = a.air_temperature - b.tas` | match
          2 | compute E1 --units air_temperature=kg | kg
          2 | compute E1 --units air_temperature=blah | blah
          2 | compute TAS NEMO --chunk time=0 | at least 1
          2 | compute E1 --dtype i9 | f4
          2 | compute E1 --mean time -o out.xyz | .nc
          2 | compute E1 --mean time -o no-such-folder/out.nc | no-such-folder
          2 | compute E1 --mean time -o no-such-folder/out.csv | no-such-folder
          2 | compute E1 --frobnicate 3 | frobnicate
          1 | compute E1 TAS --mean time | -
          2 | compute E1 --expr `x = fillna(5, air_temperature)` | fillna needs a variable first
          2 | compute E1 --expr `x = a.air_temperature` | the only one has no name
          2 | compute a=E1 b=E1 --expr `x = c.air_temperature` | no input 'c'; there are: a, b
          2 | compute E1 --where `air_temperature > 280 and air_temperature < 290` | for 'and' write &&
          2 | compute E1 --where `air_temperature = 280` | to compare write ==
          2 | compute E1 --expr `x = air_temperature > 280 ? 1 : 0` | write where(
          2 | compute E1 --as `two words` | letters, digits
          2 | compute E1 --as a,b | one name
          2 | compute E1 --trend T,X | one name
          2 | compute E1 --method con | --method goes with --regrid
          2 | compute E1 --cells filled | --cells goes with --point
          2 | compute E1 --regrid 1 | such as 1x1
          1 | compute E1 --rolling T=99999999999:mean | does not fit
          1 | compute E1 --coarsen T=99999999999:mean | does not fit
          2 | compute tas[.nc | as a pattern it is malformed
          2 | compute no-such-folder/*.nc | there is no folder no-such-folder
          2 | compute @no-such-list.txt | there is no list of inputs
          2 | computee E1 | no command 'computee'
          1 | compute NEMO --sel x=3 | --isel
          2 | compute a=E1 b=E1 --spell `a.air_temperature > b.air_temperature` | --expr 'hot = a.air_temperature > b.air_temperature' --spell 'hot > 0'
          2 | explain E1 --as python | xarray and cdo
          """)
  void oneClearLine(int code, String line, String says) throws IOException {
    CommandRun run = CommandRun.of(words(line));
    assertThat(run.code()).as("%s: %s", line, run.err()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
    String wanted = says.equals("FOLDER") ? folder.toString() : says;
    assertThat(run.err()).as(line).contains(wanted);
    assertThat(run.err())
        .doesNotContain("\tat ")
        .doesNotContain("Exception")
        .doesNotContain("bug of Amasia");
    long errors =
        run.err()
            .lines()
            .filter(l -> l.startsWith("amasia: error") || l.startsWith("error"))
            .count();
    assertThat(errors).as(run.err()).isLessThanOrEqualTo(1);
  }

  @Test
  void anExistingTargetIsLeftAloneWithoutOverwriting() throws IOException {
    for (String name :
        List.of("there.nc", "there.csv", "there.zarr", "there.png", "there.html", "there.json")) {
      Path target = Files.writeString(folder.resolve(name), "mine");
      CommandRun run = CommandRun.of(words("compute E1 --mean time,latitude -o " + target));
      assertThat(run.code()).as(run.err()).isEqualTo(1);
      assertThat(run.err()).contains("-O");
      assertThat(Files.readString(target)).isEqualTo("mine");
    }
  }

  @Test
  void aFailedComputationLeavesNothingBehind() throws IOException {
    byte[] bytes = Files.readAllBytes(Shared.file("data/scenario/E1_north_america.nc"));
    Path input =
        Files.write(folder.resolve("cut.nc"), java.util.Arrays.copyOf(bytes, bytes.length * 2 / 3));
    Path results = Files.createDirectory(folder.resolve("results"));
    for (String name : List.of("a.nc", "a.zarr", "a.csv", "a.json", "a.png", "a.html")) {
      CommandRun run =
          CommandRun.of(
              "compute",
              input.toString(),
              "--isel",
              "T=200",
              "-o",
              results.resolve(name).toString());
      assertThat(run.code()).as(name + run.err()).isEqualTo(1);
      try (var left = Files.list(results)) {
        assertThat(left).as(name).isEmpty();
      }
    }
  }

  private String[] words(String line) throws IOException {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" (?=(?:[^`]*`[^`]*`)*[^`]*$)", -1)) {
      String plain = word.replace("`", "");
      words.add(
          plain
              .replace("E1", Shared.file("data/scenario/E1_north_america.nc").toString())
              .replace(
                  "TAS",
                  Shared.file(
                          "data/cmip6/tas_day_CESM2-WACCM_historical_r1i1p1f1_gn_20000101-20091231.nc")
                      .toString())
              .replace(
                  "NEMO", Shared.file("data/nemo/nemo_1m_20150101-20150201_grid-T.nc").toString())
              .replace("FOLDER", folder.toString())
              .replace("TRUNCATED", cut("truncated.nc", 700))
              .replace("EMPTY", cut("empty.nc", 0))
              .replace(
                  "GARBAGE",
                  Files.writeString(folder.resolve("garbage.nc"), "no dataset at all\n".repeat(40))
                      .toString()));
    }
    return words.toArray(String[]::new);
  }

  private String cut(String name, int length) throws IOException {
    byte[] bytes = Files.readAllBytes(Shared.file("data/scenario/E1_north_america.nc"));
    return Files.write(folder.resolve(name), java.util.Arrays.copyOf(bytes, length)).toString();
  }
}
