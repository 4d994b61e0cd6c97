package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.testkit.Shared;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a result's file says of itself, in each format.
class WrittenResultsTest {
  @TempDir Path folder;

  private List<String> scenarios() {
    return MainJobTest.files("data/scenario");
  }

  @Test
  void aSeriesHasNoTiesToTheGridThatIsGone() {
    Dataset result =
        CommandRun.computed(
            folder.resolve("r.nc"),
            scenarios(),
            "--concat",
            "scenario=A1B,E1",
            "--region",
            "USA",
            "--area-mean",
            "--yearly",
            "mean",
            "--anomaly",
            "none",
            "--base",
            "1961..1990");
    var tas = result.variable("air_temperature");
    // Time is first, as CDO and ncview need it.
    assertThat(tas.dims()).containsExactly("time", "scenario");
    assertThat(tas.attr("grid_mapping")).isEmpty();
    assertThat(tas.attr("units")).contains("K");
    assertThat(tas.attr("units_metadata")).contains("temperature: difference");
    assertThat(tas.attr("cell_methods"))
        .contains("time: mean (interval: 6 hour) area: mean time: mean");
    assertThat(result.has("latitude_longitude")).isFalse();
    assertThat(result.coords().names())
        .contains("height", "region", "scenario")
        .doesNotContain("latitude");
    var bounds = result.variable("time_bnds").load().toLongs();
    var time = result.coords().get("time").load().toLongs();
    assertThat(time[7]).isEqualTo((bounds[14] + bounds[15]) / 2);
    assertThat(bounds[16]).isEqualTo(bounds[15]);
    String history = String.valueOf(result.attrs().get("history"));
    assertThat(history)
        .contains("amasia compute")
        .contains("1961..1990")
        .contains("E1_north_america.nc");
  }

  @Test
  void sameNumbersInEveryFormat() throws IOException {
    Path nc = folder.resolve("r.nc");
    Path zarr = folder.resolve("r.zarr");
    Path csv = folder.resolve("r.csv");
    Path json = folder.resolve("r.json");
    Path png = folder.resolve("r.png");
    Path html = folder.resolve("r.html");
    String file = Shared.file("data/scenario/E1_north_america.nc").toString();
    CommandRun run =
        CommandRun.of(
            "compute",
            file,
            "--bbox",
            "-120,30,-80,50",
            "--area-mean",
            "--yearly",
            "mean",
            "--units",
            "air_temperature=degC",
            "--as",
            "tas",
            "--dtype",
            "f4",
            "-o",
            nc.toString(),
            "-o",
            zarr.toString(),
            "-o",
            csv.toString(),
            "-o",
            json.toString(),
            "-o",
            png.toString(),
            "-o",
            html.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEmpty();
    double[] fromNc = values(nc);
    assertThat(values(zarr)).containsExactly(fromNc);
    List<String> rows = Files.readAllLines(csv);
    assertThat(rows).hasSize(241);
    assertThat(rows.getFirst()).endsWith("time [360_day],tas");
    assertThat(Float.parseFloat(rows.get(5).substring(rows.get(5).lastIndexOf(',') + 1)))
        .isEqualTo((float) fromNc[4]);
    assertThat(Files.readString(json)).contains("\"units\":\"degC\"").contains("float32");
    assertThat(Files.size(png)).isGreaterThan(5000);
    String packed = Files.readString(html).split("\"values\":\"", 2)[1].split("\"", 2)[0];
    ByteBuffer shown =
        ByteBuffer.wrap(Base64.getDecoder().decode(packed)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(shown.getFloat(16)).isEqualTo((float) fromNc[4]);
    assertThat(fromNc[0]).isBetween(-20.0, 30.0);
  }

  @Test
  void aClimatologyReadsBackWithItsBounds() {
    String file =
        Shared.file("data/cmip6/tas_day_CESM2-WACCM_historical_r1i1p1f1_gn_20000101-20091231.nc")
            .toString();
    Dataset result =
        CommandRun.computed(
            folder.resolve("c.nc"),
            List.of(file),
            "--climatology",
            "month:mean",
            "--partial",
            "keep");
    assertThat(result.coords().get("time").attr("climatology")).contains("climatology_bnds");
    assertThat(result.has("time_bnds")).isFalse();
    assertThat(result.has("lat_bnds")).isTrue();
    assertThat(result.variable("tas").attr("cell_methods"))
        .contains("area: time: mean time: mean within years time: mean over years");
    assertThat(result.variable("tas").dtype().label()).isEqualTo("float32");
  }

  @Test
  void aMaskOfAnotherFile() {
    String air = Shared.file("data/scenario/A1B_north_america.nc").toString();
    String basins = Shared.file("data/era/basin_mask.nc").toString();
    String mask = folder.resolve("mask.nc").toString();
    Dataset basin =
        CommandRun.computed(
            Path.of(mask), List.of(basins), "--isel", "Z=0", "--regrid", air, "--method", "nn");
    double[] codes = basin.variable("basin").load().toDoubles();
    Dataset kept =
        CommandRun.computed(
            folder.resolve("pacific.nc"),
            List.of("a=" + air, "m=" + mask),
            "--where",
            "m.basin == 2",
            "--isel",
            "T=0");
    double[] before =
        Opening.open(List.of(air), OpenOptions.standard())
            .get("air_temperature")
            .isel("time", 0L)
            .load()
            .toDoubles();
    double[] after = kept.variable("air_temperature").load().toDoubles();
    double[] expected = new double[codes.length];
    Arrays.setAll(expected, i -> codes[i] == 2 ? before[i] : Double.NaN);
    assertThat(after).containsExactly(expected);
    assertThat(Arrays.stream(after).filter(v -> !Double.isNaN(v)).count()).isBetween(10L, 400L);
    CommandRun late = CommandRun.of("compute", "a=" + air, "m=" + mask, "--isel", "T=0");
    assertThat(late.code()).isEqualTo(1);
    assertThat(late.err()).contains("input 'm': no dimension 'T'").contains("write that first");
  }

  @Test
  void pointsOnCurvilinearAndUnstructuredGrids() {
    String nemo = Shared.file("data/nemo/nemo_1m_20150101-20150201_grid-T.nc").toString();
    CommandRun ocean = CommandRun.of("compute", nemo, "--point", "-30,45,Azores", "--json");
    assertThat(ocean.code()).as(ocean.err()).isZero();
    assertThat(ocean.err()).contains("nearest cell centre");
    assertThat(ocean.out()).contains("Azores");
    String icon =
        Shared.file("data/grids/tas_Amon_ICON-ESM-LR_historical_r1i1p1f1_gn_185001.nc").toString();
    CommandRun air = CommandRun.of("compute", icon, "--point", "10,53", "--json");
    assertThat(air.code()).as(air.err()).isZero();
    CommandRun mean = CommandRun.of("compute", icon, "--area-mean");
    assertThat(mean.code()).as(mean.err()).isZero();
  }

  @Test
  void stationsAreReadFromAFile() throws IOException {
    Path list = folder.resolve("stations.csv");
    Files.writeString(list, "name,lon,lat\nDenver,-105,39.7\nAtlanta,-84.4,33.7\n");
    Dataset result =
        CommandRun.computed(
            folder.resolve("s.nc"),
            List.of(Shared.file("data/scenario/A1B_north_america.nc").toString()),
            "--point",
            "@" + list,
            "--isel",
            "T=0");
    assertThat(result.coords().get("station").load().getString(1)).isEqualTo("Atlanta");
    assertThat(result.coords().get("distance").attr("units")).contains("km");
    assertThat(result.variable("air_temperature").dims()).containsExactly("station");
  }

  private static double[] values(Path target) {
    try (Dataset data = Opening.open(List.of(target.toString()), OpenOptions.standard())) {
      return data.variable("tas").load().toDoubles();
    }
  }
}
