package io.amasia.plot.interactive;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How often values occur, in equal bins from the least to the most: every value is counted, part
/// by part, so that memory stays bounded. Reads the values twice.
final class HistogramDocument {
  /// As many values as are in memory at a time.
  private static final long PART = 4_000_000;

  private final double least;
  private final double width;
  private final double[] counts;
  private double missing;

  private HistogramDocument(double least, double most, int bins) {
    this.least = least;
    this.width = (most - least) / bins;
    this.counts = new double[bins];
  }

  static PlotDocument of(InteractivePlot plot, int bins) {
    List<String> pooled = new ArrayList<>(plot.data().variable(plot.name()).dims());
    plot.column().ifPresent(pooled::remove);
    var frames = Frames.of(plot.data(), plot.name(), pooled, plot.column());
    DataArray array = frames.array();
    double least = array.min().item();
    double most = array.max().item();
    if (!(Double.isFinite(least) && Double.isFinite(most))) {
      throw new AmasiaException.Usage(
          "'%s' goes from %s to %s; a histogram needs finite values"
              .formatted(plot.name(), least, most));
    }
    double around = least == most ? Math.max(Math.abs(least) * 0.01, 0.5) : 0;
    double[] edges = new double[bins + 1];
    Arrays.setAll(edges, i -> least - around + (most - least + 2 * around) * i / bins);
    List<Object> parts = new ArrayList<>();
    List<Object> gaps = new ArrayList<>();
    for (int c = 0; c < plot.column().map(array::size).orElse(1L); c++) {
      Optional<String> column = plot.column();
      DataArray part = column.isPresent() ? array.isel(column.get(), c) : array;
      var counted = new HistogramDocument(least - around, most + around, bins);
      counted.count(part);
      parts.add(Packed.doubles(counted.counts));
      gaps.add(counted.missing);
    }
    Map<String, Object> json = new LinkedHashMap<>(frames.json(plot.options()));
    json.put("edges", Packed.doubles(edges));
    json.put("counts", parts);
    json.put("missing", gaps);
    return new PlotDocument("histogram", json, List.of());
  }

  /// Counts an array, in halves while it is large.
  private void count(DataArray array) {
    long values = array.shape().size();
    if (values > PART) {
      String longest =
          array.dims().stream().filter(dim -> array.size(dim) > 1).findFirst().orElseThrow();
      long half = array.size(longest) / 2;
      count(array.isel(longest, Slice.slice(0, half)));
      count(array.isel(longest, Slice.slice(half, null)));
      return;
    }
    for (double value : array.toDoubles()) {
      if (Double.isNaN(value)) {
        missing++;
      } else {
        counts[Math.clamp((long) ((value - least) / width), 0, counts.length - 1)]++;
      }
    }
  }
}
