package io.amasia.cli.operation;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Small datasets in memory for tests: temperatures `tas` over `[time]` or `[time, lat, lon]`.
final class Fields {
  static final long DAY = Calendar.DAY_MICROS;

  private Fields() {}

  /// The middles of `n` months from January of `year`.
  static long[] months(Calendar calendar, int year, int firstMonth, int n) {
    long[] times = new long[n];
    for (int i = 0; i < n; i++) {
      int month = firstMonth - 1 + i;
      long start = calendar.micros(year + month / 12, month % 12 + 1, 1, 0, 0, 0, 0);
      times[i] = start + (calendar.addMonths(start, 1) - start) / 2;
    }
    return times;
  }

  /// Noons of `n` days from the first of a month.
  static long[] days(Calendar calendar, int year, int month, int n) {
    long start = calendar.micros(year, month, 1, 12, 0, 0, 0);
    long[] times = new long[n];
    for (int i = 0; i < n; i++) {
      times[i] = start + i * DAY;
    }
    return times;
  }

  static Dataset series(Calendar calendar, long[] times, double[] values) {
    Variable tas = Variable.of(List.of("time"), values).withAttrs(temperature());
    return new Dataset(
        Map.of("tas", tas), new Coordinates(Map.of("time", time(calendar, times))), Map.of());
  }

  /// `[time, lat, lon]`, float32.
  static Dataset maps(Calendar calendar, long[] times, double[] lat, double[] lon, float[] values) {
    Map<String, Variable> coords = new LinkedHashMap<>();
    coords.put("time", time(calendar, times));
    coords.put("lat", axis("lat", lat, "degrees_north", "latitude"));
    coords.put("lon", axis("lon", lon, "degrees_east", "longitude"));
    NdArray data = NdArray.of(Shape.of(times.length, lat.length, lon.length), values);
    Variable tas =
        Variable.of(List.of("time", "lat", "lon"), Nodes.literal(data)).withAttrs(temperature());
    return new Dataset(Map.of("tas", tas), new Coordinates(coords), Map.of());
  }

  static Variable axis(String dim, double[] values, String units, String name) {
    return Variable.of(List.of(dim), values)
        .withAttrs(Map.of("units", Attribute.of(units), "standard_name", Attribute.of(name)));
  }

  static Variable time(Calendar calendar, long[] times) {
    return Variable.times(calendar, "time", times)
        .withAttrs(Map.of("standard_name", Attribute.of("time"), "axis", Attribute.of("T")));
  }

  /// `data` with bounds of its times, two values each.
  static Dataset bounded(Dataset data, long[] bounds) {
    Variable time = data.coords().get("time");
    NdArray values = NdArray.of(DType.DATETIME, Shape.of(bounds.length / 2, 2), bounds);
    Variable ends =
        Variable.of(List.of("time", "bnds"), Nodes.literal(values))
            .withCalendar(time.calendar().orElseThrow());
    return data.withCoord("time", time.withAttr("bounds", Attribute.of("time_bnds")))
        .with("time_bnds", ends);
  }

  static Map<String, Attribute> temperature() {
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    attrs.put("units", Attribute.of("K"));
    attrs.put("standard_name", Attribute.of("air_temperature"));
    return attrs;
  }

  static double[] values(Dataset data, String name) {
    return data.variable(name).load().toDoubles();
  }

  static String[] times(Dataset data) {
    Variable time = data.coords().get("time");
    return java.util.Arrays.stream(time.load().toLongs())
        .mapToObj(t -> time.calendar().orElseThrow().format(t).substring(0, 10))
        .toArray(String[]::new);
  }
}
