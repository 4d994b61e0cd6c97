package io.amasia.plot.interactive;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Slice;
import io.amasia.plot.Plot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A variable against another of the same dimensions, a dot for each place that has both. Of very
/// many places every second, third … along the long dimensions is taken.
final class ScatterDocument {
  private static final long MOST_DOTS = 40_000;

  private ScatterDocument() {}

  static PlotDocument of(InteractivePlot plot, String against) {
    Dataset data = Plot.prepared(plot.data(), against, plot.options());
    List<String> dims = data.variable(plot.name()).dims();
    if (!new LinkedHashSet<>(dims).equals(new LinkedHashSet<>(data.variable(against).dims()))) {
      throw new AmasiaException.Usage(
          "'%s' has %s, '%s' has %s; a scatter plot needs the same dimensions"
              .formatted(plot.name(), dims, against, data.variable(against).dims()));
    }
    List<String> pooled = new ArrayList<>(dims);
    plot.column().ifPresent(pooled::remove);
    Map<String, Long> steps = steps(Plot.sizes(data, plot.name()), pooled);
    for (Map.Entry<String, Long> step : steps.entrySet()) {
      data = data.isel(step.getKey(), Slice.slice(null, null, step.getValue()));
    }
    var frames = Frames.of(data, plot.name(), pooled, plot.column());
    String[] order = frames.order(pooled);
    Map<String, Object> json = new LinkedHashMap<>(frames.json(plot.options()));
    json.put("xLabel", Plot.label(data.get(against), against, plot.options()));
    json.put("xName", against);
    json.put("y", Packed.floats(data.get(plot.name()).transpose(order).compute().toDoubles()));
    json.put("x", Packed.floats(data.get(against).transpose(order).compute().toDoubles()));
    List<String> notes = new ArrayList<>();
    steps.forEach(
        (dim, step) -> notes.add("one of %d positions along '%s' is shown".formatted(step, dim)));
    return new PlotDocument("scatter", json, notes);
  }

  /// How many positions to go at a time along dimensions, until few enough are left.
  private static Map<String, Long> steps(Map<String, Long> sizes, List<String> pooled) {
    Map<String, Long> steps = new LinkedHashMap<>();
    while (true) {
      long dots =
          sizes.entrySet().stream()
              .mapToLong(dim -> Math.ceilDiv(dim.getValue(), steps.getOrDefault(dim.getKey(), 1L)))
              .reduce(1, Math::multiplyExact);
      Optional<String> longest =
          sizes.entrySet().stream()
              .filter(dim -> pooled.contains(dim.getKey()))
              .max(
                  Comparator.comparingLong(
                      dim -> dim.getValue() / steps.getOrDefault(dim.getKey(), 1L)))
              .map(Map.Entry::getKey);
      if (dots <= MOST_DOTS || longest.isEmpty()) {
        return steps;
      }
      steps.merge(longest.get(), 2L, (before, _) -> before + 1);
    }
  }
}
