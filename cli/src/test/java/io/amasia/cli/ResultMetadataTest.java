package io.amasia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the file of each kind of result says of its values and cells: [CF
/// 1.11](https://cfconventions.org/cf-conventions/cf-conventions.html), sections 3.1, 5.7, 7.1, 7.3
/// and 7.4.
///
/// All are results of 24 monthly maxima of temperature without leap years, 2001 and 2002, on cells
/// of 45 degrees around the globe at the height of 2 m.
class ResultMetadataTest {
  private static final Calendar CALENDAR = Calendar.NOLEAP;
  private static final int MONTHS = 24;

  @TempDir static Path folder;

  @BeforeAll
  static void writeMonths() {
    long[] times = new long[MONTHS];
    long[] ends = new long[2 * MONTHS];
    for (int i = 0; i < MONTHS; i++) {
      ends[2 * i] = CALENDAR.micros(2001 + i / 12, i % 12 + 1, 1, 0, 0, 0, 0);
      ends[2 * i + 1] = CALENDAR.addMonths(ends[2 * i], 1);
      times[i] = (ends[2 * i] + ends[2 * i + 1]) / 2;
    }
    Map<String, Variable> coords = new LinkedHashMap<>();
    coords.put(
        "time",
        Variable.times(CALENDAR, "time", times)
            .withAttrs(attrs("standard_name", "time", "bounds", "time_bnds")));
    coords.put("lat", axis("lat", 4, -67.5, "latitude", "degrees_north"));
    coords.put("lon", axis("lon", 8, 22.5, "longitude", "degrees_east"));
    coords.put(
        "height",
        Variable.of(List.of(), Nodes.literal(NdArray.of(Shape.SCALAR, 2.0)))
            .withAttrs(attrs("standard_name", "height", "units", "m")));
    double[] values = new double[MONTHS * 4 * 8];
    for (int i = 0; i < values.length; i++) {
      values[i] = 280 + i * 7 % 31;
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    variables.put(
        "tas",
        Variable.of(
                List.of("time", "lat", "lon"),
                Nodes.literal(NdArray.of(Shape.of(MONTHS, 4, 8), values)))
            .withAttrs(
                attrs(
                    "standard_name",
                    "air_temperature",
                    "units",
                    "K",
                    "cell_methods",
                    "time: maximum (interval: 6 hours)")));
    variables.put(
        "time_bnds",
        Variable.of(
                List.of("time", "bnds"),
                Nodes.literal(NdArray.of(DType.DATETIME, Shape.of(MONTHS, 2), ends)))
            .withCalendar(CALENDAR));
    variables.put("lat_bnds", cells("lat", 4, -90));
    variables.put("lon_bnds", cells("lon", 8, 0));
    DatasetWriter.write(
        new Dataset(variables, new Coordinates(coords), attrs("history", "made")),
        folder.resolve("months.nc").toString(),
        DatasetWriter.Options.standard());
  }

  private static Map<String, Attribute> attrs(String... words) {
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      attrs.put(words[i], Attribute.of(words[i + 1]));
    }
    return attrs;
  }

  private static Variable axis(String dim, int n, double first, String name, String units) {
    double[] labels = new double[n];
    for (int i = 0; i < n; i++) {
      labels[i] = first + 45 * i;
    }
    return Variable.of(List.of(dim), labels)
        .withAttrs(attrs("standard_name", name, "units", units, "bounds", dim + "_bnds"));
  }

  private static Variable cells(String dim, int n, double first) {
    double[] ends = new double[2 * n];
    for (int i = 0; i < 2 * n; i++) {
      ends[i] = first + 45 * ((i + 1) / 2);
    }
    return Variable.of(List.of(dim, "bnds"), Nodes.literal(NdArray.of(Shape.of(n, 2), ends)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          --mean time                       | K             | time: maximum (interval: 6 hours) time: mean                                          | 2002-01-01T00 bounds 2001-01-01..2003-01-01           | height lat lat_bnds lon lon_bnds time_bnds
          --std time                        | K             | time: maximum (interval: 6 hours) time: standard_deviation                            | 2002-01-01T00 bounds 2001-01-01..2003-01-01           | height lat lat_bnds lon lon_bnds time_bnds
          --variance time                   | K2            | time: maximum (interval: 6 hours) time: variance                                      | 2002-01-01T00 bounds 2001-01-01..2003-01-01           | height lat lat_bnds lon lon_bnds time_bnds
          --count time                      | 1             | -                                                                                     | 2002-01-01T00 bounds 2001-01-01..2003-01-01           | height lat lat_bnds lon lon_bnds time_bnds
          --reduce q90:time                 | K             | -                                                                                     | 2002-01-01T00 bounds 2001-01-01..2003-01-01           | height lat lat_bnds lon lon_bnds time_bnds
          --mean lat,lon                    | K             | time: maximum (interval: 6 hours) latitude: longitude: mean                           | 24 x 2001-01-16T12 bounds 2001-01-01..2001-02-01      | height time_bnds
          --max lat                         | K             | time: maximum (interval: 6 hours) latitude: maximum                                   | 24 x 2001-01-16T12 bounds 2001-01-01..2001-02-01      | height lon lon_bnds time_bnds
          --yearly mean                     | K             | time: maximum (interval: 6 hours) time: mean                                          | 2 x 2001-07-02T12 bounds 2001-01-01..2002-01-01       | height lat lat_bnds lon lon_bnds time_bnds
          --yearly count                    | 1             | -                                                                                     | 2 x 2001-07-02T12 bounds 2001-01-01..2002-01-01       | height lat lat_bnds lon lon_bnds time_bnds
          --seasonal max                    | K             | time: maximum (interval: 6 hours) time: maximum                                       | 7 x 2001-04-16T00 bounds 2001-03-01..2001-06-01       | height lat lat_bnds lon lon_bnds time_bnds
          --climatology month:mean          | K             | time: maximum (interval: 6 hours) time: mean within years time: mean over years       | 12 x 2001-01-16T12 climatology 2001-01-01..2002-02-01 | climatology_bnds height lat lat_bnds lon lon_bnds month
          --climatology season:max          | K             | time: maximum (interval: 6 hours) time: maximum within years time: maximum over years | 4 x 2002-01-15T00 climatology 2001-12-01..2002-03-01  | climatology_bnds height lat lat_bnds lon lon_bnds season
          --climatology month:std           | K             | time: maximum (interval: 6 hours) time: standard_deviation within years time: standard_deviation over years (comment: of all times together) | 12 x 2001-01-16T12 climatology 2001-01-01..2002-02-01 | climatology_bnds height lat lat_bnds lon lon_bnds month
          --climatology month:q90           | K             | -                                                                                     | 12 x 2001-01-16T12 climatology 2001-01-01..2002-02-01 | climatology_bnds height lat lat_bnds lon lon_bnds month
          --climatology month:count         | 1             | -                                                                                     | 12 x 2001-01-16T12 climatology 2001-01-01..2002-02-01 | climatology_bnds height lat lat_bnds lon lon_bnds month
          --climatology month:mean --max T  | K             | time: maximum (interval: 6 hours) time: mean within years time: mean over years time: maximum | 2001-07-02T12 climatology 2001-01-01..2003-01-01 | climatology_bnds height lat lat_bnds lon lon_bnds
          --anomaly month --base 2001..2002 | K             | time: maximum (interval: 6 hours)                                                     | 24 x 2001-01-16T12 bounds 2001-01-01..2001-02-01      | height lat lat_bnds lon lon_bnds time_bnds
          --rolling time=12:mean            | K             | time: maximum (interval: 6 hours) time: mean                                          | 13 x 2001-07-02T12 bounds 2001-01-01..2002-01-01      | height lat lat_bnds lon lon_bnds time_bnds
          --coarsen time=6:max              | K             | time: maximum (interval: 6 hours) time: maximum                                       | 4 x 2001-04-01T12 bounds 2001-01-01..2001-07-01       | height lat lat_bnds lon lon_bnds time_bnds
          --coarsen lat=2,lon=2:mean        | K             | time: maximum (interval: 6 hours) lat: lon: mean                                      | 24 x 2001-01-16T12 bounds 2001-01-01..2001-02-01      | height lat lat_bnds lon lon_bnds time_bnds
          --area-mean                       | K             | time: maximum (interval: 6 hours) area: mean                                          | 24 x 2001-01-16T12 bounds 2001-01-01..2001-02-01      | height time_bnds
          --area-sum                        | K m2          | time: maximum (interval: 6 hours) area: sum                                           | 24 x 2001-01-16T12 bounds 2001-01-01..2001-02-01      | height time_bnds
          --regrid 90x90                    | K             | time: maximum (interval: 6 hours)                                                     | 24 x 2001-01-16T12 bounds 2001-01-01..2001-02-01      | height lat lat_bnds lon lon_bnds time_bnds
          --interp lat=0,10                 | K             | time: maximum (interval: 6 hours)                                                     | 24 x 2001-01-16T12 bounds 2001-01-01..2001-02-01      | height lat lon lon_bnds time_bnds
          --trend T                         | K (10 year)-1 | -                                                                                     | 2002-01-01T00 bounds 2001-01-01..2003-01-01           | height lat lat_bnds lon lon_bnds tas_stderr time_bnds
          --sel time=2001-03..2001-05       | K             | time: maximum (interval: 6 hours)                                                     | 3 x 2001-03-16T12 bounds 2001-03-01..2001-04-01       | height lat lat_bnds lon lon_bnds time_bnds
          --isel time=0                     | K             | time: maximum (interval: 6 hours)                                                     | 2001-01-16T12 bounds 2001-01-01..2001-02-01           | height lat lat_bnds lon lon_bnds time_bnds
          --point 22.5,22.5                 | K             | time: maximum (interval: 6 hours)                                                     | 24 x 2001-01-16T12 bounds 2001-01-01..2001-02-01      | height lat lat_bnds lon lon_bnds time_bnds
          --bbox 0,0,90,90                  | K             | time: maximum (interval: 6 hours)                                                     | 24 x 2001-01-16T12 bounds 2001-01-01..2001-02-01      | height lat lat_bnds lon lon_bnds time_bnds
          --season JJA                      | K             | time: maximum (interval: 6 hours)                                                     | 6 x 2001-06-16T00 bounds 2001-06-01..2001-07-01       | height lat lat_bnds lon lon_bnds time_bnds
          --expr tas=tas+1                  | K             | time: maximum (interval: 6 hours)                                                     | 24 x 2001-01-16T12 bounds 2001-01-01..2001-02-01      | height lat lat_bnds lon lon_bnds time_bnds
          --units tas=degC                  | degC          | time: maximum (interval: 6 hours)                                                     | 24 x 2001-01-16T12 bounds 2001-01-01..2001-02-01      | height lat lat_bnds lon lon_bnds time_bnds
          """)
  void saysWhatItIs(String operation, String units, String methods, String times, String others) {
    Path target = folder.resolve("result.nc");
    try (Dataset result =
        CommandRun.computed(
            target, List.of(folder.resolve("months.nc").toString()), operation.split(" "))) {
      Variable tas = result.variable("tas");
      assertThat(tas.attr("units")).contains(units);
      assertThat(tas.attr("cell_methods")).isEqualTo(Optional.ofNullable(methods));
      assertThat(times(result)).isEqualTo(times);
      var names = new TreeSet<>(result.coords().names());
      names.addAll(result.variables().keySet());
      names.removeAll(List.of("tas", "time"));
      assertThat(String.join(" ", names)).isEqualTo(others);
      assertThat(String.valueOf(result.attrs().get("history")))
          .contains("amasia compute", operation.replace("'", ""), "made");
    }
  }

  /// How many times, the first, and its cell: `24 x 2001-01-16T12 bounds 2001-01-01..2001-02-01`.
  private static String times(Dataset result) {
    Variable time = result.coords().get("time");
    String count = time.ndim() == 0 ? "" : time.shape().size(0) + " x ";
    String kind = time.attr("climatology").isPresent() ? "climatology" : "bounds";
    long[] ends = result.variable(time.attr(kind).orElseThrow()).load().toLongs();
    return "%s%s %s %s..%s"
        .formatted(
            count,
            CALENDAR.format(time.load().toLongs()[0]).substring(0, 13),
            kind,
            CALENDAR.format(ends[0]).substring(0, 10),
            CALENDAR.format(ends[1]).substring(0, 10));
  }
}
