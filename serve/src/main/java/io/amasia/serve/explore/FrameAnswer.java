package io.amasia.serve.explore;

import io.amasia.dataset.DataArray;
import io.amasia.dataset.cf.DisplayUnits;
import io.amasia.plot.Levels;
import io.amasia.plot.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a view shows, for the page: what it is called and how it is drawn in the header, then the
/// values.
final class FrameAnswer {
  private final View view;
  private final DataArray x;
  private final ShownField shown;

  FrameAnswer(View view, DataArray x, ShownField shown) {
    this.view = view;
    this.x = x;
    this.shown = shown;
  }

  byte[] bytes() {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("kind", view.state().kind().word());
    header.put("name", view.name());
    header.put("title", view.title());
    header.put("subtitle", view.subtitle());
    String units = view.side().units();
    header.put("units", units);
    header.put("label", units.isBlank() || units.equals("1") ? "" : DisplayUnits.pretty(units));
    header.put("at", at());
    header.put("overview", overview());
    double[] values = shown.toDoubles();
    header.put("statistics", statistics(values));
    return view.state().kind() == Kind.HISTOGRAM ? histogram(header) : field(header, values);
  }

  private byte[] field(Map<String, Object> header, double[] values) {
    header.put("shape", shape());
    if (view.state().kind() == Kind.MAP) {
      header.put("cells", CellAnswer.id(view, shown.overview()));
    } else {
      List<Object> axes = new ArrayList<>();
      for (int d = 0; d < x.dims().size(); d++) {
        axes.add(new AxisFacts(x, shown.overview(), d).toMap());
      }
      header.put("axes", axes);
    }
    if (view.state().kind() == Kind.MAP || x.dims().size() == 2) {
      header.put("levels", levels(values));
    }
    return new Binary(header).add(shown.values().data()).bytes();
  }

  private byte[] histogram(Map<String, Object> header) {
    Histogram histogram = Histogram.of(view, shown);
    header.put("edges", AxisFacts.list(histogram.edges()));
    return new Binary(header).add(histogram.counts()).bytes();
  }

  private Map<String, Object> levels(double[] values) {
    Levels levels = view.levels(values);
    double[] bounds = new double[levels.count()];
    Arrays.setAll(bounds, levels::bound);
    return Map.of(
        "bounds", AxisFacts.list(bounds),
        "below", levels.extendLow(),
        "above", levels.extendHigh(),
        "colors",
            view.state()
                .look()
                .colors()
                .orElseGet(() -> Plot.colors(x, view.name(), Export.options(view))));
  }

  private List<Integer> shape() {
    List<Integer> shape = new ArrayList<>();
    for (int d = 0; d < x.dims().size(); d++) {
      shape.add(shown.overview().size(d));
    }
    return shape;
  }

  private Map<String, Object> at() {
    Map<String, Object> at = new LinkedHashMap<>();
    for (Side.Chosen chosen : view.side().chosen()) {
      at.put(
          chosen.dim(),
          Map.of("position", chosen.position(), "size", chosen.size(), "label", chosen.label()));
    }
    return at;
  }

  private Map<String, Object> overview() {
    return Map.of(
        "whole", shown.overview().isWhole(),
        "factors", shown.overview().factors(),
        "method", shown.overview().method().name().toLowerCase(java.util.Locale.ROOT),
        "sizes", shown.overview().sizes());
  }

  private static Map<String, Object> statistics(double[] values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double sum = 0;
    long count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
        sum += value;
        count++;
      }
    }
    return Map.of(
        "count", count,
        "missing", values.length - count,
        "least", count == 0 ? Double.NaN : least,
        "most", count == 0 ? Double.NaN : most,
        "mean", count == 0 ? Double.NaN : sum / count);
  }
}
