package io.amasia.serve.explore;

import io.amasia.array.Calendar;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A small field whose every value is known: `t[time=4, plev=3, lat=5, lon=6]` of a 360-day
/// calendar in K, one value missing.
public final class MadeField {
  static final double[] LAT = {-60, -20, 0, 30, 70};
  static final double[] LON = {0, 60, 120, 180, 240, 300};
  static final double[] LEVELS = {100_000, 50_000, 20_000};

  private MadeField() {}

  /// In K; the first of all is missing.
  static double value(int time, int level, int j, int i) {
    return time + level + j + i == 0
        ? Double.NaN
        : (float) (250 + 3 * time - 5 * level + LAT[j] / 7 + Math.sin(i + time) * 2);
  }

  /// All of it.
  public static Dataset dataset() {
    float[] values = new float[4 * 3 * 5 * 6];
    int at = 0;
    for (int t = 0; t < 4; t++) {
      for (int k = 0; k < 3; k++) {
        for (int j = 0; j < 5; j++) {
          for (int i = 0; i < 6; i++) {
            values[at++] = (float) value(t, k, j, i);
          }
        }
      }
    }
    List<String> dims = List.of("time", "plev", "lat", "lon");
    Variable field =
        Variable.of(dims, NdArray.of(Shape.of(4, 3, 5, 6), values))
            .withAttrs(
                Map.of(
                    "units", Attribute.of("K"),
                    "standard_name", Attribute.of("air_temperature"),
                    "long_name", Attribute.of("temperature <of> \"air\"")));
    Map<String, Variable> coords = new LinkedHashMap<>();
    coords.put(
        "time",
        Variable.times(
            Calendar.D360, "time", "2000-01-30", "2000-02-30", "2000-03-30", "2000-04-30"));
    coords.put("plev", coord("plev", LEVELS, "Pa", "air_pressure"));
    coords.put("lat", coord("lat", LAT, "degrees_north", "latitude"));
    coords.put("lon", coord("lon", LON, "degrees_east", "longitude"));
    Variable other = field.withAttr("long_name", Attribute.of("another"));
    Map<String, Variable> variables = new LinkedHashMap<>();
    variables.put("t", field);
    variables.put("other", other);
    return new Dataset(variables, new Coordinates(coords), Map.of());
  }

  private static Variable coord(String dim, double[] values, String units, String name) {
    return Variable.of(List.of(dim), values)
        .withAttrs(Map.of("units", Attribute.of(units), "standard_name", Attribute.of(name)));
  }

  /// The part of the sphere between the edges of row `j`, halfway between rows, to the poles at
  /// both ends.
  static double area(int j) {
    double low = j == 0 ? -90 : (LAT[j - 1] + LAT[j]) / 2;
    double high = j == 4 ? 90 : (LAT[j] + LAT[j + 1]) / 2;
    return Math.sin(Math.toRadians(high)) - Math.sin(Math.toRadians(low));
  }
}
