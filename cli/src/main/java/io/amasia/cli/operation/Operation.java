package io.amasia.cli.operation;

import io.amasia.array.DType;
import io.amasia.geo.Choice;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An operation of the command line, as data. Operations apply in the order they are written.
public sealed interface Operation {
  /// Keeps the named variables with their coordinates and bounds.
  record Variables(List<String> names) implements Operation {
    public Variables {
      names = List.copyOf(names);
    }
  }

  /// Selection by label; a dimension may be a name or X, Y, Z, T.
  record Sel(String dim, Choice choice) implements Operation {}

  /// Selection by position, from 0, negative from the end; ranges have both ends in.
  record Isel(String dim, Choice choice) implements Operation {}

  /// The label nearest to the given one.
  record Nearest(String dim, String label) implements Operation {}

  /// The cell nearest to a point, by great circle.
  record Point(double lon, double lat, Optional<String> name) implements Operation {}

  /// The cells nearest to the places of a list, along a dimension `station`.
  record Stations(List<Point> places) implements Operation {
    public Stations {
      places = List.copyOf(places);
    }
  }

  /// A longitude-latitude box in degrees; west may be larger than east.
  record Bbox(double west, double south, double east, double north) implements Operation {}

  /// A country, continent, `land`, `ocean`, a reference region of the IPCC or a GeoJSON file.
  record RegionOf(String name) implements Operation {}

  /// The months of a season, such as DJF.
  record Season(String months) implements Operation {}

  /// A statistic of each year, month, season or day; incomplete periods are dropped.
  record Periods(Period period, Statistic statistic) implements Operation {}

  /// The lengths of [Periods].
  enum Period {
    YEAR,
    SEASON,
    MONTH,
    DAY
  }

  /// A statistic of each month, season or day of the year over all years.
  record Climatology(Cycle cycle, Statistic statistic) implements Operation {}

  /// What is told apart when years are pooled.
  enum Cycle {
    NONE,
    MONTH,
    SEASON,
    DAY
  }

  /// A statistic of bins of a frequency such as `5D`, `QS-DEC`, `10YS`.
  record Resample(String frequency, Statistic statistic) implements Operation {}

  /// A statistic of moving windows along a dimension.
  record Rolling(String dim, int length, Statistic statistic) implements Operation {}

  /// The slope over time, per decade, with its standard error.
  record Trend(String dim) implements Operation {}

  /// For each time how many times up to it, on end, an expression has held.
  record Spell(String text) implements Operation {}

  /// Values where an expression holds; others become missing.
  record Where(String text) implements Operation {}

  /// A statistic of blocks of neighbours: dimension to length.
  record Coarsen(Map<String, Long> lengths, Statistic statistic) implements Operation {
    public Coarsen {
      lengths = Map.copyOf(lengths);
    }
  }

  /// Another grid: steps such as `1x1`, or that of a file.
  record Regrid(String grid) implements Operation {}

  /// Values between the labels of a dimension.
  record Interp(String dim, Choice choice) implements Operation {}

  /// The difference from the mean over the base period, of each cycle step.
  record Anomaly(Cycle cycle) implements Operation {}

  /// An area-weighted statistic over the horizontal dimensions.
  record Area(AreaStatistic statistic) implements Operation {}

  /// The statistics that area weights are defined for.
  enum AreaStatistic {
    MEAN,
    SUM,
    STD
  }

  /// Statistics over dimensions; one result keeps the variable's name, several get `NAME_mean` and
  /// so on.
  record Reduce(List<Statistic> statistics, List<String> dims) implements Operation {
    public Reduce {
      statistics = List.copyOf(statistics);
      dims = List.copyOf(dims);
    }
  }

  /// A new variable from an expression over variables and inputs.
  record Expr(String text) implements Operation {}

  /// Conversion to other units: variable to unit; an empty name means the only variable.
  record Units(Map<String, String> units) implements Operation {
    public Units {
      units = Map.copyOf(units);
    }
  }

  /// A new name for the only variable.
  record As(String name) implements Operation {}

  /// The chunk lengths that results are written with.
  record Chunk(Map<String, Long> lengths) implements Operation {
    public Chunk {
      lengths = Map.copyOf(lengths);
    }
  }

  /// The dtype that results are written in.
  record Dtype(DType dtype) implements Operation {}
}
