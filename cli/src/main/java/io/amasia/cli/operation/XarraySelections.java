package io.amasia.cli.operation;

import static io.amasia.cli.operation.EquivalentScript.none;
import static io.amasia.cli.operation.PythonLines.XARRAY;
import static io.amasia.cli.operation.PythonLines.quoted;

import io.amasia.array.DType;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.geo.Choice;
import io.amasia.geo.Selections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Selections by label, by position and by place in words of xarray.
final class XarraySelections {
  private final PythonLines python;

  XarraySelections(PythonLines python) {
    this.python = python;
  }

  static String label(Dataset data, String dim, String text) {
    Variable coord = data.coords().get(dim);
    return switch (coord.dtype()) {
      case DATETIME, STRING -> quoted(text);
      default -> Double.toString(Selections.number(dim, coord, text));
    };
  }

  void eastwards(String lon, double west, double east) {
    double width = east - west == 360 ? 360 : ((east - west) % 360 + 360) % 360;
    python.say("ds = ds.isel({\"%s\": (ds[\"%s\"] - %s) %% 360 <= %s})", lon, lon, west, width);
    python.say("ds = ds.sortby((ds[\"%s\"] - %s) %% 360)", lon, west);
  }

  void sel(Dataset before, String name, Choice choice) {
    String dim = Selections.dim(before, name);
    boolean text = before.coords().get(dim).dtype() == DType.STRING;
    boolean time = before.coords().get(dim).dtype() == DType.DATETIME;
    switch (choice) {
      case Choice.One(String label) ->
          python.say(
              "ds = ds.sel({\"%s\": %s}%s)",
              dim, label(before, dim, label), text || time ? "" : ", method=\"nearest\"");
      case Choice.Some(List<String> labels) ->
          python.say(
              "ds = ds.sel({\"%s\": [%s]}%s)",
              dim,
              labels.stream().map(l -> label(before, dim, l)).collect(Collectors.joining(", ")),
              text ? "" : ", method=\"nearest\"");
      case Choice.Range range -> {
        if (range.step().isPresent() || text) {
          throw none(XARRAY, "--sel with a step or of a range of text", "choose by --isel");
        }
        if (time) {
          String[] ends = ScriptTimes.ends(before, range);
          python.say("ds = ds.sel({\"%s\": slice(\"%s\", \"%s\")})", dim, ends[0], ends[1]);
        } else if (Selections.isLongitude(before, dim)) {
          eastwards(dim, bound(before, dim, range.from()), bound(before, dim, range.to()));
        } else {
          double a = bound(before, dim, range.from());
          double b = bound(before, dim, range.to());
          python.say(
              "ds = ds.isel({\"%s\": (ds[\"%s\"] >= %s) & (ds[\"%s\"] <= %s)})",
              dim, dim, Math.min(a, b), dim, Math.max(a, b));
        }
      }
    }
  }

  private static double bound(Dataset data, String dim, Optional<String> end) {
    String text = end.orElseThrow(() -> none(XARRAY, "an open range", "write both ends"));
    return Selections.number(dim, data.coords().get(dim), text);
  }

  void isel(Dataset before, String name, Choice choice) {
    String dim = Selections.dim(before, name);
    String which =
        switch (choice) {
          case Choice.One(String at) -> at;
          case Choice.Some(List<String> at) -> at.toString();
          case Choice.Range range when range.step().isEmpty() -> {
            long size = before.size(dim);
            long from = EquivalentScript.position(range.from().orElse("0"), size);
            long to = EquivalentScript.position(range.to().orElse("-1"), size);
            yield "slice(%d, %d)".formatted(Math.min(from, to), Math.max(from, to) + 1);
          }
          case Choice.Range _ -> throw none(XARRAY, "--isel with a step", "write a range A..B");
        };
    python.say("ds = ds.isel({\"%s\": %s})", dim, which);
  }

  /// The square of half the chord to a place, which is least where the great circle is.
  void away(Dataset before, String lon, String lat) {
    Axes axes = Selections.axes(before);
    String x = axes.longitude().orElseThrow(() -> none(XARRAY, "--point", "no longitudes"));
    String y = axes.latitude().orElseThrow(() -> none(XARRAY, "--point", "no latitudes"));
    python.say("lon, lat = np.deg2rad(ds[\"%s\"] - %s), np.deg2rad(ds[\"%s\"])", x, lon, y);
    python.say("to = np.deg2rad(%s)", lat);
    python.say(
        "away = np.sin((lat - to) / 2) ** 2 + np.cos(lat) * np.cos(to) * np.sin(lon / 2) ** 2");
  }
}
