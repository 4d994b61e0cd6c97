package io.amasia.plot.interactive;

import io.amasia.dataset.Dataset;
import io.amasia.plot.Cells;
import io.amasia.plot.Planes;
import io.amasia.plot.Plot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fields over two long dimensions that are no map: sections, and diagrams of time and place.
final class PlaneDocument {
  private PlaneDocument() {}

  /// Whether each picture of `plot` is such a field.
  static boolean suits(InteractivePlot plot) {
    Dataset data = plot.data();
    for (String dim : plot.column().stream().toList()) {
      data = data.variable(plot.name()).dims().contains(dim) ? data.isel(dim, 0L) : data;
    }
    return Planes.isPlane(data, plot.name(), plot.options().look());
  }

  static PlotDocument of(InteractivePlot plot) {
    Dataset one = plot.data();
    for (Map.Entry<String, Long> dim : Plot.sizes(one, plot.name()).entrySet()) {
      boolean gone = dim.getValue() == 1 || plot.column().filter(dim.getKey()::equals).isPresent();
      one = gone ? one.isel(dim.getKey(), 0L) : one;
    }
    List<String> shown = Planes.order(one.get(plot.name()));
    var frames = Frames.of(plot.data(), plot.name(), shown, plot.column());
    long values = frames.count() * shown.stream().mapToLong(one::size).reduce(1, (a, b) -> a * b);
    long bytes = InteractivePlot.SCRIPTS_BYTES + values * Float.BYTES / 3 * 4;
    if (bytes > plot.mostBytes()) {
      throw InteractivePlot.tooMuch(
          plot.name(), Plot.sizes(frames.data(), plot.name()), bytes, plot.mostBytes());
    }
    Map<String, Object> json = new LinkedHashMap<>(frames.json(plot.options()));
    json.putAll(frames.colors(plot.options()));
    json.put("axes", shown.stream().map(dim -> axis(frames.data(), dim)).toList());
    json.put(
        "values",
        Packed.floats(frames.array().transpose(frames.order(shown)).compute().toDoubles()));
    return new PlotDocument("plane", json, List.of());
  }

  private static Map<String, Object> axis(Dataset data, String dim) {
    Map<String, Object> json = Frames.axis(data, dim);
    json.put("edges", Packed.doubles(Cells.edges(Plot.axis(data, dim).getKey(), 0.5)));
    json.put("downward", data.coords().find(dim).filter(Planes::growsDownwards).isPresent());
    return json;
  }
}
