package io.amasia.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amasia.Amasia;
import io.amasia.array.Calendar;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import io.amasia.testkit.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs each program of this module on data made here: 3 members of 40 years of months on a 10°
/// grid, warming by 0.02 K a year from 1961, with seasons of 10 K.
class ExamplesTest {
  private static final int MEMBERS = 3;
  private static final int MONTHS = 480;

  @TempDir static Path folder;

  private static double value(int member, int month, double lat) {
    double season = Math.cos(2 * Math.PI * (month % 12 - 6) / 12) * 10 * Math.signum(lat);
    return 288 + member + season + 0.02 * Math.floorDiv(month, 12);
  }

  @BeforeAll
  static void makeTheEnsemble() {
    double[] lat = new double[18];
    double[] lon = new double[36];
    for (int j = 0; j < 18; j++) {
      lat[j] = -85 + 10 * j;
    }
    for (int i = 0; i < 36; i++) {
      lon[i] = 5 + 10 * i;
    }
    float[] values = new float[MEMBERS * MONTHS * 18 * 36];
    for (int k = 0; k < values.length; k++) {
      int cells = 18 * 36;
      values[k] = (float) value(k / (cells * MONTHS), k / cells % MONTHS, lat[k % cells / 36]);
    }
    long[] times = new long[MONTHS];
    for (int t = 0; t < MONTHS; t++) {
      times[t] = Calendar.NOLEAP.micros(1961 + t / 12, t % 12 + 1, 15, 0, 0, 0, 0);
    }
    Variable tas =
        Variable.of(
                List.of("member", "time", "lat", "lon"),
                Nodes.literal(NdArray.of(Shape.of(MEMBERS, MONTHS, 18, 36), values)))
            .withAttr("units", Attribute.of("K"))
            .withAttr("long_name", Attribute.of("air temperature"));
    Coordinates coords =
        Coordinates.NONE
            .with("member", Variable.of(List.of("member"), new long[] {1, 2, 3}))
            .with("time", Variable.times(Calendar.NOLEAP, "time", times))
            .with("lat", degrees("lat", lat, "degrees_north"))
            .with("lon", degrees("lon", lon, "degrees_east"));
    Amasia.write(new DataArray("tas", tas, coords).toDataset("tas"), store());
  }

  private static Variable degrees(String dim, double[] values, String units) {
    return Variable.of(List.of(dim), values).withAttr("units", Attribute.of(units));
  }

  private static String store() {
    return folder.resolve("ensemble.zarr").toString();
  }

  private static Path programs() {
    return Path.of(System.getProperty("amasia.root", ".."), "examples");
  }

  private static String run(String program, String... args) throws Exception {
    return Programs.run(programs().resolve(program + ".java"), folder, args);
  }

  @Test
  void regionalWarming() throws Exception {
    Path picture = folder.resolve("warming.svg");
    String printed = run("RegionalWarming", store(), "tas", "Australia", picture.toString());
    assertThat(printed).contains("(year: 10)> float64");
    assertThat(picture).content().contains("Australia", "n = 3");
  }

  @Test
  void climatology() throws Exception {
    String out = folder.resolve("anomaly.zarr").toString();
    String printed = run("Climatology", store(), "tas", "1961", "1990", out);
    assertThat(printed).startsWith("reads ").contains(" stages, ");
    try (Dataset anomaly = Amasia.open(out)) {
      DataArray last = anomaly.get("tas_anomaly").isel(Map.of("member", 1, "time", MONTHS - 1));
      // The seasons are gone; what is left is the year against the middle of the base period.
      assertThat(last.mean().item()).isCloseTo(0.02 * (39 - 14.5), within(1e-3));
      assertThat(last.std().item()).isCloseTo(0, within(1e-4));
    }
  }

  @Test
  void pickPoint() throws Exception {
    String printed = run("PickPoint", store(), "tas", "151", "-34");
    assertThat(printed).contains("nearest: 155.0, -35.0").contains("of 1440.0 values");
  }

  @Test
  void drawMap() throws Exception {
    Path map = folder.resolve("map.png");
    String one = folder.resolve("one.zarr").toString();
    try (Dataset ds = Amasia.open(store())) {
      Amasia.write(ds.isel("member", 0), one);
    }
    run("DrawMap", one, "tas", "1981", "2000", map.toString());
    assertThat(map).isNotEmptyFile();
  }

  @Test
  void windSpeed() throws Exception {
    Path file = Shared.file("data/era/eraint_uvz.nc");
    String printed = run("WindSpeed", file.toString());
    assertThat(printed).contains("strongest: ").contains("of 694080 points").contains("knot");
  }

  @Test
  void everyProgramHasATest() throws IOException {
    List<String> methods =
        Stream.of(ExamplesTest.class.getDeclaredMethods())
            .map(method -> method.getName().toLowerCase(Locale.ROOT) + ".java")
            .toList();
    try (Stream<Path> files = Files.list(programs())) {
      assertThat(files.map(file -> file.getFileName().toString().toLowerCase(Locale.ROOT)))
          .filteredOn(name -> name.endsWith(".java"))
          .isNotEmpty()
          .isSubsetOf(methods);
    }
  }
}
