package io.amasia.plot;

import java.util.List;

/// What a map shows.
public final class MapSpec {
  private final Cells cells;
  private final double[] values;
  private final String title;
  private final String subtitle;
  private final String label;
  private final boolean centred;
  private final Look look;
  private final String colors;
  private final List<double[]> coastlines;

  /// @param cells where the values stand
  /// @param values one a cell, NaN where missing
  /// @param title what is shown
  /// @param subtitle date, level and the like
  /// @param label quantity and unit, below the colour bar
  /// @param centred whether zero is special: anomalies and differences
  /// @param colors a [ColorMap]'s name
  /// @param coastlines lines of lon, lat pairs in degrees
  public MapSpec(
      Cells cells,
      double[] values,
      String title,
      String subtitle,
      String label,
      boolean centred,
      String colors,
      List<double[]> coastlines) {
    this(
        cells,
        values,
        title,
        subtitle,
        label,
        centred,
        Look.BY_DATA.withColors(colors),
        colors,
        coastlines);
  }

  /// The same.
  ///
  /// @param look limits, levels and projection; its colours stand before `colors`
  MapSpec(
      Cells cells,
      double[] values,
      String title,
      String subtitle,
      String label,
      boolean centred,
      Look look,
      String colors,
      List<double[]> coastlines) {
    if (values.length != cells.count()) {
      throw new IllegalArgumentException(values.length + " values for " + cells.count() + " cells");
    }
    this.cells = cells;
    this.values = values.clone();
    this.title = title;
    this.subtitle = subtitle;
    this.label = label;
    this.centred = centred;
    this.look = look;
    this.colors = look.colors().orElse(colors);
    this.coastlines = List.copyOf(coastlines);
  }

  public Cells cells() {
    return cells;
  }

  double[] values() {
    return values;
  }

  public String title() {
    return title;
  }

  public String subtitle() {
    return subtitle;
  }

  public String label() {
    return label;
  }

  public boolean centred() {
    return centred;
  }

  Look look() {
    return look;
  }

  public String colors() {
    return colors;
  }

  List<double[]> coastlines() {
    return coastlines;
  }
}
