package io.amasia.plot;

/// What a plane of two coordinates shows: a section, or a diagram of time and place.
///
/// @param x the horizontal axis
/// @param y the vertical axis
/// @param values `[y, x]` flat, NaN where missing
/// @param text what is written about it
/// @param centred whether zero is special: anomalies and differences
/// @param look limits, levels and colours
/// @param colors the name of a [ColorMap], unless `look` has one
@SuppressWarnings("ArrayRecordComponent") // made for one figure, and compared by nobody
record PlaneSpec(
    Axis x, Axis y, double[] values, Words text, boolean centred, Look look, String colors) {
  /// An axis.
  ///
  /// @param edges of cells along it, monotonic, one more than there are cells
  /// @param meaning decimal years, or a quantity with its label
  /// @param downward whether the larger value stands below: depths and pressures
  @SuppressWarnings("ArrayRecordComponent") // as above
  record Axis(double[] edges, LineChartSpec.X meaning, boolean downward) {
    double least() {
      return Math.min(edges[0], edges[edges.length - 1]);
    }

    double most() {
      return Math.max(edges[0], edges[edges.length - 1]);
    }

    String label() {
      return switch (meaning) {
        case LineChartSpec.X.Time _ -> "";
        case LineChartSpec.X.Quantity(String label) -> label;
      };
    }

    java.util.List<Ticks.Tick> ticks(int count) {
      return switch (meaning) {
        case LineChartSpec.X.Time _ -> TimeTicks.of(least(), most());
        case LineChartSpec.X.Quantity _ -> Ticks.linear(least(), most(), count);
      };
    }

    /// Where `value` stands from 0 at the start of the axis, its left or lower end, to 1.
    double place(double value) {
      double part = (value - least()) / (most() - least());
      return downward ? 1 - part : part;
    }
  }

  /// Title, subtitle and the label of the colour bar.
  record Words(String title, String subtitle, String label) {}
}
