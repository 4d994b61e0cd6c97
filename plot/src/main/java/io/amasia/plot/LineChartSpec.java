package io.amasia.plot;

import java.util.List;
import java.util.Optional;

/// What a line chart shows.
///
/// @param series the lines, in the order of the legend
/// @param title what is shown
/// @param subtitle region, period and the like; may be empty
/// @param yLabel quantity and unit
/// @param x what the horizontal axis is
/// @param base the reference period of anomalies, shaded and labelled
/// @param zeroLine whether a line at zero helps: anomalies and differences
/// @param note what shading means, with n; may be empty
public record LineChartSpec(
    List<Series> series,
    String title,
    String subtitle,
    String yLabel,
    X x,
    Optional<Period> base,
    boolean zeroLine,
    String note) {

  public LineChartSpec {
    series = List.copyOf(series);
  }

  /// The horizontal axis: decimal years of any calendar, or a quantity with its label.
  public sealed interface X {
    /// Decimal years.
    record Time() implements X {}

    /// Any other coordinate.
    record Quantity(String label) implements X {}
  }

  /// A span of time in decimal years, end excluded, and the text that names it.
  public record Period(double start, double end, String label) {}
}
