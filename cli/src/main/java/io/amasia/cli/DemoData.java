package io.amasia.cli;

import io.amasia.array.Box;
import io.amasia.array.Calendar;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.geo.GeoRegion;
import io.amasia.geo.RegionMask;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.Sink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/// A small ensemble of climate projections, made from formulas and seeded noise: two scenarios of
/// five members, a hundred years of months from 1961, on a 3.75° grid, as chunked Zarr.
///
/// The numbers are invented; only their shape is like the real thing: cold poles, seasons stronger
/// over land and opposite in the south, warming that follows the scenario and is stronger over land
/// and ice, and weather that remembers last month.
final class DemoData {
  private static final int YEARS = 100;
  private static final int FIRST_YEAR = 1961;
  private static final int MONTHS = 12 * YEARS;
  private static final int ROWS = 48;
  private static final int COLUMNS = 96;
  private static final int MEMBERS = 5;
  private static final int MONTHS_A_CHUNK = 120;
  private static final List<String> SCENARIOS = List.of("low", "high");

  /// Global warming of each scenario in kelvin from 1990 to 2060.
  private static final double[] WARMING = {1.0, 2.6};

  private final double[] lat = new double[ROWS];
  private final double[] lon = new double[COLUMNS];
  private final boolean[] land;

  DemoData() {
    for (int j = 0; j < ROWS; j++) {
      lat[j] = -90 + 3.75 * (j + 0.5);
    }
    for (int i = 0; i < COLUMNS; i++) {
      lon[i] = 3.75 * (i + 0.5);
    }
    land = RegionMask.ofGrid(GeoRegion.land(), lat, lon);
  }

  /// Bytes of the values before compression.
  static long plainBytes() {
    return 4L * SCENARIOS.size() * MEMBERS * MONTHS * ROWS * COLUMNS;
  }

  /// Writes the ensemble to the Zarr store at `path`, replacing one that is there.
  ///
  /// @param progress told the share done, in percent
  void write(String path, IntConsumer progress) {
    try (Sink sink = Formats.forWriting(path).create(path, schema(), true)) {
      coordinates(sink);
      int done = 0;
      for (int scenario = 0; scenario < SCENARIOS.size(); scenario++) {
        for (int member = 0; member < MEMBERS; member++) {
          run(sink, scenario, member);
          progress.accept(100 * ++done / (SCENARIOS.size() * MEMBERS));
        }
      }
      sink.commit();
    }
  }

  private void run(Sink sink, int scenario, int member) {
    var random = new SplittableRandom(1000L * scenario + member);
    double[] weather = new double[ROWS * COLUMNS];
    double slow = 0;
    int block = MONTHS_A_CHUNK * ROWS * COLUMNS;
    for (int start = 0; start < MONTHS; start += MONTHS_A_CHUNK) {
      float[] values = new float[block];
      for (int m = 0; m < MONTHS_A_CHUNK; m++) {
        slow = 0.97 * slow + 0.03 * random.nextGaussian();
        month(values, m * ROWS * COLUMNS, start + m, scenario, slow, weather, random);
      }
      var box =
          Box.of(
              new long[] {scenario, member, start, 0, 0},
              new long[] {1, 1, MONTHS_A_CHUNK, ROWS, COLUMNS});
      try (NdArray chunk = NdArray.of(box.shape(), values)) {
        sink.write("tas", box, chunk);
      }
    }
  }

  private void month(
      float[] values,
      int at,
      int month,
      int scenario,
      double slow,
      double[] weather,
      SplittableRandom random) {
    double year = FIRST_YEAR + month / 12.0;
    double forced = 0.012 * (Math.min(year, 1990) - 1975) + rise(year, scenario);
    double season = Math.cos(2 * Math.PI * (month % 12 - 6.5) / 12);
    for (int j = 0; j < ROWS; j++) {
      double sine = Math.sin(Math.toRadians(lat[j]));
      double polar = 1 + 1.4 * Math.pow(Math.max(0, sine), 4);
      for (int i = 0; i < COLUMNS; i++) {
        int cell = j * COLUMNS + i;
        boolean dry = land[cell];
        double mean = 301 - 42 * sine * sine - (lat[j] < -65 ? 18 : 0) - (dry ? 1.5 : 0);
        double cycle = (dry ? 17 : 5) * sine * season;
        double warming = forced * polar * (dry ? 1.35 : 0.85);
        // Neighbours share most of their weather, and a month remembers half of the last one.
        double neighbour = i == 0 ? 0 : weather[cell - 1];
        weather[cell] =
            0.5 * weather[cell] + 0.3 * neighbour + (dry ? 0.8 : 0.35) * random.nextGaussian();
        values[at + cell] = (float) (mean + cycle + warming + 1.5 * slow + weather[cell]);
      }
    }
  }

  private static double rise(double year, int scenario) {
    double part = Math.max(0, (year - 1990) / 70);
    return WARMING[scenario]
        * (scenario == 0 ? 1.4 * part - 0.4 * part * part : 0.7 * part + 0.3 * part * part);
  }

  private void coordinates(Sink sink) {
    put(sink, "scenario", NdArray.of(Shape.of(SCENARIOS.size()), SCENARIOS));
    int[] members = {1, 2, 3, 4, 5};
    put(sink, "member", NdArray.of(Shape.of(MEMBERS), members));
    double[] time = new double[MONTHS];
    double[] bounds = new double[2 * MONTHS];
    long epoch = Calendar.NOLEAP.micros(FIRST_YEAR, 1, 1, 0, 0, 0, 0);
    for (int m = 0; m < MONTHS; m++) {
      bounds[2 * m] = days(m) - epoch / 86_400e6;
      bounds[2 * m + 1] = days(m + 1) - epoch / 86_400e6;
      time[m] = (bounds[2 * m] + bounds[2 * m + 1]) / 2;
    }
    put(sink, "time", NdArray.of(Shape.of(MONTHS), time));
    put(sink, "time_bnds", NdArray.of(Shape.of(MONTHS, 2), bounds));
    put(sink, "lat", NdArray.of(Shape.of(ROWS), lat));
    put(sink, "lon", NdArray.of(Shape.of(COLUMNS), lon));
  }

  private static double days(int month) {
    return Calendar.NOLEAP.micros(FIRST_YEAR + month / 12, month % 12 + 1, 1, 0, 0, 0, 0)
        / 86_400e6;
  }

  private static void put(Sink sink, String name, NdArray values) {
    try (values) {
      sink.write(name, Box.all(values.shape()), values);
    }
  }

  private static Schema schema() {
    Map<String, Long> dims = new LinkedHashMap<>();
    dims.put("scenario", (long) SCENARIOS.size());
    dims.put("member", (long) MEMBERS);
    dims.put("time", (long) MONTHS);
    dims.put("lat", (long) ROWS);
    dims.put("lon", (long) COLUMNS);
    dims.put("bnds", 2L);
    List<Schema.Variable> variables = new ArrayList<>();
    variables.add(coordinate("scenario", DType.STRING, dims, Map.of()));
    variables.add(coordinate("member", DType.INT32, dims, Map.of()));
    String since = "days since %d-01-01".formatted(FIRST_YEAR);
    variables.add(
        coordinate(
            "time",
            DType.FLOAT64,
            dims,
            texts(
                "units",
                since,
                "calendar",
                "noleap",
                "bounds",
                "time_bnds",
                "standard_name",
                "time",
                "axis",
                "T")));
    variables.add(
        variable("time_bnds", DType.FLOAT64, dims, List.of("time", "bnds"), null, Map.of()));
    variables.add(
        coordinate(
            "lat",
            DType.FLOAT64,
            dims,
            texts("units", "degrees_north", "standard_name", "latitude", "axis", "Y")));
    variables.add(
        coordinate(
            "lon",
            DType.FLOAT64,
            dims,
            texts("units", "degrees_east", "standard_name", "longitude", "axis", "X")));
    variables.add(
        variable(
            "tas",
            DType.FLOAT32,
            dims,
            List.of("scenario", "member", "time", "lat", "lon"),
            new long[] {1, 1, MONTHS_A_CHUNK, ROWS, COLUMNS},
            texts(
                "units", "K",
                "standard_name", "air_temperature",
                "long_name", "Near-Surface Air Temperature",
                "cell_methods", "time: mean")));
    return new Schema(
        dims,
        List.of(),
        texts("title", "Demonstration ensemble, invented numbers", "Conventions", "CF-1.11"),
        variables);
  }

  private static Schema.Variable coordinate(
      String name, DType dtype, Map<String, Long> dims, Map<String, Attribute> attrs) {
    return variable(name, dtype, dims, List.of(name), null, attrs);
  }

  private static Schema.Variable variable(
      String name,
      DType dtype,
      Map<String, Long> dims,
      List<String> own,
      long @org.jspecify.annotations.Nullable [] chunk,
      Map<String, Attribute> attrs) {
    Shape shape = Shape.of(own.stream().mapToLong(d -> dims.getOrDefault(d, 0L)).toArray());
    Chunks chunks = chunk == null ? Chunks.single(shape) : Chunks.regular(shape, chunk);
    return new Schema.Variable(name, own, dtype, shape, chunks, null, attrs);
  }

  private static Map<String, Attribute> texts(String... pairs) {
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      attrs.put(pairs[i], Attribute.of(pairs[i + 1]));
    }
    return attrs;
  }
}
