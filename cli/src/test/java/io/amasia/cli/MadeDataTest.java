package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.MemoryPool;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command on data made here, against plain loops over the same numbers.
class MadeDataTest {
  @TempDir static Path folder;
  private static GaussianMonths greenwich;
  private static GaussianMonths dateline;

  @BeforeAll
  static void make() throws IOException {
    greenwich = GaussianMonths.write(folder.resolve("greenwich.zarr"), 0);
    dateline = GaussianMonths.write(folder.resolve("dateline.zarr"), -180);
  }

  @Test
  void yearlyMeansOfTheGlobe() {
    double[] got = values(computed(greenwich, "--yearly", "mean", "--area-mean"));
    for (int y = 0; y < 10; y++) {
      double sum = 0;
      double area = 0;
      for (int row = 0; row < GaussianMonths.ROWS; row++) {
        for (int column = 0; column < GaussianMonths.COLUMNS; column++) {
          float year = (float) yearMean(greenwich, y, row, column);
          if (!Float.isNaN(year)) {
            sum += year * GaussianMonths.area(row);
            area += GaussianMonths.area(row);
          }
        }
      }
      assertThat(got[y]).as("year %d", y).isCloseTo(sum / area, within(2e-5));
    }
  }

  @Test
  void yearlyMeansOfEachCell() {
    double[] got = values(computed(greenwich, "--yearly", "mean"));
    int missing = 0;
    for (int i = 0; i < got.length; i++) {
      int place = i % (GaussianMonths.ROWS * GaussianMonths.COLUMNS);
      double expected =
          yearMean(
              greenwich,
              i / (GaussianMonths.ROWS * GaussianMonths.COLUMNS),
              place / GaussianMonths.COLUMNS,
              place % GaussianMonths.COLUMNS);
      assertThat(got[i]).as("%d", i).isEqualTo(Double.valueOf((float) expected));
      missing += Double.isNaN(expected) ? 1 : 0;
    }
    assertThat(missing).isGreaterThan(40);
  }

  @Test
  void aBoxAcrossTheSeamOfTheGrid() {
    double[] got = values(computed(greenwich, "--bbox", "-20,35,30,60", "--area-mean"));
    double[] turned = values(computed(dateline, "--bbox", "340,35,390,60", "--area-mean"));
    assertThat(turned).containsExactly(got, within(1e-4));
    for (int t = 0; t < GaussianMonths.TIMES; t++) {
      double sum = 0;
      double area = 0;
      for (int row = 0; row < GaussianMonths.ROWS; row++) {
        for (int column = 0; column < GaussianMonths.COLUMNS; column++) {
          double lon = Math.IEEEremainder(greenwich.lon(column), 360);
          double lat = GaussianMonths.LAT[row];
          float value = greenwich.at(t, row, column);
          if (lon >= -20 && lon <= 30 && lat >= 35 && lat <= 60 && !Float.isNaN(value)) {
            sum += value * GaussianMonths.area(row);
            area += GaussianMonths.area(row);
          }
        }
      }
      assertThat(got[t]).as("month %d", t).isCloseTo(sum / area, within(2e-5));
    }
  }

  @Test
  void regionsAcrossTheSeamAreTheSameOnEveryGrid() {
    for (String region : List.of("France", "Africa", "Russia", "Antarctica", "Fiji", "ocean")) {
      double[] one = values(computed(greenwich, "--region", region, "--area-mean"));
      double[] other = values(computed(dateline, "--region", region, "--area-mean"));
      assertThat(one).as(region).containsExactly(other, within(1e-4));
    }
  }

  @Test
  void aRegionsMapKeepsLongitudesTogether() {
    Dataset africa = computed(greenwich, "--region", "Africa", "--isel", "time=0");
    double[] lon = africa.coords().get("lon").load().toDoubles();
    assertThat(lon).isSorted();
    assertThat(lon[lon.length - 1] - lon[0]).isLessThan(120);
    assertThat(Arrays.stream(values(africa)).filter(Double::isFinite).count()).isGreaterThan(50);
  }

  @Test
  void longitudesOfARangeRunEastwards() {
    double[] lon =
        computed(greenwich, "--sel", "lon=350..10").coords().get("lon").load().toDoubles();
    assertThat(lon).containsExactly(354.375 - 360 + 360, 360, 365.625);
    CommandRun run =
        CommandRun.of(
            "compute", greenwich.folder().toString(), "--sel", "X=350..10", "--mean", "X,Y,T");
    assertThat(run.err()).contains("runs eastwards, through 20 degrees");
  }

  @Test
  void conservativeRegriddingKeepsTheMeanOfTheGlobe() {
    String[] fill = {
      "--where", "tas > 0", "--expr", "tas = fillna(tas, 280)", "--isel", "time=0..3"
    };
    List<String> coarse = new ArrayList<>(List.of(fill));
    coarse.addAll(List.of("--regrid", "10x5", "--method", "con"));
    Dataset regridded = computed(greenwich, coarse.toArray(String[]::new));
    assertThat(regridded.variable("tas").shape().toArray()).containsExactly(4, 36, 36);
    coarse.add("--area-mean");
    List<String> plain = new ArrayList<>(List.of(fill));
    plain.add("--area-mean");
    assertThat(values(computed(greenwich, coarse.toArray(String[]::new))))
        .containsExactly(values(computed(greenwich, plain.toArray(String[]::new))), within(1e-3));
    Dataset onto =
        computed(
            dateline,
            "--isel",
            "time=0",
            "--regrid",
            greenwich.folder().toString(),
            "--method",
            "nn");
    assertThat(onto.coords().get("lon").load().toDoubles()[0]).isZero();
    assertThat(values(onto)[100]).isEqualTo(Double.valueOf(greenwich.at(0, 1, 36)));
  }

  @Test
  void whatTheFileSaysOfItselfStaysTrue() {
    Dataset yearly = computed(greenwich, "--yearly", "mean");
    assertThat(text(yearly, "title")).isEqualTo("made");
    assertThat(text(yearly, "institution")).isEqualTo("none");
    assertThat(text(yearly, "frequency")).isEqualTo("yr");
    assertThat(yearly.attrs()).doesNotContainKey("tracking_id");
    assertThat(text(yearly, "history")).contains("amasia compute").contains("--yearly mean");
    assertThat(text(computed(greenwich, "--climatology", "month:mean"), "frequency"))
        .isEqualTo("monC");
    assertThat(text(computed(greenwich, "--area-mean"), "frequency")).isEqualTo("mon");
    assertThat(computed(greenwich, "--mean", "time").attrs()).doesNotContainKey("frequency");
  }

  @Test
  void resultsLargerThanMemoryAreWritten() throws IOException, InterruptedException {
    Path target = folder.resolve("large.zarr");
    Path shifts = folder.resolve("shifts.nc");
    DatasetWriter.write(
        new Dataset(
            Map.of(
                "shift",
                Variable.of(List.of("member"), IntStream.range(0, 80).asDoubleStream().toArray())),
            Coordinates.NONE,
            Map.of()),
        shifts.toString(),
        DatasetWriter.Options.standard());
    // 120 x 32 x 64 x 80 float32 are 79 MB, four times what the pool may hold.
    Path output = folder.resolve("large.txt");
    Process process =
        ChildJvm.of(
                List.of(
                    "-XX:+UseSerialGC",
                    "-Xmx96m",
                    "-D" + MemoryPool.LIMIT_PROPERTY + "=" + (20L << 20)),
                Main.class,
                "compute",
                "a=" + greenwich.folder(),
                "b=" + shifts,
                "--progress",
                "none",
                "--expr",
                "tas = a.tas + b.shift",
                "--dtype",
                "f4",
                "-o",
                target.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    try (Dataset data = Opening.open(List.of(target.toString()), OpenOptions.standard())) {
      var tas = data.variable("tas");
      assertThat(tas.dims()).containsExactly("time", "lat", "lon", "member");
      assertThat(tas.shape().size())
          .isEqualTo(80L * GaussianMonths.TIMES * GaussianMonths.ROWS * GaussianMonths.COLUMNS);
      double[] last = data.isel("member", 79).isel("time", 119).variable("tas").load().toDoubles();
      for (int i = 0; i < last.length; i++) {
        double before = greenwich.at(119, i / GaussianMonths.COLUMNS, i % GaussianMonths.COLUMNS);
        assertThat(last[i]).isEqualTo(Double.valueOf((float) (before + 79)));
      }
    }
  }

  @Test
  void orderOfReducedDimensionsDoesNotMatter() {
    double[] one = values(computed(greenwich, "--mean", "X,Y,T"));
    assertThat(values(computed(greenwich, "--mean", "T,lat,lon"))).containsExactly(one);
  }

  @Test
  void chunksAreWrittenAsAsked() {
    double[] plain = values(computed(greenwich));
    Dataset chunked = computed(greenwich, "--chunk", "T=12,lat=32,lon=64");
    assertThat(chunked.variable("tas").data().chunks().maxChunk().toArray())
        .containsExactly(12, 32, 64);
    assertThat(values(chunked)).containsExactly(plain);
  }

  private static double yearMean(GaussianMonths data, int year, int row, int column) {
    double sum = 0;
    for (int month = 0; month < 12; month++) {
      sum += (double) GaussianMonths.days(month) * data.at(12 * year + month, row, column);
    }
    return sum / 365;
  }

  private static Dataset computed(GaussianMonths data, String... operations) {
    return CommandRun.computed(
        folder.resolve("result.nc"), List.of(data.folder().toString()), operations);
  }

  private static double[] values(Dataset data) {
    return data.variable("tas").load().toDoubles();
  }

  private static String text(Dataset data, String name) {
    return data.attrs().get(name) instanceof io.amasia.storage.format.Attribute.Text(String text)
        ? text
        : Arrays.toString(new Object[] {data.attrs().get(name)});
  }
}
